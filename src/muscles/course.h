// The courses of vessels and nerves: a net of nodes along them, so that what crosses a joint bends evenly and keeps its round section.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "geometry/level_mesh.h"
#include "geometry/nearest.h"

namespace smrt::muscles {

/// Nodes of even size along thin parts, linked where a part runs on and where parts touch: branches stay on their stems.
struct Course {
    std::vector<glm::vec3> nodes;   ///< middle of the surface near by, metres
    std::vector<glm::uvec2> links;  ///< pairs of nodes, each once
};

/// Cost: one pass over the finest levels.
[[nodiscard]] Course make_course(const std::vector<const geometry::LevelMesh*>& meshes);

/// Shares values among linked nodes, `steps` times; each step reaches one node further. All rows have one length.
void smooth_along(const Course& course, int steps, std::vector<std::vector<float>>& rows);

/// Value at a point: nodes near by, fading with distance, so that it is the same all around a thin tube.
/// Input: a tree of the course's nodes.
[[nodiscard]] std::vector<float> blend_nodes(const geometry::PointTree& nodes, const std::vector<std::vector<float>>& rows,
                                             const glm::vec3& point);

}  // namespace smrt::muscles
