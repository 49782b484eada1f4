// Harmonic fields with cotangent weights and a sparse Cholesky factorisation.
#include "geometry/harmonic.h"

#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/ensure.h"
#include "geometry/nearest.h"

namespace smrt::geometry {
namespace {

using Triplets = std::vector<Eigen::Triplet<double>>;

void add_edge(Triplets& entries, std::uint32_t a, std::uint32_t b, double weight) {
    const int i = static_cast<int>(a), j = static_cast<int>(b);
    entries.emplace_back(i, i, weight), entries.emplace_back(j, j, weight);
    entries.emplace_back(i, j, -weight), entries.emplace_back(j, i, -weight);
}

/// Cotangents are clamped: slivers would otherwise give huge or negative weights and a field that overshoots.
double half_cotangent(const glm::dvec3& at, const glm::dvec3& b, const glm::dvec3& c) {
    const glm::dvec3 u = b - at, v = c - at;
    const double sine = glm::length(glm::cross(u, v));
    return std::clamp(sine > 0 ? 0.5 * glm::dot(u, v) / sine : 5.0, 0.02, 5.0);
}

void add_triangles(Triplets& entries, const TriangleMesh& mesh) {
    for (const glm::uvec3& t : mesh.triangles) {
        if (t[0] == t[1] || t[1] == t[2] || t[2] == t[0]) continue;
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = t[k], b = t[(k + 1) % 3], c = t[(k + 2) % 3];
            add_edge(entries, b, c,
                     half_cotangent(glm::dvec3(mesh.positions[a]), glm::dvec3(mesh.positions[b]), glm::dvec3(mesh.positions[c])));
        }
    }
}

/// Label of the connected piece of every vertex.
std::vector<std::uint32_t> find_pieces(const TriangleMesh& mesh) {
    std::vector<std::uint32_t> parent(mesh.positions.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) parent[root(t[k])] = root(t[(k + 1) % 3]);
    for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = root(v);
    return parent;
}

/// Ties every piece to the nearest other pieces, so that the field crosses gaps that the artist left open.
void tie_pieces(Triplets& entries, const TriangleMesh& mesh) {
    const std::vector<std::uint32_t> piece = find_pieces(mesh);
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> members;
    for (std::uint32_t v = 0; v < piece.size(); ++v) members[piece[v]].push_back(v);
    if (members.size() < 2) return;
    std::vector<std::vector<std::uint32_t>> pieces;
    for (auto& [root, list] : members) pieces.push_back(std::move(list));
    std::sort(pieces.begin(), pieces.end(),
              [](const auto& a, const auto& b) { return a.size() != b.size() ? a.size() > b.size() : a.front() < b.front(); });
    // Largest first; each further piece is tied to what is already connected.
    std::vector<glm::vec3> connected;
    std::vector<std::uint32_t> connected_vertex;
    const auto take = [&](const std::vector<std::uint32_t>& list) {
        for (std::uint32_t v : list) connected.push_back(mesh.positions[v]), connected_vertex.push_back(v);
    };
    take(pieces.front());
    for (std::size_t p = 1; p < pieces.size(); ++p) {
        const PointTree tree(connected);
        std::vector<std::pair<float, std::pair<std::uint32_t, std::uint32_t>>> gaps;
        for (std::uint32_t v : pieces[p]) {
            const PointTree::Hit hit = tree.nearest(mesh.positions[v]);
            gaps.push_back({hit.distance, {v, connected_vertex[hit.index]}});
        }
        std::sort(gaps.begin(), gaps.end());
        const float reach = std::max(gaps.front().first + 0.0005f, 0.0015f);
        for (std::size_t i = 0; i < gaps.size() && (i < 3 || gaps[i].first <= reach); ++i)
            add_edge(entries, gaps[i].second.first, gaps[i].second.second, 0.3);
        take(pieces[p]);
    }
}

std::vector<double> solve(const TriangleMesh& mesh, const HarmonicTargets& targets) {
    const std::vector<double> area = measure_vertex_areas(mesh);
    const auto size = static_cast<Eigen::Index>(mesh.positions.size());
    Triplets entries;
    entries.reserve(mesh.triangles.size() * 12 + mesh.positions.size());
    add_triangles(entries, mesh);
    tie_pieces(entries, mesh);
    const double firmness = 1.0 / (targets.reach * targets.reach);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(size);
    for (std::size_t v = 0; v < area.size(); ++v) {
        const double low = firmness * area[v] * targets.low[v], high = firmness * area[v] * targets.high[v];
        const int i = static_cast<int>(v);
        entries.emplace_back(i, i, low + high + 1e-9);
        right[i] = high;
    }
    Eigen::SparseMatrix<double> matrix(size, size);
    matrix.setFromTriplets(entries.begin(), entries.end());
    const Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> factor(matrix);
    if (factor.info() != Eigen::Success) return {};
    const Eigen::VectorXd field = factor.solve(right);
    return {field.data(), field.data() + field.size()};
}

}  // namespace

std::vector<double> measure_vertex_areas(const TriangleMesh& mesh) {
    std::vector<double> area(mesh.positions.size(), 0.0);
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t[0]]), b(mesh.positions[t[1]]), c(mesh.positions[t[2]]);
        const double third = glm::length(glm::cross(b - a, c - a)) / 6.0;
        for (int k = 0; k < 3; ++k) area[t[k]] += third;
    }
    return area;
}

