// Taubin smoothing and the choice of shells.
#include "geometry/remesh.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace smrt::geometry {
namespace {

constexpr float k_shrink = 0.5f, k_widen = -0.53f;

void step(TriangleMesh& mesh, float share, std::span<const float> weights, std::vector<glm::vec3>& sum, std::vector<float>& count) {
    std::fill(sum.begin(), sum.end(), glm::vec3(0));
    std::fill(count.begin(), count.end(), 0.0f);
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) sum[t[k]] += mesh.positions[t[(k + 1) % 3]], count[t[k]] += 1;
    for (std::size_t i = 0; i < sum.size(); ++i)
        if (count[i] > 0) mesh.positions[i] += share * (weights.empty() ? 1.0f : weights[i]) * (sum[i] / count[i] - mesh.positions[i]);
}

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

void drop_unused_vertices(TriangleMesh& mesh) {
    constexpr std::uint32_t k_unused = ~std::uint32_t{0};
    std::vector<std::uint32_t> place(mesh.positions.size(), k_unused);
    std::vector<glm::vec3> kept;
    for (glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) {
            std::uint32_t& to = place[t[k]];
            if (to == k_unused) to = static_cast<std::uint32_t>(kept.size()), kept.push_back(mesh.positions[t[k]]);
            t[k] = to;
        }
    mesh.positions = std::move(kept);
    mesh.normals.clear();
}

}  // namespace

float measure_quality(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const float u = glm::distance(a, b), v = glm::distance(b, c), w = glm::distance(c, a), product = u * v * w;
    return product > 0 ? std::max(0.0f, (v + w - u) * (w + u - v) * (u + v - w) / product) : 0.0f;
}

void smooth_surface(TriangleMesh& mesh, int pairs, std::span<const float> weights) {
    std::vector<glm::vec3> sum(mesh.positions.size());
    std::vector<float> count(mesh.positions.size());
    for (int i = 0; i < pairs; ++i) step(mesh, k_shrink, weights, sum, count), step(mesh, k_widen, weights, sum, count);
}

void keep_outer_shells(TriangleMesh& mesh, float least_share) {
    std::vector<std::uint32_t> parent(mesh.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 1; k < 3; ++k) parent[find_root(parent, t[k])] = find_root(parent, t[0]);
    std::vector<double> area(parent.size(), 0), volume(parent.size(), 0);
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 &a = mesh.positions[t.x], &b = mesh.positions[t.y], &c = mesh.positions[t.z];
        const std::uint32_t root = find_root(parent, t.x);
        area[root] += 0.5 * glm::length(glm::cross(b - a, c - a));
        volume[root] += glm::dot(a, glm::cross(b, c)) / 6.0;
    }
    const double least = least_share * (area.empty() ? 0.0 : *std::max_element(area.begin(), area.end()));
    std::erase_if(mesh.triangles, [&](const glm::uvec3& t) {
        const std::uint32_t root = find_root(parent, t.x);
        return volume[root] <= 0 || area[root] < least;
    });
    drop_unused_vertices(mesh);
}

}  // namespace smrt::geometry
