// Depth as distance to the outer wall of the skin, or to the convex hull of a body without skin.
#include "body_compiler/compile_body_depth.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>

#include "base/parallel.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

using geometry::TriangleMesh;

constexpr std::size_t k_samples = 64;
constexpr int k_hull_directions = 256;

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
}

/// The connected surface with the largest box: of a skin modelled with two walls, the outer one.
TriangleMesh outer_wall(const TriangleMesh& skin) {
    std::vector<std::uint32_t> parent(skin.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    for (const glm::uvec3& t : skin.triangles) {
        parent[find_root(parent, t.y)] = find_root(parent, t.x);
        parent[find_root(parent, t.z)] = find_root(parent, t.x);
    }
    std::vector<geometry::Box> boxes(skin.positions.size());
    for (std::uint32_t v = 0; v < parent.size(); ++v) boxes[find_root(parent, v)].include(skin.positions[v]);
    const auto diagonal = [&boxes](std::uint32_t v) { return glm::length(boxes[v].size()); };
    std::uint32_t largest = 0;
    for (std::uint32_t v = 0; v < parent.size(); ++v)
        if (parent[v] == v && diagonal(v) > diagonal(largest)) largest = v;
    TriangleMesh wall;
    wall.positions = skin.positions;
    largest = find_root(parent, largest);
    for (const glm::uvec3& t : skin.triangles)
        if (find_root(parent, t.x) == largest) wall.triangles.push_back(t);
    std::vector<std::uint32_t> place(skin.positions.size(), 0);
    wall.positions.clear();
    for (std::uint32_t v = 0; v < parent.size(); ++v) {
        if (find_root(parent, v) != largest) continue;
        place[v] = static_cast<std::uint32_t>(wall.positions.size());
        wall.positions.push_back(skin.positions[v]);
        if (!skin.normals.empty()) wall.normals.push_back(skin.normals[v]);
    }
    for (glm::uvec3& t : wall.triangles) t = {place[t.x], place[t.y], place[t.z]};
    return wall;
}

/// Depth below the skin: the distance to its nearest surface. Where two walls are joined at the body's openings that is the inner
/// one, so the depth is short by the skin's own 1-2 mm. Sides are not told apart by normals: those of such an inner wall face the inside.
class SkinDepth {
public:
    explicit SkinDepth(const TriangleMesh& wall) : surface_(wall) {}
    [[nodiscard]] float measure(const glm::vec3& p) const { return surface_.nearest(p).distance; }

private:
    geometry::SurfaceTree surface_;
};

/// Depth below the convex hull, from its supporting planes in many directions.
class HullDepth {
public:
    explicit HullDepth(std::span<const DepthPart> parts) {
        for (int i = 0; i < k_hull_directions; ++i) {
            const float z = 1 - (2 * static_cast<float>(i) + 1) / k_hull_directions;
            const float angle = static_cast<float>(i) * std::numbers::pi_v<float> * (3 - std::sqrt(5.0f));
            directions_.emplace_back(std::sqrt(1 - z * z) * std::cos(angle), std::sqrt(1 - z * z) * std::sin(angle), z);
        }
        supports_.assign(directions_.size(), std::numeric_limits<float>::lowest());
        base::parallel_for(directions_.size(), [&](std::size_t d) {
            for (const DepthPart& part : parts)
                for (const glm::vec3& p : part.mesh->positions) supports_[d] = std::max(supports_[d], glm::dot(directions_[d], p));
        });
    }

    [[nodiscard]] float measure(const glm::vec3& p) const {
        float depth = std::numeric_limits<float>::max();
        for (std::size_t d = 0; d < directions_.size(); ++d) depth = std::min(depth, supports_[d] - glm::dot(directions_[d], p));
        return std::max(0.0f, depth);
    }

private:
    std::vector<glm::vec3> directions_;
    std::vector<float> supports_;
};

template <class Depth>
float median_depth(const Depth& depth, const TriangleMesh& mesh) {
    const std::size_t count = std::min(k_samples, mesh.positions.size());
    if (count == 0) return 0;
    std::vector<float> depths(count);
    for (std::size_t i = 0; i < count; ++i) depths[i] = depth.measure(mesh.positions[i * mesh.positions.size() / count]);
    const auto middle = depths.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(depths.begin(), middle, depths.end());
    return *middle;
}

template <class Depth>
std::vector<float> measure_all(const Depth& depth, std::span<const DepthPart> parts) {
    std::vector<float> out(parts.size(), 0.0f);
    base::parallel_for(parts.size(), [&](std::size_t i) {
        if (parts[i].kind != anatomy::Kind::skin && parts[i].kind != anatomy::Kind::hair) out[i] = median_depth(depth, *parts[i].mesh);
    });
    return out;
}

/// The skin part that spans the body: another one (a nail, a lip) does not count as the skin.
const TriangleMesh* find_skin(std::span<const DepthPart> parts) {
    const TriangleMesh* skin = nullptr;
    geometry::Box body;
    float largest = 0;
    for (const DepthPart& part : parts) {
        const geometry::Box box = part.mesh->bounds();
        body.include(box);
        if (part.kind != anatomy::Kind::skin || glm::length(box.size()) <= largest) continue;
        largest = glm::length(box.size());
        skin = part.mesh;
    }
    return largest > 0.5f * glm::length(body.size()) ? skin : nullptr;
}

}  // namespace

std::vector<float> measure_layer_depths(std::span<const DepthPart> parts) {
    if (const TriangleMesh* skin = find_skin(parts)) return measure_all(SkinDepth(outer_wall(*skin)), parts);
    return measure_all(HullDepth(parts), parts);
}

}  // namespace smrt::body_compiler
