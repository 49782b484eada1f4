// The skin of a measured body in patches small enough for few spheres.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "base/findings.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// One patch as assets/body/skin_patches.toml writes it.
struct SkinPatch {
    std::string id;
    std::vector<std::string> over;      ///< regions ("forearm"), or words in names of parts ("index finger"), that lie beneath
    glm::vec3 lower{0}, upper{1};       ///< share of the skin over them: lateral, superior, anterior
    std::vector<std::string> not_over;  ///< parts whose skin is left out (external genitals)
    bool fine = false;                  ///< small features that are kept: fingers, ears, nose
};

[[nodiscard]] std::vector<SkinPatch> read_skin_patches(const std::filesystem::path& file, base::Findings& findings);

/// True for a part whose region, or words of whose name, one of the entries names.
[[nodiscard]] bool lies_under(const anatomy::Part& part, const std::vector<std::string>& over);

struct CutSkin {
    std::vector<geometry::TriangleMesh> patches;  ///< one a patch, in order; empty where the body has no such skin
    geometry::TriangleMesh whole;                 ///< all of the outer wall
};

/// Outer wall of the right half of the skin over each patch, with a rim that overlaps the next patch.
/// Cost: some seconds.
[[nodiscard]] CutSkin cut_skin(const anatomy::Body& body, const std::vector<SkinPatch>& patches);

}  // namespace smrt::body_compiler
