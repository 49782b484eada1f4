// Builds the tree by binned surface areas and walks it front to back.
#include "geometry/bvh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace smrt::geometry {
namespace {

constexpr std::uint32_t k_leaf = 4;  ///< triangles at most, where a split still pays
constexpr int k_bins = 12;
constexpr int k_deepest = 60;

float half_area(const Box& box) {
    const glm::vec3 size = box.size();
    return size.x * size.y + size.y * size.z + size.z * size.x;
}

}  // namespace

std::optional<RayHit> hit_triangle(const RaySpan& ray, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a, ac = c - a;
    const glm::vec3 p = glm::cross(ray.direction, ac);
    const float determinant = glm::dot(ab, p);
    if (determinant == 0) return std::nullopt;
    const float inverse = 1 / determinant;
    const glm::vec3 from_a = ray.origin - a;
    const float u = glm::dot(from_a, p) * inverse;
    if (!(u >= 0 && u <= 1)) return std::nullopt;
    const glm::vec3 q = glm::cross(from_a, ab);
    const float v = glm::dot(ray.direction, q) * inverse;
    if (!(v >= 0 && u + v <= 1)) return std::nullopt;
    const float distance = glm::dot(ac, q) * inverse;
    if (!(distance >= ray.nearest && distance <= ray.farthest)) return std::nullopt;
    return RayHit{distance, 0, determinant > 0};
}

std::optional<float> enter_box(const RaySpan& ray, const Box& box) {
    float from = ray.nearest, to = ray.farthest;
    for (int axis = 0; axis < 3; ++axis) {
        const float inverse = 1 / ray.direction[axis];
        float enter = (box.lower[axis] - ray.origin[axis]) * inverse, leave = (box.upper[axis] - ray.origin[axis]) * inverse;
        if (inverse < 0) std::swap(enter, leave);
        // A ray inside a slab's face gives 0 * infinity; such a comparison is false and leaves the span as it is.
        if (enter > from) from = enter;
        if (leave < to) to = leave;
    }
    if (from > to * 1.000001f) return std::nullopt;
    return from;
}

struct Bvh::Build {
    struct Item {
        Box box;
        glm::vec3 centre{0};
        std::uint32_t triangle = 0;
    };
    std::vector<Item> items;

    /// Best plane by the surface area heuristic; axis -1 when no split is better than a leaf.
    struct Split {
        int axis = -1;
        int bin = 0;
        float lower = 0, scale = 0;
    };

    [[nodiscard]] static int bin_of(const Item& item, int axis, float lower, float scale) {
        return std::clamp(static_cast<int>((item.centre[axis] - lower) * scale), 0, k_bins - 1);
    }

    [[nodiscard]] Split find_split(std::uint32_t first, std::uint32_t count, const Box& centres) const {
        const glm::vec3 size = centres.size();
        const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
        Split split;
        if (!(size[axis] > 0)) return split;
        split.lower = centres.lower[axis];
        split.scale = static_cast<float>(k_bins) / size[axis];
        std::array<Box, k_bins> boxes;
        std::array<std::uint32_t, k_bins> counts{};
        for (std::uint32_t i = first; i < first + count; ++i) {
            const int bin = bin_of(items[i], axis, split.lower, split.scale);
            boxes[bin].include(items[i].box);
            ++counts[bin];
        }
        std::array<float, k_bins> right_cost{};
        Box right;
        std::uint32_t right_count = 0;
        for (int bin = k_bins - 1; bin > 0; --bin) {
            right.include(boxes[bin]);
            right_count += counts[bin];
            right_cost[bin] = right_count > 0 ? half_area(right) * static_cast<float>(right_count) : 0;
        }
        Box left;
        std::uint32_t left_count = 0;
        float best = std::numeric_limits<float>::max();
        for (int bin = 1; bin < k_bins; ++bin) {
            left.include(boxes[bin - 1]);
            left_count += counts[bin - 1];
            if (left_count == 0 || left_count == count) continue;
            const float cost = half_area(left) * static_cast<float>(left_count) + right_cost[bin];
            if (cost < best) best = cost, split.axis = axis, split.bin = bin;
        }
        return split;
    }
};

Bvh::Bvh(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices) {
    Build work;
    const auto count = static_cast<std::uint32_t>(indices.size() / 3);
    work.items.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        Build::Item& item = work.items[i];
        for (int corner = 0; corner < 3; ++corner) item.box.include(positions[indices[3 * i + corner]]);
        item.centre = item.box.centre();
        item.triangle = i;
    }
    nodes_.reserve(count);
    if (count > 0) build(work, 0, count, 0);
    triangles_.reserve(count);
    for (const Build::Item& item : work.items) {
        const std::uint32_t* corner = indices.data() + 3 * static_cast<std::size_t>(item.triangle);
        triangles_.push_back({positions[corner[0]], positions[corner[1]], positions[corner[2]], item.triangle});
    }
}

