// Wavefront OBJ text to meshes: positions, faces and group names; everything else in it is left aside.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geometry/triangle_mesh.h"

namespace smrt::readers {

/// Whether `o` and `g` lines start a mesh of their own.
enum class ObjGroups { merge, split };

/// One mesh of an OBJ file; the name is empty where the file gives none.
struct ObjGroup {
    std::string name;
    geometry::TriangleMesh mesh;  ///< in the file's own units and axes, without normals
};

/// What an OBJ file holds. The two header texts are those of BodyParts3D's comments, empty elsewhere.
struct ObjFile {
    std::string concept_id;    ///< "FMA7163" from "# Concept ID : FMA7163"
    std::string english_name;  ///< "Skin" from "# English name : Skin"
    std::vector<ObjGroup> groups;
};

/// Parses OBJ text: `v`, `f` (polygons become fans, negative indices count back), `o`, `g`; the rest is skipped.
/// Input: whole text and the name to use in errors.
/// Errors: bad_data with name:line for binary content, damaged numbers, vertices that are not finite, face indices
/// outside the file, and files without faces.
/// Cost: one pass, about 500 MB/s; memory is that of the meshes.
[[nodiscard]] base::Result<ObjFile> parse_obj(std::string_view text, const std::string& name, ObjGroups groups);

}  // namespace smrt::readers
