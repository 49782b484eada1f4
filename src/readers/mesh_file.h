// One outside mesh file of any format we know, as named meshes in the file's own units and axes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "geometry/triangle_mesh.h"
#include "readers/axes.h"

namespace smrt::readers {

/// One mesh and the name it has inside its file; empty where the file gives none.
struct NamedMesh {
    std::string node;
    geometry::TriangleMesh mesh;
};

/// What a mesh file holds and says of itself.
struct MeshFile {
    std::vector<NamedMesh> meshes;          ///< at least one, each with triangles
    std::optional<double> metres_per_unit;  ///< where format or file state it
    std::optional<UpAxis> up;               ///< likewise
    std::string concept_id;                 ///< FMA id out of BodyParts3D's comments; mostly empty
    std::string english_name;               ///< likewise
};

/// Whether the file's ending names a format that read_mesh_file knows: obj, stl, ply, gltf, glb, fbx.
[[nodiscard]] bool is_mesh_file(const std::filesystem::path& path);

/// Reads one file by its ending. OBJ, STL and PLY are lists of numbers and go through parsers of our own, whose memory
/// is bounded by the file's size; glTF, GLB and FBX are checked and then read by Assimp. Errors: environment if it
/// cannot be opened; bad_data with file and reason for anything damaged.
[[nodiscard]] base::Result<MeshFile> read_mesh_file(const std::filesystem::path& path);

/// The same from memory, for tests and fuzzing. `name` decides the format by its ending and names the file in errors;
/// what the file refers to outside itself is refused.
[[nodiscard]] base::Result<MeshFile> parse_mesh_file(std::string_view bytes, const std::string& name);

}  // namespace smrt::readers
