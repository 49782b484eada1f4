// Depth as distance to the outer wall of the skin, or to the convex hull of a body without skin.
#include "body_compiler/compile_body_depth.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/parallel.h"
#include "geometry/bvh.h"
#include "geometry/mesh_cleanup.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

using geometry::TriangleMesh;

constexpr std::size_t k_samples = 64;
constexpr int k_hull_directions = 256, k_sky_directions = 8;
constexpr float k_lift = 1e-4f;  ///< metres from the surface at which rays to the open begin

/// Unit vectors spread evenly over the sphere.
std::vector<glm::vec3> spread_directions(int count) {
    std::vector<glm::vec3> directions;
    for (int i = 0; i < count; ++i) {
        const float z = 1 - (2 * static_cast<float>(i) + 1) / static_cast<float>(count);
        const float angle = static_cast<float>(i) * std::numbers::pi_v<float> * (3 - std::sqrt(5.0f));
        directions.emplace_back(std::sqrt(1 - z * z) * std::cos(angle), std::sqrt(1 - z * z) * std::sin(angle), z);
    }
    return directions;
}

/// Vertices that see the open: a fair share of the rays over their side of the surface meet nothing. The inner wall of a skin
/// modelled with two walls sees only itself, also where both walls are joined at the body's openings.
std::vector<char> find_outer_vertices(const TriangleMesh& skin) {
    const geometry::Bvh tree(skin);
    const std::vector<glm::vec3> directions = spread_directions(k_sky_directions);
    std::vector<char> outer(skin.positions.size(), 0);
    constexpr std::size_t k_block = 512;
    base::parallel_for((outer.size() + k_block - 1) / k_block, [&](std::size_t block) {
        for (std::size_t v = block * k_block; v < std::min(outer.size(), (block + 1) * k_block); ++v) {
            int open = 0;
            for (const glm::vec3& direction : directions) {
                const glm::vec3 away = glm::dot(direction, skin.normals[v]) < 0 ? -direction : direction;
                open += tree.find_first({skin.positions[v] + k_lift * skin.normals[v], away}) ? 0 : 1;
            }
            outer[v] = open * 4 >= k_sky_directions ? 1 : 0;
        }
    });
    return outer;
}

/// The triangles of the outer wall alone, and the normals of its vertices.
TriangleMesh outer_wall(const TriangleMesh& skin) {
    TriangleMesh whole = skin;
    if (whole.normals.empty()) geometry::make_smooth_normals(whole);
    const std::vector<char> outer = find_outer_vertices(whole);
    TriangleMesh wall;
    std::vector<std::uint32_t> place(whole.positions.size(), 0);
    for (std::uint32_t v = 0; v < outer.size(); ++v) {
        if (!outer[v]) continue;
        place[v] = static_cast<std::uint32_t>(wall.positions.size());
        wall.positions.push_back(whole.positions[v]);
        wall.normals.push_back(whole.normals[v]);
    }
    for (const glm::uvec3& t : whole.triangles)
        if (outer[t.x] && outer[t.y] && outer[t.z]) wall.triangles.emplace_back(place[t.x], place[t.y], place[t.z]);
    return wall;
}

/// Depth below a surface; 0 on its outer side.
class SkinDepth {
public:
    explicit SkinDepth(TriangleMesh wall) : wall_(std::move(wall)), surface_(wall_), vertices_(wall_.positions) {}

    [[nodiscard]] float measure(const glm::vec3& p) const {
        const auto hit = surface_.nearest(p);
        const glm::vec3& outward = wall_.normals[vertices_.nearest(p).index];
        return glm::dot(p - hit.point, outward) > 0 ? 0.0f : hit.distance;
    }

private:
    TriangleMesh wall_;
    geometry::SurfaceTree surface_;
    geometry::PointTree vertices_;
};

/// Depth below the convex hull, from its supporting planes in many directions.
class HullDepth {
public:
    explicit HullDepth(std::span<const DepthPart> parts) : directions_(spread_directions(k_hull_directions)) {
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
    if (const TriangleMesh* skin = find_skin(parts)) {
        TriangleMesh wall = outer_wall(*skin);
        if (!wall.triangles.empty()) return measure_all(SkinDepth(std::move(wall)), parts);
    }
    return measure_all(HullDepth(parts), parts);
}

}  // namespace smrt::body_compiler
