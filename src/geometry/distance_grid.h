// Signed distance to a closed surface on a grid: quick to ask, smooth between its points.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// Distances at the corners of a grid around a surface; negative inside. Exact beside the surface, within one or two
/// cells far inside; no more than four margins are told.
struct DistanceGrid {
    glm::vec3 lower{0};           ///< of the first corner, metres
    float cell = 1;               ///< metres between corners
    glm::ivec3 size{0};           ///< corners each way; zero: no surface
    std::vector<float> distance;  ///< x fastest
    float margin = 0;             ///< metres that the grid reaches beyond the surface
    glm::ivec3 blocks{0};         ///< blocks of k_block cells each way
    std::vector<float> least;     ///< the least distance of each block, x fastest
    static constexpr int k_block = 4;

    struct Sample {
        float distance = 0;    ///< metres
        glm::vec3 outward{0};  ///< unit
    };
    /// Trilinear. Outside the grid: no less than `margin`, and no more than the true distance; no direction.
    [[nodiscard]] Sample sample(const glm::vec3& point) const;
    /// No more than what `sample` tells there, and quicker: the least of a block of cells. Metres.
    [[nodiscard]] float at_least(const glm::vec3& point) const;

private:
    /// Metres from a point in units of cells to the grid; 0 inside.
    [[nodiscard]] float beyond(const glm::vec3& q) const;
};

/// Input: a closed surface, triangles turned outwards; `cell` and `margin` in metres. Open surfaces have no inside far from them.
[[nodiscard]] DistanceGrid make_distance_grid(const TriangleMesh& mesh, float cell, float margin);

}  // namespace smrt::geometry
