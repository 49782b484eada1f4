// Simplification by edge collapse, then by merging vertices that are closer than the error where topology blocks collapse.
#include "geometry/level_simplifier.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "geometry/level_coverage.h"

namespace smrt::geometry {
namespace {

/// The merged vertices of a level lie within this share of its error, edge collapse gets the rest.
constexpr float k_merge_share = 0.5f, k_collapse_share = 0.75f;
/// Distance within which a finer triangle counts as kept: this share of the error, but no less than this many metres.
constexpr float k_reach_share = 1.2f;
constexpr float k_least_reach = 0.0015f;
/// A level whose surface shrank below this share of the full one, or whose box did, has lost its shape.
constexpr double k_least_area = 0.35;
constexpr float k_least_box = 0.7f;

using Indices = std::vector<std::uint32_t>;

double measure_area(const Indices& indices, const std::vector<glm::vec3>& positions) {
    double area = 0;
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const glm::vec3& a = positions[indices[i]];
        area += 0.5 * glm::length(glm::cross(positions[indices[i + 1]] - a, positions[indices[i + 2]] - a));
    }
    return area;
}

Box measure_box(const Indices& indices, const std::vector<glm::vec3>& positions) {
    Box box;
    for (const std::uint32_t index : indices) box.include(positions[index]);
    return box;
}

/// Edge collapse to an absolute error. Topology is kept, so open and non-manifold edges block it.
Indices collapse_edges(const Indices& indices, const std::vector<glm::vec3>& positions, float error, std::size_t least_indices,
                       float scale) {
    Indices out(indices.size());
    const std::size_t count = meshopt_simplify(out.data(), indices.data(), indices.size(), &positions[0].x, positions.size(),
                                               sizeof(glm::vec3), least_indices, error / scale, 0, nullptr);
    out.resize(count);
    return out;
}

std::uint64_t cell_of(const glm::vec3& p, const glm::vec3& lower, float size) {
    const glm::uvec3 cell((p - lower) / size);
    return static_cast<std::uint64_t>(cell.x) | static_cast<std::uint64_t>(cell.y) << 21 | static_cast<std::uint64_t>(cell.z) << 42;
}

/// For each used vertex the one it is merged into: in the same grid cell, facing the same way. Vertices that face apart
/// stay apart, so that the two walls of a thin sheet never become one.
std::vector<std::uint32_t> merge_targets(const Indices& indices, const std::vector<glm::vec3>& positions,
                                         const std::vector<glm::vec3>& normals, float cell_size) {
    constexpr std::uint32_t unseen = ~std::uint32_t{0};
    const Box box = measure_box(indices, positions);
    const glm::vec3 lower = box.lower, size = box.size();
    cell_size = std::max(cell_size, std::max({size.x, size.y, size.z}) / 2e6f);  // 21 bits a coordinate
    std::vector<std::uint32_t> target(positions.size(), unseen);
    std::vector<std::uint32_t> next_in_cell(positions.size(), unseen);
    std::unordered_map<std::uint64_t, std::uint32_t> first_in_cell;
    first_in_cell.reserve(indices.size() / 4);
    for (const std::uint32_t v : indices) {
        if (target[v] != unseen) continue;
        const auto [cell, is_new] = first_in_cell.try_emplace(cell_of(positions[v], lower, cell_size), v);
        std::uint32_t other = is_new ? unseen : cell->second;
        while (other != unseen && glm::dot(normals[other], normals[v]) < 0.5f) other = next_in_cell[other];
        target[v] = other == unseen ? v : other;
        if (other != unseen || is_new) continue;
        next_in_cell[v] = cell->second;
        cell->second = v;
    }
    return target;
}

void drop_double_triangles(Indices& indices) {
    std::vector<std::array<std::uint32_t, 3>> triangles(indices.size() / 3);
    for (std::size_t i = 0; i < triangles.size(); ++i) {
        std::array<std::uint32_t, 3>& t = triangles[i];
        std::copy_n(indices.begin() + static_cast<std::ptrdiff_t>(i * 3), 3, t.begin());
        std::rotate(t.begin(), std::min_element(t.begin(), t.end()), t.end());  // keeps which way the triangle faces
    }
    std::sort(triangles.begin(), triangles.end());
    triangles.erase(std::unique(triangles.begin(), triangles.end()), triangles.end());
    indices.clear();
    for (const auto& t : triangles) indices.insert(indices.end(), t.begin(), t.end());
}

Indices merge_vertices(const Indices& indices, const std::vector<glm::vec3>& positions, const std::vector<glm::vec3>& normals,
                       float cell_size) {
    const std::vector<std::uint32_t> target = merge_targets(indices, positions, normals, cell_size);
    Indices out;
    out.reserve(indices.size());
    for (std::size_t i = 0; i < indices.size(); i += 3) {
        const std::uint32_t a = target[indices[i]], b = target[indices[i + 1]], c = target[indices[i + 2]];
        if (a != b && b != c && c != a) out.insert(out.end(), {a, b, c});
    }
    if (out.size() < indices.size()) drop_double_triangles(out);
    return out;
}

/// Both kinds of simplification, then what vanished on the way is put back: collapse eats branches thinner than its error
/// along their whole length.
Indices make_coarser(const Indices& before, const std::vector<glm::vec3>& positions, const std::vector<glm::vec3>& normals, float budget,
                     float error, std::size_t least_indices, float scale) {
    Indices coarser = collapse_edges(before, positions, budget * k_collapse_share, least_indices, scale);
    if (coarser.size() > least_indices) {
        Indices merged = merge_vertices(coarser, positions, normals, budget * k_merge_share);
        if (merged.size() >= least_indices) coarser.swap(merged);
    }
    const Indices lost = find_lost_triangles(before, coarser, positions, std::max(k_reach_share * error, k_least_reach));
    coarser.insert(coarser.end(), lost.begin(), lost.end());
    return coarser;
}

}  // namespace

std::vector<SimplifiedLevel> simplify_in_levels(Indices indices, const std::vector<glm::vec3>& positions,
                                                const std::vector<glm::vec3>& normals, const LevelOptions& options) {
    std::vector<SimplifiedLevel> levels;
    levels.push_back({0, std::move(indices)});
    const std::size_t least_indices = std::size_t{3} * options.least_triangles;
    const double full_area = measure_area(levels[0].indices, positions);
    const glm::vec3 full_box = measure_box(levels[0].indices, positions).size();
    const float scale = meshopt_simplifyScale(&positions[0].x, positions.size(), sizeof(glm::vec3));
    for (const float error : options.errors) {
        const SimplifiedLevel& before = levels.back();
        if (before.indices.size() <= least_indices) break;
        const float budget = error - before.error;
        Indices coarser = make_coarser(before.indices, positions, normals, budget, error, least_indices, scale);
        if (static_cast<double>(coarser.size()) > (1.0 - options.least_saving) * static_cast<double>(before.indices.size())) continue;
        const glm::vec3 box = measure_box(coarser, positions).size();
        const bool box_kept = glm::all(glm::greaterThanEqual(box, full_box * k_least_box - glm::vec3(0.001f)));
        if (!box_kept || measure_area(coarser, positions) < k_least_area * full_area) break;
        levels.push_back({error, std::move(coarser)});
    }
    return levels;
}

}  // namespace smrt::geometry