static_assert(sizeof(glm::uvec3) == 3 * sizeof(std::uint32_t), "triangles are read as one row of indices");

Bvh::Bvh(const TriangleMesh& mesh)
    : Bvh(mesh.positions, mesh.empty() ? std::span<const std::uint32_t>()
                                       : std::span<const std::uint32_t>(&mesh.triangles.front().x, 3 * mesh.triangles.size())) {}

void Bvh::build(Build& work, std::uint32_t first, std::uint32_t count, int depth) {
    const std::size_t at = nodes_.size();
    nodes_.emplace_back();
    Box box, centres;
    for (std::uint32_t i = first; i < first + count; ++i) {
        box.include(work.items[i].box);
        centres.include(work.items[i].centre);
    }
    nodes_[at].box = box;
    std::uint32_t middle = first;
    if (count > k_leaf && depth < k_deepest) {
        const auto split = work.find_split(first, count, centres);
        if (split.axis >= 0) {
            const auto begin = work.items.begin() + first;
            middle = first + static_cast<std::uint32_t>(std::partition(begin, begin + count,
                                                                       [&](const Build::Item& item) {
                                                                           return Build::bin_of(item, split.axis, split.lower,
                                                                                                split.scale) < split.bin;
                                                                       }) -
                                                        begin);
        }
    }
    if (middle == first || middle == first + count) {
        nodes_[at].first = first, nodes_[at].count = count;
        return;
    }
    build(work, first, middle - first, depth + 1);
    nodes_[at].first = static_cast<std::uint32_t>(nodes_.size());
    build(work, middle, first + count - middle, depth + 1);
}

std::optional<RayHit> Bvh::find_first(const RaySpan& ray) const {
    std::optional<RayHit> best;
    if (nodes_.empty() || !enter_box(ray, nodes_[0].box)) return best;
    RaySpan rest = ray;
    std::array<std::pair<std::uint32_t, float>, 2 * k_deepest + 4> stack;
    std::size_t top = 0;
    stack[top++] = {0, 0};
    while (top > 0) {
        const auto [at, entered] = stack[--top];
        if (entered > rest.farthest) continue;
        const Node& node = nodes_[at];
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            auto hit = hit_triangle(rest, triangles_[i].a, triangles_[i].b, triangles_[i].c);
            if (!hit || (best && hit->distance >= best->distance)) continue;
            hit->triangle = triangles_[i].index;
            rest.farthest = hit->distance;
            best = hit;
        }
        if (node.count > 0) continue;
        const auto left = enter_box(rest, nodes_[at + 1].box), right = enter_box(rest, nodes_[node.first].box);
        const bool right_first = left && right && *right < *left;
        if (left && !right_first) {
            if (right) stack[top++] = {node.first, *right};
            stack[top++] = {at + 1, *left};
        } else {
            if (left) stack[top++] = {at + 1, *left};
            if (right) stack[top++] = {node.first, *right};
        }
    }
    return best;
}

std::optional<NearHit> Bvh::find_nearest(const glm::vec3& point) const {
    if (nodes_.empty()) return std::nullopt;
    const auto away = [&](const Box& box) {  // squared, from the box
        const glm::vec3 out = glm::max(glm::max(box.lower - point, point - box.upper), glm::vec3(0));
        return glm::dot(out, out);
    };
    NearHit best;
    float least = std::numeric_limits<float>::max();  // squared distance of the best
    std::array<std::pair<std::uint32_t, float>, 2 * k_deepest + 4> stack;
    std::size_t top = 0;
    stack[top++] = {0, away(nodes_[0].box)};
    while (top > 0) {
        const auto [at, from] = stack[--top];
        if (from >= least) continue;
        const Node& node = nodes_[at];
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            const Triangle& t = triangles_[i];
            const glm::vec3 on = nearest_on_triangle(point, t.a, t.b, t.c), to = on - point;
            if (glm::dot(to, to) >= least) continue;
            least = glm::dot(to, to);
            best.point = on, best.triangle = t.index;
        }
        if (node.count > 0) continue;
        const std::pair<std::uint32_t, float> left{at + 1, away(nodes_[at + 1].box)}, right{node.first, away(nodes_[node.first].box)};
        const bool right_first = right.second < left.second;
        stack[top++] = right_first ? left : right;
        stack[top++] = right_first ? right : left;
    }
    best.distance = std::sqrt(least);
    return best;
}

glm::vec3 nearest_on_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return a;
    const glm::vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return b;
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return d1 > d3 ? a + ab * (d1 / (d1 - d3)) : a;
    const glm::vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return c;
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return d2 > d6 ? a + ac * (d2 / (d2 - d6)) : a;
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const float along = (d4 - d3) + (d5 - d6);
        return along > 0 ? b + (c - b) * ((d4 - d3) / along) : b;
    }
    const float sum = va + vb + vc;
    return sum > 0 ? a + ab * (vb / sum) + ac * (vc / sum) : a;
}

}  // namespace smrt::geometry
