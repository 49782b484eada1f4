// Index buffers of coarser and coarser versions of one welded mesh; the inner part of level_builder.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "geometry/level_builder.h"

namespace smrt::geometry {

/// One version of a mesh: triangles over the vertices of the full one.
struct SimplifiedLevel {
    float error = 0;                     ///< metres
    std::vector<std::uint32_t> indices;  ///< three a triangle
};

/// The full mesh and coarser versions of it, each made from the one before, so that vertices of a coarser level are a subset.
/// Input: indices of welded vertices without degenerate triangles, at least one triangle.
/// Result: level 0 is the input. A level that would save too little, or lose the shape, is left out.
[[nodiscard]] std::vector<SimplifiedLevel> simplify_in_levels(std::vector<std::uint32_t> indices, const std::vector<glm::vec3>& positions,
                                                              const std::vector<glm::vec3>& normals, const LevelOptions& options);

}  // namespace smrt::geometry
