// Coverage: distance to the triangles that pass near, found through a hashed grid.
#include "geometry/level_coverage.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "geometry/nearest.h"
#include "geometry/triangle_mesh.h"

namespace smrt::geometry {
namespace {

using Indices = std::vector<std::uint32_t>;

/// Triangles by the grid cells that their boxes, grown by the reach, touch. Cells share buckets: a bucket may hold triangles
/// of another place, which costs a test and nothing else.
class TriangleGrid {
public:
    TriangleGrid(const Indices& indices, const std::vector<glm::vec3>& positions, float reach)
        : indices_(indices), positions_(positions), reach_(reach), mask_(std::bit_ceil(std::max<std::size_t>(64, indices.size() / 3)) - 1) {
        double edges = 0;
        for (std::size_t i = 0; i < indices.size(); i += 3) edges += glm::distance(positions[indices[i]], positions[indices[i + 1]]);
        const auto mean = static_cast<float>(edges * 3 / static_cast<double>(std::max<std::size_t>(3, indices.size())));
        scale_ = 1 / std::max(2 * reach, mean);
        first_.assign(mask_ + 2, 0);
        for_each_entry([this](std::size_t bucket, std::uint32_t) { ++first_[bucket + 1]; });
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
        entries_.resize(first_.back());
        std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
        large_.clear();
        for_each_entry([&](std::size_t bucket, std::uint32_t corner) { entries_[next[bucket]++] = corner; });
    }

    /// True if a triangle lies within the reach of a point.
    [[nodiscard]] bool is_near(const glm::vec3& point) const {
        const glm::ivec3 cell = cell_of(point);
        const std::size_t bucket = bucket_of(cell.x, cell.y, cell.z);
        for (std::uint32_t i = first_[bucket]; i < first_[bucket + 1]; ++i)
            if (touches(entries_[i], point)) return true;
        return std::any_of(large_.begin(), large_.end(), [&](std::uint32_t corner) { return touches(corner, point); });
    }

private:
    static constexpr std::int64_t k_most_cells = 512;  ///< a triangle in more cells than this is asked every time instead

    [[nodiscard]] glm::ivec3 cell_of(const glm::vec3& p) const {
        return glm::ivec3(glm::floor(glm::clamp(p * scale_, glm::vec3(-1e9f), glm::vec3(1e9f))));
    }
    [[nodiscard]] std::size_t bucket_of(int x, int y, int z) const {
        const auto part = [](int value, std::uint64_t factor) {
            return static_cast<std::uint64_t>(static_cast<std::int64_t>(value)) * factor;
        };
        const std::uint64_t key = part(x, 0x9E3779B97F4A7C15ull) ^ part(y, 0xC2B2AE3D27D4EB4Full) ^ part(z, 0x165667B19E3779F9ull);
        return (key ^ key >> 32) & mask_;
    }
    [[nodiscard]] bool touches(std::uint32_t corner, const glm::vec3& p) const {
        const glm::vec3 on =
            nearest_on_triangle(p, positions_[indices_[corner]], positions_[indices_[corner + 1]], positions_[indices_[corner + 2]]);
        return glm::dot(p - on, p - on) <= reach_ * reach_;
    }
    template <class Work>
    void for_each_entry(Work&& work) {
        for (std::uint32_t corner = 0; corner + 2 < indices_.size(); corner += 3) {
            Box box;
            for (std::uint32_t k = corner; k < corner + 3; ++k) box.include(positions_[indices_[k]]);
            const glm::ivec3 from = cell_of(box.lower - reach_), to = cell_of(box.upper + reach_);
            const auto count = [](int a, int b) { return static_cast<std::int64_t>(b) - a + 1; };
            if (count(from.x, to.x) > k_most_cells || count(from.y, to.y) > k_most_cells || count(from.z, to.z) > k_most_cells ||
                count(from.x, to.x) * count(from.y, to.y) * count(from.z, to.z) > k_most_cells) {
                large_.push_back(corner);
                continue;
            }
            for (int z = from.z; z <= to.z; ++z)
                for (int y = from.y; y <= to.y; ++y)
                    for (int x = from.x; x <= to.x; ++x) work(bucket_of(x, y, z), corner);
        }
    }

    const Indices& indices_;
    const std::vector<glm::vec3>& positions_;
    float reach_, scale_ = 1;
    std::size_t mask_;
    std::vector<std::uint32_t> first_, entries_, large_;  ///< first corner of triangles
};

}  // namespace

Indices find_lost_triangles(const Indices& finer, const Indices& coarser, const std::vector<glm::vec3>& positions, float reach) {
    std::vector<bool> survives(positions.size(), false);
    for (const std::uint32_t index : coarser) survives[index] = true;
    const TriangleGrid grid(coarser, positions, reach);
    Indices lost;
    for (std::size_t i = 0; i + 2 < finer.size(); i += 3) {
        const glm::vec3 centre = (positions[finer[i]] + positions[finer[i + 1]] + positions[finer[i + 2]]) / 3.0f;
        bool near = false;
        for (std::size_t k = i; k < i + 3; ++k) near = near || (survives[finer[k]] && glm::distance(positions[finer[k]], centre) < reach);
        if (!near && !grid.is_near(centre)) lost.insert(lost.end(), {finer[i], finer[i + 1], finer[i + 2]});
    }
    return lost;
}

}  // namespace smrt::geometry
