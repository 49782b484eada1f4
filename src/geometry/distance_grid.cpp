// Exact distances in the cells along the surface, the rest by fast sweeping (Zhao 2005).
#include "geometry/distance_grid.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geometry/bvh.h"

namespace smrt::geometry {
namespace {

constexpr float k_unset = std::numeric_limits<float>::max();

class Maker {
public:
    Maker(const TriangleMesh& mesh, float cell, float margin) : mesh_(mesh) {
        const Box box = mesh.bounds();
        grid_.cell = cell, grid_.cells_per_metre = 1 / cell, grid_.margin = margin;
        grid_.lower = box.lower - glm::vec3(margin);
        grid_.size = glm::ivec3(glm::ceil((box.upper + glm::vec3(margin) - grid_.lower) / cell)) + 1;
        count_ = static_cast<std::size_t>(grid_.size.x) * static_cast<std::size_t>(grid_.size.y) * static_cast<std::size_t>(grid_.size.z);
        distance_.assign(count_, k_unset);
        facing_.assign(count_, 0.0f);
    }

    DistanceGrid make() {
        for (const glm::uvec3& t : mesh_.triangles) splat(mesh_.positions[t.x], mesh_.positions[t.y], mesh_.positions[t.z]);
        near_.resize(count_);
        for (std::size_t i = 0; i < count_; ++i) near_[i] = distance_[i] < k_unset;
        mark_outside();
        for (int round = 0; round < 8; ++round) sweep(round);
        for (std::size_t i = 0; i < count_; ++i) {
            const float far = std::min(distance_[i], 4 * grid_.margin);
            distance_[i] = (near_[i] ? facing_[i] < 0 : !outside_[i]) ? -far : far;
        }
        pack();
        return std::move(grid_);
    }

private:
    /// Corners by blocks. The corners of a cell count for its block, so that what is told between them is no less than the block's least.
    void pack() {
        constexpr int k_block = DistanceGrid::k_block, k_side = DistanceGrid::k_side;
        grid_.blocks = (grid_.size - 2) / k_block + 1;
        grid_.quantum = 4 * grid_.margin / std::numeric_limits<std::int16_t>::max();
        for (int z = 0; z < grid_.blocks.z; ++z)
            for (int y = 0; y < grid_.blocks.y; ++y)
                for (int x = 0; x < grid_.blocks.x; ++x) {
                    std::int16_t least = std::numeric_limits<std::int16_t>::max();
                    for (int k = 0; k < k_side; ++k)
                        for (int j = 0; j < k_side; ++j)
                            for (int i = 0; i < k_side; ++i) {
                                const glm::ivec3 p = glm::min(k_block * glm::ivec3(x, y, z) + glm::ivec3(i, j, k), grid_.size - 1);
                                const auto steps = static_cast<std::int16_t>(std::lround(distance_[at(p.x, p.y, p.z)] / grid_.quantum));
                                grid_.corners.push_back(steps);
                                least = std::min(least, steps);
                            }
                    grid_.least.push_back(grid_.quantum * static_cast<float>(least));
                }
    }

    [[nodiscard]] std::size_t at(int x, int y, int z) const {
        return (static_cast<std::size_t>(z) * static_cast<std::size_t>(grid_.size.y) + static_cast<std::size_t>(y)) *
                   static_cast<std::size_t>(grid_.size.x) +
               static_cast<std::size_t>(x);
    }

