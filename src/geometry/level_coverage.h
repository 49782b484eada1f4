// Which triangles of a finer mesh have lost their place in a coarser one: thin branches and small islands.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace smrt::geometry {

/// Triangles (three indices each) of `finer` whose centre is farther than `reach` (metres) from the surface of `coarser`.
/// Input: both over the same positions.
/// Cost: linear in the triangles of both; about 0.2 microseconds each.
[[nodiscard]] std::vector<std::uint32_t> find_lost_triangles(const std::vector<std::uint32_t>& finer,
                                                             const std::vector<std::uint32_t>& coarser,
                                                             const std::vector<glm::vec3>& positions, float reach);

}  // namespace smrt::geometry
