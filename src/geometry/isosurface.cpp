// Marching tetrahedra on the body-centred cubic lattice: no ambiguous case, so the surface is always manifold.
#include "geometry/isosurface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/parallel.h"

namespace smrt::geometry {
namespace {

constexpr int k_super = 4;              ///< blocks along a region that is skipped as a whole where it is far from the surface
constexpr int k_block = 4;              ///< cells along a block
constexpr float k_least_value = 0.14f;  ///< of the cell: the surface keeps off the lattice points, so that no triangle is a sliver

/// Values at the corners of the cells and at their centres.
class Lattice {
public:
    Lattice(const Box& box, float cell, const BlockDistance& distance, unsigned threads);

    [[nodiscard]] const glm::ivec3& cells() const { return cells_; }
    [[nodiscard]] std::uint32_t corner(int x, int y, int z) const {
        return static_cast<std::uint32_t>((z * (cells_.y + 1) + y) * (cells_.x + 1) + x);
    }
    [[nodiscard]] std::uint32_t centre(int x, int y, int z) const {
        return corners_ + static_cast<std::uint32_t>((z * cells_.y + y) * cells_.x + x);
    }
    [[nodiscard]] float value(std::uint32_t node) const { return values_[node]; }
    [[nodiscard]] glm::vec3 place(std::uint32_t node) const;
    [[nodiscard]] const std::vector<glm::ivec3>& active() const { return active_; }  ///< first cells of the blocks that hold surface

private:
    void fill(const glm::ivec3& from, const BlockDistance& distance);
    [[nodiscard]] bool is_far(const glm::ivec3& from, int size, const BlockDistance& distance, float& there) const;
    std::vector<glm::ivec3> fill_region(const glm::ivec3& from, const BlockDistance& distance);
    void set_all(const glm::ivec3& from, int size, float value);
    [[nodiscard]] bool holds_surface(const glm::ivec3& from) const;