TriangleMesh cluster_vertices(const TriangleMesh& mesh, float cell, std::vector<std::uint32_t>& vertex_of) {
    struct Hash {
        std::size_t operator()(const glm::ivec3& c) const {
            return static_cast<std::size_t>(c.x) * 73856093u ^ static_cast<std::size_t>(c.y) * 19349663u ^
                   static_cast<std::size_t>(c.z) * 83492791u;
        }
    };
    std::unordered_map<glm::ivec3, std::uint32_t, Hash> cells;
    TriangleMesh out;
    std::vector<float> count;
    vertex_of.resize(mesh.positions.size());
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::ivec3 key(glm::floor(mesh.positions[v] / cell));
        const auto [entry, fresh] = cells.emplace(key, static_cast<std::uint32_t>(out.positions.size()));
        if (fresh) out.positions.emplace_back(0.0f), count.push_back(0);
        out.positions[entry->second] += mesh.positions[v], count[entry->second] += 1;
        vertex_of[v] = entry->second;
    }
    for (std::size_t v = 0; v < out.positions.size(); ++v) out.positions[v] /= count[v];
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::uvec3 c(vertex_of[t[0]], vertex_of[t[1]], vertex_of[t[2]]);
        if (c[0] != c[1] && c[1] != c[2] && c[2] != c[0]) out.triangles.push_back(c);
    }
    return out;
}

TriangleMesh weld_positions(const TriangleMesh& mesh, std::vector<std::uint32_t>& vertex_of) {
    struct Hash {
        std::size_t operator()(const glm::vec3& p) const {
            const std::hash<float> h;
            return h(p.x) * 73856093u ^ h(p.y) * 19349663u ^ h(p.z) * 83492791u;
        }
    };
    std::unordered_map<glm::vec3, std::uint32_t, Hash> seen;
    seen.reserve(mesh.positions.size());
    TriangleMesh out;
    vertex_of.resize(mesh.positions.size());
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const auto [entry, fresh] = seen.emplace(mesh.positions[v], static_cast<std::uint32_t>(out.positions.size()));
        if (fresh) out.positions.push_back(mesh.positions[v]);
        vertex_of[v] = entry->second;
    }
    for (const glm::uvec3& t : mesh.triangles) out.triangles.emplace_back(vertex_of[t[0]], vertex_of[t[1]], vertex_of[t[2]]);
    return out;
}

std::vector<double> solve_harmonic(const TriangleMesh& mesh, const HarmonicTargets& targets) {
    const std::size_t count = mesh.positions.size();
    ENSURE(targets.low.size() == count && targets.high.size() == count, "one target per vertex: {} and {} for {} vertices",
           targets.low.size(), targets.high.size(), count);
    std::vector<std::uint32_t> vertex_of;
    const TriangleMesh welded = weld_positions(mesh, vertex_of);
    HarmonicTargets held;
    held.reach = targets.reach;
    held.low.assign(welded.positions.size(), 0.0), held.high.assign(welded.positions.size(), 0.0);
    bool any_low = false, any_high = false;
    for (std::size_t v = 0; v < count; ++v) {
        held.low[vertex_of[v]] = std::max(held.low[vertex_of[v]], targets.low[v]);
        held.high[vertex_of[v]] = std::max(held.high[vertex_of[v]], targets.high[v]);
        any_low |= targets.low[v] > 0, any_high |= targets.high[v] > 0;
    }
    if (!any_low || !any_high) return {};
    const std::vector<double> field = solve(welded, held);
    if (field.empty()) return {};
    std::vector<double> out(count);
    for (std::size_t v = 0; v < count; ++v) out[v] = field[vertex_of[v]];
    return out;
}

std::vector<glm::vec3> measure_gradient_direction(const TriangleMesh& mesh, const std::vector<double>& field, int smoothing_steps) {
    std::vector<std::uint32_t> vertex_of;
    const TriangleMesh welded = weld_positions(mesh, vertex_of);
    std::vector<double> value(welded.positions.size(), 0.0);
    for (std::size_t v = 0; v < field.size(); ++v) value[vertex_of[v]] = field[v];
    std::vector<glm::dvec3> sum(welded.positions.size(), glm::dvec3(0));
    for (const glm::uvec3& t : welded.triangles) {
        const glm::dvec3 a(welded.positions[t[0]]), b(welded.positions[t[1]]), c(welded.positions[t[2]]);
        const glm::dvec3 normal = glm::cross(b - a, c - a);
        const double doubled = glm::length(normal);
        if (doubled <= 1e-14) continue;
        const glm::dvec3 n = normal / doubled;
        const glm::dvec3 gradient =
            (value[t[0]] * glm::cross(n, c - b) + value[t[1]] * glm::cross(n, a - c) + value[t[2]] * glm::cross(n, b - a)) / doubled;
        const double length = glm::length(gradient);
        if (length <= 1e-9) continue;
        for (int k = 0; k < 3; ++k) sum[t[k]] += gradient / length * doubled;
    }
    for (int step = 0; step < smoothing_steps; ++step) {
        std::vector<glm::dvec3> next = sum;
        for (const glm::uvec3& t : welded.triangles)
            for (int k = 0; k < 3; ++k) next[t[k]] += 0.5 * (sum[t[(k + 1) % 3]] + sum[t[(k + 2) % 3]]);
        for (std::size_t v = 0; v < sum.size(); ++v) {
            const double length = glm::length(next[v]), old = glm::length(sum[v]);
            sum[v] = length > 1e-20 ? next[v] / length * std::max(old, 1e-12) : glm::dvec3(0);
        }
    }
    std::vector<glm::vec3> out(mesh.positions.size());
    for (std::size_t v = 0; v < out.size(); ++v) {
        const double length = glm::length(sum[vertex_of[v]]);
        out[v] = length > 1e-20 ? glm::vec3(sum[vertex_of[v]] / length) : glm::vec3(0);
    }
    return out;
}

}  // namespace smrt::geometry
