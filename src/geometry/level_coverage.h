// Which triangles of a finer mesh have lost their place in a coarser one: thin branches and small islands.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace smrt::geometry {

/// Triangles (three indices each) of `finer` whose centre has no surface of `coarser` near it.
/// Input: both over the same positions; reach in metres (at least 1/1500 of the size of the mesh is used): what lies within
/// half of it is always near, what lies beyond three times of it never.
/// Cost: proportional to the triangles of both and to the area of `coarser` over reach squared.
[[nodiscard]] std::vector<std::uint32_t> find_lost_triangles(const std::vector<std::uint32_t>& finer,
                                                             const std::vector<std::uint32_t>& coarser,
                                                             const std::vector<glm::vec3>& positions, float reach);

}  // namespace smrt::geometry