    /// Distances of the corners within a cell and a half; of equally near triangles the one that faces the corner most tells the side.
    void splat(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
        const glm::vec3 across = glm::cross(b - a, c - a);
        const float area = glm::length(across);
        if (area < 1e-14f) return;
        const glm::vec3 normal = across / area;
        const float reach = 1.5f * grid_.cell;
        const glm::ivec3 from = glm::max(glm::ivec3((glm::min(a, glm::min(b, c)) - reach - grid_.lower) / grid_.cell), glm::ivec3(0));
        const glm::ivec3 to = glm::min(glm::ivec3((glm::max(a, glm::max(b, c)) + reach - grid_.lower) / grid_.cell) + 1, grid_.size - 1);
        for (int z = from.z; z <= to.z; ++z)
            for (int y = from.y; y <= to.y; ++y)
                for (int x = from.x; x <= to.x; ++x) {
                    const glm::vec3 p = grid_.lower + grid_.cell * glm::vec3(x, y, z);
                    if (std::abs(glm::dot(p - a, normal)) > reach) continue;
                    const glm::vec3 way = p - nearest_on_triangle(p, a, b, c);
                    const float distance = glm::length(way);
                    if (distance > reach) continue;
                    const std::size_t i = at(x, y, z);
                    const float facing = distance > 1e-9f ? glm::dot(way, normal) / distance : 1.0f;
                    const bool same = std::abs(distance - distance_[i]) < 1e-4f * grid_.cell;
                    if (same ? std::abs(facing) > std::abs(facing_[i]) : distance < distance_[i])
                        distance_[i] = std::min(distance, distance_[i]), facing_[i] = facing;
                }
    }

    /// What can be reached from the rim of the grid without passing the surface.
    void mark_outside() {
        outside_.assign(count_, false);
        std::vector<glm::ivec3> open{glm::ivec3(0)};
        outside_[0] = true;
        while (!open.empty()) {
            const glm::ivec3 p = open.back();
            open.pop_back();
            for (const glm::ivec3& d : {glm::ivec3(1, 0, 0), glm::ivec3(-1, 0, 0), glm::ivec3(0, 1, 0), glm::ivec3(0, -1, 0),
                                        glm::ivec3(0, 0, 1), glm::ivec3(0, 0, -1)}) {
                const glm::ivec3 q = p + d;
                if (glm::any(glm::lessThan(q, glm::ivec3(0))) || glm::any(glm::greaterThanEqual(q, grid_.size))) continue;
                const std::size_t i = at(q.x, q.y, q.z);
                if (outside_[i] || near_[i]) continue;
                outside_[i] = true;
                open.push_back(q);
            }
        }
    }

    void sweep(int round) {
        const glm::ivec3 n = grid_.size;
        const bool rx = (round & 1) != 0, ry = (round & 2) != 0, rz = (round & 4) != 0;
        for (int k = 0; k < n.z; ++k)
            for (int j = 0; j < n.y; ++j)
                for (int i = 0; i < n.x; ++i) update(rx ? n.x - 1 - i : i, ry ? n.y - 1 - j : j, rz ? n.z - 1 - k : k);
    }

    void update(int x, int y, int z) {
        const std::size_t here = at(x, y, z);
        if (near_[here]) return;
        const auto least = [&](int axis) {
            glm::ivec3 p(x, y, z);
            float out = k_unset;
            if (--p[axis] >= 0) out = distance_[at(p.x, p.y, p.z)];
            p[axis] += 2;
            if (p[axis] < grid_.size[axis]) out = std::min(out, distance_[at(p.x, p.y, p.z)]);
            return out;
        };
        float v[3] = {least(0), least(1), least(2)};
        std::sort(v, v + 3);
        if (v[0] >= k_unset) return;
        const float h = grid_.cell;
        float d = v[0] + h;
        if (d > v[1]) {
            const float gap = v[0] - v[1];
            d = 0.5f * (v[0] + v[1] + std::sqrt(std::max(0.0f, 2 * h * h - gap * gap)));
            if (d > v[2]) {
                const float sum = v[0] + v[1] + v[2], squares = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
                d = (sum + std::sqrt(std::max(0.0f, sum * sum - 3 * (squares - h * h)))) / 3;
            }
        }
        distance_[here] = std::min(distance_[here], d);
    }

    const TriangleMesh& mesh_;
    DistanceGrid grid_;
    std::size_t count_ = 0;
    std::vector<float> distance_;  // at the corners, x fastest
    std::vector<float> facing_;
    std::vector<bool> near_, outside_;
};

}  // namespace

float DistanceGrid::beyond(const glm::vec3& q) const {
    if (size.x < 2) return 0;
    return cell * glm::length(glm::max(glm::max(-q, q - glm::vec3(size - 1)), glm::vec3(0)));
}

DistanceGrid make_distance_grid(const TriangleMesh& mesh, float cell, float margin) {
    if (mesh.triangles.empty()) return {};
    return Maker(mesh, cell, margin).make();
}

}  // namespace smrt::geometry
