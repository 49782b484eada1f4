// Coverage by a grid of cells that the coarser surface passes through.
#include "geometry/level_coverage.h"

#include <algorithm>
#include <cmath>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {
namespace {

using Indices = std::vector<std::uint32_t>;

/// Set of occupied cells; open addressing, because millions of cells are asked for.
class CellSet {
public:
    CellSet(const glm::vec3& lower, float cell_size) : lower_(lower), scale_(1 / cell_size), slots_(1024, k_empty) {}

    void insert(const glm::vec3& point) {
        const std::uint64_t key = key_of((point - lower_) * scale_);
        if (key == last_) return;
        last_ = key;
        if (add(key) && ++count_ * 2 > slots_.size()) grow();
    }

    /// True if one of the eight cells nearest to the point is occupied.
    [[nodiscard]] bool touches(const glm::vec3& point) const {
        const glm::vec3 corner = (point - lower_) * scale_ - glm::vec3(0.5f);
        for (int i = 0; i < 8; ++i)
            if (has(key_of(corner + glm::vec3(i & 1, i >> 1 & 1, i >> 2)))) return true;
        return false;
    }

private:
    static constexpr std::uint64_t k_empty = ~std::uint64_t{0};

    static std::uint64_t key_of(const glm::vec3& cell) {
        const auto part = [](float value) { return static_cast<std::uint64_t>(std::clamp(value + 1.0f, 0.0f, 2e6f)); };
        return part(cell.x) | part(cell.y) << 21 | part(cell.z) << 42;
    }
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        std::size_t slot = ((key ^ key >> 29) * 0x9E3779B97F4A7C15ull >> 36) & (slots_.size() - 1);
        while (slots_[slot] != k_empty && slots_[slot] != key) slot = (slot + 1) & (slots_.size() - 1);
        return slot;
    }
    [[nodiscard]] bool has(std::uint64_t key) const { return slots_[slot_of(key)] == key; }
    bool add(std::uint64_t key) {
        std::uint64_t& slot = slots_[slot_of(key)];
        if (slot == key) return false;
        slot = key;
        return true;
    }
    void grow() {
        std::vector<std::uint64_t> old(slots_.size() * 2, k_empty);
        old.swap(slots_);
        for (const std::uint64_t key : old)
            if (key != k_empty) add(key);
    }

    glm::vec3 lower_;
    float scale_;
    std::vector<std::uint64_t> slots_;
    std::size_t count_ = 0;
    std::uint64_t last_ = k_empty;
};

/// Marks every cell that a triangle passes through, by samples closer together than a cell.
void mark_triangle(CellSet& cells, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c, float cell_size) {
    const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
    if (longest < 0.5f * cell_size) return cells.insert((a + b + c) / 3.0f);
    const int steps = std::clamp(static_cast<int>(std::ceil(longest / cell_size)), 1, 300);
    for (int i = 0; i <= steps; ++i) {
        for (int j = 0; j <= steps - i; ++j) {
            const float u = static_cast<float>(i) / static_cast<float>(steps), v = static_cast<float>(j) / static_cast<float>(steps);
            cells.insert(a + u * (b - a) + v * (c - a));
        }
    }
}

}  // namespace

Indices find_lost_triangles(const Indices& finer, const Indices& coarser, const std::vector<glm::vec3>& positions, float reach) {
    Box box;
    for (const std::uint32_t index : finer) box.include(positions[index]);
    const glm::vec3 size = box.size();
    const float cell_size = std::max(reach, std::max({size.x, size.y, size.z}) / 1500.0f);
    CellSet cells(box.lower, cell_size);
    std::vector<bool> survives(positions.size(), false);
    for (const std::uint32_t index : coarser) survives[index] = true;
    for (std::size_t i = 0; i + 2 < coarser.size(); i += 3)
        mark_triangle(cells, positions[coarser[i]], positions[coarser[i + 1]], positions[coarser[i + 2]], cell_size);
    Indices lost;
    for (std::size_t i = 0; i + 2 < finer.size(); i += 3) {
        const glm::vec3 centre = (positions[finer[i]] + positions[finer[i + 1]] + positions[finer[i + 2]]) / 3.0f;
        bool near = false;
        for (std::size_t k = i; k < i + 3; ++k)
            near = near || (survives[finer[k]] && glm::distance(positions[finer[k]], centre) < reach);
        if (!near && !cells.touches(centre)) lost.insert(lost.end(), {finer[i], finer[i + 1], finer[i + 2]});
    }
    return lost;
}

}  // namespace smrt::geometry