    glm::vec3 lower_;
    float cell_;
    glm::ivec3 cells_;
    std::uint32_t corners_;
    std::vector<float> values_;
    std::vector<glm::ivec3> active_;
};

glm::ivec3 round_up(const glm::vec3& size, float cell) {
    const glm::ivec3 blocks = glm::max(glm::ivec3(glm::ceil(size / (cell * k_block * k_super))), glm::ivec3(1));
    return blocks * (k_block * k_super);
}

Lattice::Lattice(const Box& box, float cell, const BlockDistance& distance, unsigned threads)
    : lower_(box.lower - 1.5f * cell), cell_(cell) {
    cells_ = round_up(box.size() + 3 * cell, cell);
    corners_ = static_cast<std::uint32_t>((cells_.x + 1) * (cells_.y + 1) * (cells_.z + 1));
    values_.assign(corners_ + static_cast<std::size_t>(cells_.x) * cells_.y * cells_.z, 1.0f);  // the last planes lie outside
    const glm::ivec3 regions = cells_ / (k_block * k_super);
    const auto count = static_cast<std::size_t>(regions.x) * static_cast<std::size_t>(regions.y) * static_cast<std::size_t>(regions.z);
    std::vector<std::vector<glm::ivec3>> close(count);
    base::parallel_for(
        count,
        [&](std::size_t i) {
            const auto at = static_cast<int>(i);
            const glm::ivec3 region(at % regions.x, at / regions.x % regions.y, at / (regions.x * regions.y));
            close[i] = fill_region(k_block * k_super * region, distance);
        },
        threads);
    for (const std::vector<glm::ivec3>& blocks : close)
        for (const glm::ivec3& from : blocks)
            if (holds_surface(from)) active_.push_back(from);
}

bool Lattice::is_far(const glm::ivec3& from, int size, const BlockDistance& distance, float& there) const {
    const glm::vec3 lower = lower_ + cell_ * glm::vec3(from);
    const std::array<glm::vec3, 1> middle{lower + 0.5f * cell_ * static_cast<float>(size)};
    std::array<float, 1> value{};
    distance({middle[0], middle[0]}, middle, value);
    there = value[0];
    return std::abs(there) > 0.866026f * cell_ * static_cast<float>(size) + cell_;  // all of it lies more than a cell from the surface
}

/// Result: first cells of the blocks that may hold surface.
std::vector<glm::ivec3> Lattice::fill_region(const glm::ivec3& from, const BlockDistance& distance) {
    std::vector<glm::ivec3> out;
    float there = 0;
    if (is_far(from, k_block * k_super, distance, there)) {
        set_all(from, k_block * k_super, there < 0 ? -1.0f : 1.0f);
        return out;
    }
    for (int z = 0; z < k_super; ++z)
        for (int y = 0; y < k_super; ++y)
            for (int x = 0; x < k_super; ++x) {
                const glm::ivec3 block = from + k_block * glm::ivec3(x, y, z);
                if (is_far(block, k_block, distance, there))
                    set_all(block, k_block, there < 0 ? -1.0f : 1.0f);
                else
                    fill(block, distance), out.push_back(block);
            }
    return out;
}

void Lattice::set_all(const glm::ivec3& from, int size, float value) {
    for (int z = 0; z < size; ++z)
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x)
                values_[corner(from.x + x, from.y + y, from.z + z)] = values_[centre(from.x + x, from.y + y, from.z + z)] = value;
}

glm::vec3 Lattice::place(std::uint32_t node) const {
    const bool is_corner = node < corners_;
    const auto index = static_cast<int>(is_corner ? node : node - corners_);
    const glm::ivec3 count = cells_ + (is_corner ? 1 : 0);
    const glm::ivec3 at(index % count.x, index / count.x % count.y, index / (count.x * count.y));
    return lower_ + cell_ * (glm::vec3(at) + (is_corner ? 0.0f : 0.5f));
}

/// Measures the points that belong to a block: not those on its far sides, which belong to the next ones.
void Lattice::fill(const glm::ivec3& from, const BlockDistance& distance) {
    const glm::vec3 lower = lower_ + cell_ * glm::vec3(from);
    const Box block{lower, lower + cell_ * k_block};
    std::vector<std::uint32_t> nodes;
    for (int z = 0; z < k_block; ++z)
        for (int y = 0; y < k_block; ++y)
            for (int x = 0; x < k_block; ++x) {
                nodes.push_back(corner(from.x + x, from.y + y, from.z + z));
                nodes.push_back(centre(from.x + x, from.y + y, from.z + z));
            }
    std::vector<glm::vec3> points;
    points.reserve(nodes.size());
    for (const std::uint32_t node : nodes) points.push_back(place(node));
    std::vector<float> values(points.size());
    distance(block, points, values);
    const float least = k_least_value * cell_;
    for (std::size_t i = 0; i < nodes.size(); ++i)
        values_[nodes[i]] = values[i] < 0 ? std::min(values[i], -least) : std::max(values[i], least);
}

bool Lattice::holds_surface(const glm::ivec3& from) const {
    bool inside = false, outside = false;
    const auto look = [&](std::uint32_t node) { (values_[node] < 0 ? inside : outside) = true; };
    for (int z = -1; z <= k_block; ++z)
        for (int y = -1; y <= k_block; ++y)
            for (int x = -1; x <= k_block; ++x) {
                const glm::ivec3 at = glm::max(from + glm::ivec3(x, y, z), glm::ivec3(0));
                look(corner(at.x, at.y, at.z));
                if (glm::all(glm::lessThan(at, cells_))) look(centre(at.x, at.y, at.z));
            }
    return inside && outside;
}

class Marcher {
public:
    explicit Marcher(const Lattice& lattice) : lattice_(lattice) {}
    void march_tetrahedron(std::array<std::uint32_t, 4> nodes);
    [[nodiscard]] TriangleMesh take() { return std::move(mesh_); }

private:
    std::uint32_t vertex(std::uint32_t a, std::uint32_t b);

