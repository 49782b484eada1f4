// Signed distance to a closed surface on a grid: quick to ask, smooth between its points.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// Distances at the corners of a grid around a surface; negative inside. Exact beside the surface, within one or two
/// cells far inside; no more than four margins are told.
struct DistanceGrid {
    glm::vec3 lower{0};  ///< of the first corner, metres
    float cell = 1;      ///< metres between corners
    float cells_per_metre = 1;
    glm::ivec3 size{0};        ///< corners each way; zero: no surface
    float margin = 0;          ///< metres that the grid reaches beyond the surface
    glm::ivec3 blocks{0};      ///< blocks of k_block cells each way
    std::vector<float> least;  ///< the least distance of each block, x fastest
    /// Distances in units of `quantum`, block by block with all corners of its cells, so that what is asked together lies together.
    std::vector<std::int16_t> corners;
    float quantum = 1;  ///< metres
    static constexpr int k_block = 4;
    static constexpr int k_side = k_block + 1;  ///< corners of a block each way

    struct Sample {
        float distance = 0;    ///< metres
        glm::vec3 outward{0};  ///< unit
    };
    /// Where in the grid a point lies.
    struct Place {
        glm::vec3 cells{0};  ///< from the first corner
        std::size_t block = k_outside;
        static constexpr std::size_t k_outside = static_cast<std::size_t>(-1);
    };
    [[nodiscard]] Place find(const glm::vec3& point) const;
    /// Fetches what `sample` will need into the cache, while other work goes on.
    void fetch(const Place& place) const;

    /// Trilinear. Outside the grid: no less than `margin`, and no more than the true distance; no direction.
    [[nodiscard]] Sample sample(const Place& place) const;
    [[nodiscard]] Sample sample(const glm::vec3& point) const { return sample(find(point)); }
    /// No more than what `sample` tells there, and quicker: the least of a block of cells. Metres.
    [[nodiscard]] float at_least(const Place& place) const;
    [[nodiscard]] float at_least(const glm::vec3& point) const { return at_least(find(point)); }

private:
    /// Metres from a point in units of cells to the grid; 0 inside.
    [[nodiscard]] float beyond(const glm::vec3& q) const;
    /// The first of the eight corners around a place.
    [[nodiscard]] const std::int16_t* corner_at(const Place& place) const;
};

// Asked millions of times a second, so open to the compiler where it is asked.

inline DistanceGrid::Place DistanceGrid::find(const glm::vec3& point) const {
    const glm::vec3 q = (point - lower) * cells_per_metre;
    if (size.x < 2 || !(q.x >= 0 && q.y >= 0 && q.z >= 0) || q.x >= static_cast<float>(size.x - 1) ||
        q.y >= static_cast<float>(size.y - 1) || q.z >= static_cast<float>(size.z - 1))
        return {q, Place::k_outside};
    const glm::ivec3 b = glm::ivec3(q) / k_block;
    return {q, static_cast<std::size_t>((b.z * blocks.y + b.y) * blocks.x + b.x)};
}

inline const std::int16_t* DistanceGrid::corner_at(const Place& place) const {
    const glm::ivec3 in = glm::ivec3(place.cells) & (k_block - 1);  // positive
    return &corners[place.block * static_cast<std::size_t>(k_side * k_side * k_side) +
                    static_cast<std::size_t>((in.z * k_side + in.y) * k_side + in.x)];
}

inline void DistanceGrid::fetch(const Place& place) const {
#if defined(__GNUC__)
    if (place.block == Place::k_outside) return;
    const std::int16_t* d = corner_at(place);
    __builtin_prefetch(d);
    __builtin_prefetch(d + k_side * k_side + k_side + 1);
#else
    (void)place;
#endif
}

inline float DistanceGrid::at_least(const Place& place) const {
    return place.block == Place::k_outside ? margin + beyond(place.cells) : least[place.block];
}

inline DistanceGrid::Sample DistanceGrid::sample(const Place& place) const {
    if (place.block == Place::k_outside) return {margin + beyond(place.cells), glm::vec3(0)};
    const glm::vec3 f = place.cells - glm::vec3(glm::ivec3(place.cells)), g = glm::vec3(1) - f;
    constexpr int row = k_side, plane = k_side * k_side;
    const std::int16_t* d = corner_at(place);
    const auto at = [d](int offset) { return static_cast<float>(d[offset]); };
    const float c000 = at(0), c100 = at(1), c010 = at(row), c110 = at(row + 1), c001 = at(plane), c101 = at(plane + 1),
                c011 = at(plane + row), c111 = at(plane + row + 1);
    const float x00 = c000 * g.x + c100 * f.x, x10 = c010 * g.x + c110 * f.x, x01 = c001 * g.x + c101 * f.x, x11 = c011 * g.x + c111 * f.x;
    const float y0 = x00 * g.y + x10 * f.y, y1 = x01 * g.y + x11 * f.y;
    const glm::vec3 slope(((c100 - c000) * g.y + (c110 - c010) * f.y) * g.z + ((c101 - c001) * g.y + (c111 - c011) * f.y) * f.z,
                          (x10 - x00) * g.z + (x11 - x01) * f.z, y1 - y0);
    const float steep = glm::length(slope);
    return {quantum * (y0 * g.z + y1 * f.z), steep > 1e-3f ? slope / steep : glm::vec3(0)};
}

/// Input: a closed surface, triangles turned outwards; `cell` and `margin` in metres. Open surfaces have no inside far from them.
[[nodiscard]] DistanceGrid make_distance_grid(const TriangleMesh& mesh, float cell, float margin);

}  // namespace smrt::geometry