    const Lattice& lattice_;
    TriangleMesh mesh_;
    std::unordered_map<std::uint64_t, std::uint32_t> vertices_;
};

std::uint32_t Marcher::vertex(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    const auto [entry, is_new] = vertices_.try_emplace(std::uint64_t{a} << 32 | b, static_cast<std::uint32_t>(mesh_.positions.size()));
    if (is_new) {
        const float va = lattice_.value(a), vb = lattice_.value(b);
        mesh_.positions.push_back(glm::mix(lattice_.place(a), lattice_.place(b), va / (va - vb)));
    }
    return entry->second;
}

/// Input: nodes so that the last three turn to the right hand seen from the first.
void Marcher::march_tetrahedron(std::array<std::uint32_t, 4> n) {
    int inside = 0;
    for (int k = 0; k < 4; ++k) inside |= (lattice_.value(n[static_cast<std::size_t>(k)]) < 0 ? 1 : 0) << k;
    if (inside == 0 || inside == 15) return;
    // Even permutations that bring the odd one out, or the inside pair, to the front.
    static constexpr std::array<std::array<int, 4>, 4> k_first = {{{0, 1, 2, 3}, {1, 0, 3, 2}, {2, 3, 0, 1}, {3, 2, 1, 0}}};
    const auto pick = [&](const std::array<int, 4>& order) {
        return std::array<std::uint32_t, 4>{n[static_cast<std::size_t>(order[0])], n[static_cast<std::size_t>(order[1])],
                                            n[static_cast<std::size_t>(order[2])], n[static_cast<std::size_t>(order[3])]};
    };
    const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { mesh_.triangles.emplace_back(a, b, c); };
    for (int k = 0; k < 4; ++k) {
        const auto t = pick(k_first[static_cast<std::size_t>(k)]);
        if (inside == 1 << k) return add(vertex(t[0], t[1]), vertex(t[0], t[2]), vertex(t[0], t[3]));
        if (inside == (15 ^ 1 << k)) return add(vertex(t[0], t[1]), vertex(t[0], t[3]), vertex(t[0], t[2]));
    }
    static constexpr std::array<std::array<int, 4>, 6> k_pairs = {
        {{0, 1, 2, 3}, {0, 2, 3, 1}, {0, 3, 1, 2}, {1, 2, 0, 3}, {1, 3, 2, 0}, {2, 3, 0, 1}}};
    for (const auto& order : k_pairs) {
        if (inside != (1 << order[0] | 1 << order[1])) continue;
        const auto t = pick(order);
        const std::uint32_t ac = vertex(t[0], t[2]), ad = vertex(t[0], t[3]), bc = vertex(t[1], t[2]), bd = vertex(t[1], t[3]);
        add(ac, ad, bc), add(ad, bd, bc);
        return;
    }
}

/// The four tetrahedra around the face between a cell and the next one along an axis.
void march_face(const Lattice& lattice, const glm::ivec3& cell, int axis, Marcher& marcher) {
    glm::ivec3 next = cell, u(0), v(0);
    next[axis] += 1;
    u[(axis + 1) % 3] = 1, v[(axis + 2) % 3] = 1;
    if (next[axis] >= lattice.cells()[axis]) return;
    const auto corner = [&](const glm::ivec3& at) { return lattice.corner(at.x, at.y, at.z); };
    const std::array<std::uint32_t, 4> ring = {corner(next), corner(next + u), corner(next + u + v), corner(next + v)};
    const std::uint32_t a = lattice.centre(cell.x, cell.y, cell.z), b = lattice.centre(next.x, next.y, next.z);
    for (std::size_t k = 0; k < 4; ++k) marcher.march_tetrahedron({a, b, ring[k], ring[(k + 1) % 4]});
}

}  // namespace

TriangleMesh make_isosurface(const Box& box, float cell, const BlockDistance& distance, unsigned threads) {
    const Lattice lattice(box, cell, distance, threads);
    Marcher marcher(lattice);
    // A face belongs to the cell before it; a block's first faces belong to the block before, which may hold no surface itself.
    std::vector<std::uint8_t> done(static_cast<std::size_t>(lattice.cells().x) * lattice.cells().y * lattice.cells().z, 0);
    for (const glm::ivec3& from : lattice.active())
        for (int z = std::max(0, from.z - 1); z < from.z + k_block; ++z)
            for (int y = std::max(0, from.y - 1); y < from.y + k_block; ++y)
                for (int x = std::max(0, from.x - 1); x < from.x + k_block; ++x) {
                    std::uint8_t& seen = done[(static_cast<std::size_t>(z) * lattice.cells().y + y) * lattice.cells().x + x];
                    if (std::exchange(seen, std::uint8_t{1}) != 0) continue;
                    for (int axis = 0; axis < 3; ++axis) march_face(lattice, {x, y, z}, axis, marcher);
                }
    return marcher.take();
}

}  // namespace smrt::geometry
