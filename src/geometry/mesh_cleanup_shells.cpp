// Edges, shells and their orientation.
#include "geometry/mesh_cleanup_shells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace smrt::geometry {
namespace {

constexpr std::uint32_t k_none = 0xFFFFFFFFu;

/// Neighbour across each triangle side, where exactly two triangles meet.
struct Neighbours {
    std::vector<std::uint32_t> across;    ///< 3 per triangle: neighbour, or k_none
    std::vector<std::uint8_t> disagrees;  ///< 3 per triangle: the neighbour runs along the edge the same way
};

/// One side of a triangle, filed under its lower vertex.
struct Side {
    std::uint32_t upper = 0;   ///< the other vertex
    std::uint32_t corner = 0;  ///< 3 * triangle + side
    bool forward = false;      ///< runs from lower to upper vertex
};

struct Shell {
    std::vector<std::uint32_t> triangles;
    std::vector<std::uint8_t> against;  ///< per triangle: runs against the shell's first triangle
    Box box;
    double area = 0;
    double volume = 0;   ///< as if turned like the first triangle, about the box centre
    bool solid = false;  ///< encloses space, so that inside and outside are known
};

std::vector<Side> sides_by_lower_vertex(const TriangleMesh& mesh, std::vector<std::uint32_t>& first_of_vertex) {
    first_of_vertex.assign(mesh.positions.size() + 1, 0);
    const auto for_each_side = [&mesh](auto&& use) {
        for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t)
            for (std::uint32_t k = 0; k < 3; ++k) use(mesh.triangles[t][k], mesh.triangles[t][(k + 1) % 3], 3 * t + k);
    };
    for_each_side([&](std::uint32_t a, std::uint32_t b, std::uint32_t) { ++first_of_vertex[std::min(a, b) + 1]; });
    for (std::size_t v = 1; v < first_of_vertex.size(); ++v) first_of_vertex[v] += first_of_vertex[v - 1];
    std::vector<Side> sides(mesh.triangles.size() * 3);
    std::vector<std::uint32_t> next(first_of_vertex.begin(), first_of_vertex.end() - 1);
    for_each_side([&](std::uint32_t a, std::uint32_t b, std::uint32_t corner) {
        sides[next[std::min(a, b)]++] = {std::max(a, b), corner, a < b};
    });
    return sides;
}

Neighbours find_neighbours(const TriangleMesh& mesh, MeshReport& report) {
    std::vector<std::uint32_t> first_of_vertex;
    std::vector<Side> sides = sides_by_lower_vertex(mesh, first_of_vertex);
    Neighbours neighbours{std::vector<std::uint32_t>(sides.size(), k_none), std::vector<std::uint8_t>(sides.size(), 0)};
    for (std::size_t v = 0; v + 1 < first_of_vertex.size(); ++v) {
        const auto begin = sides.begin() + first_of_vertex[v], end = sides.begin() + first_of_vertex[v + 1];
        std::sort(begin, end, [](const Side& a, const Side& b) { return a.upper != b.upper ? a.upper < b.upper : a.corner < b.corner; });
        for (auto from = begin; from != end;) {
            const auto to = std::find_if(from, end, [from](const Side& side) { return side.upper != from->upper; });
            if (to - from == 1) ++report.open_edges;
            if (to - from > 2) ++report.non_manifold_edges;
            if (to - from == 2) {
                const Side a = from[0], b = from[1];
                neighbours.across[a.corner] = b.corner / 3, neighbours.across[b.corner] = a.corner / 3;
                neighbours.disagrees[a.corner] = neighbours.disagrees[b.corner] = a.forward == b.forward;
            }
            from = to;
        }
    }
    return neighbours;
}

std::vector<Shell> find_shells(const TriangleMesh& mesh, const Neighbours& neighbours) {
    std::vector<Shell> shells;
    std::vector<std::uint8_t> seen(mesh.triangles.size(), 0);
    for (std::uint32_t seed = 0; seed < mesh.triangles.size(); ++seed) {
        if (seen[seed]) continue;
        Shell shell;
        shell.triangles.push_back(seed), shell.against.push_back(0);
        seen[seed] = 1;
        for (std::size_t i = 0; i < shell.triangles.size(); ++i) {
            for (std::uint32_t corner = 3 * shell.triangles[i]; corner < 3 * shell.triangles[i] + 3; ++corner) {
                const std::uint32_t next = neighbours.across[corner];
                if (next == k_none || seen[next]) continue;
                seen[next] = 1;
                shell.triangles.push_back(next);
                shell.against.push_back(shell.against[i] ^ neighbours.disagrees[corner]);
            }
        }
        shells.push_back(std::move(shell));
    }
    return shells;
}

/// Box, area, volume, and whether the shell encloses space: its area vectors cancel and its volume is no rounding
/// error.
void measure_shell(const TriangleMesh& mesh, Shell& shell) {
    for (const std::uint32_t t : shell.triangles)
        for (int k = 0; k < 3; ++k) shell.box.include(mesh.positions[mesh.triangles[t][k]]);
    const glm::dvec3 centre(shell.box.centre());
    glm::dvec3 area_vector(0);
    for (std::size_t i = 0; i < shell.triangles.size(); ++i) {
        const glm::uvec3 tri = mesh.triangles[shell.triangles[i]];
        const glm::dvec3 a = glm::dvec3(mesh.positions[tri.x]) - centre;
        const glm::dvec3 b = glm::dvec3(mesh.positions[tri.y]) - centre, c = glm::dvec3(mesh.positions[tri.z]) - centre;
        const glm::dvec3 cross = glm::cross(b - a, c - a);
        const double sign = shell.against[i] ? -1 : 1;
        area_vector += 0.5 * sign * cross;
        shell.area += 0.5 * glm::length(cross);
        shell.volume += sign * glm::dot(a, cross) / 6;
    }
    constexpr double k_open_share = 0.05;    // of the area; a bowl of half a sphere has 0.5
    constexpr double k_least_volume = 1e-5;  // of area^1.5; a sphere has 0.094, a plate 100 times wider than thick 0.0035
    shell.solid =
        glm::length(area_vector) < k_open_share * shell.area && std::abs(shell.volume) > k_least_volume * std::pow(shell.area, 1.5);
}

/// How often a ray from the point along an axis meets the shell.
int count_crossings(const TriangleMesh& mesh, const Shell& shell, const glm::dvec3& from, int axis) {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    int crossings = 0;
    for (const std::uint32_t t : shell.triangles) {
        const glm::dvec3 a(mesh.positions[mesh.triangles[t].x]), b(mesh.positions[mesh.triangles[t].y]);
        const glm::dvec3 c(mesh.positions[mesh.triangles[t].z]);
        if (std::max({a[axis], b[axis], c[axis]}) < from[axis]) continue;
        if (std::max({a[u], b[u], c[u]}) < from[u] || std::min({a[u], b[u], c[u]}) > from[u]) continue;
        const auto side = [&](const glm::dvec3& p, const glm::dvec3& q) {
            return (q[u] - p[u]) * (from[v] - p[v]) - (q[v] - p[v]) * (from[u] - p[u]);
        };
        const double ab = side(a, b), bc = side(b, c), ca = side(c, a);
        if (!((ab > 0 && bc > 0 && ca > 0) || (ab < 0 && bc < 0 && ca < 0))) continue;
        const double height = (bc * a[axis] + ca * b[axis] + ab * c[axis]) / (ab + bc + ca);
        crossings += height > from[axis] ? 1 : 0;
    }
    return crossings;
}

bool lies_inside(const TriangleMesh& mesh, const Shell& inner, const Shell& outer) {
    const bool box_inside =
        glm::all(glm::greaterThanEqual(inner.box.lower, outer.box.lower)) && glm::all(glm::lessThanEqual(inner.box.upper, outer.box.upper));
    if (!box_inside || std::abs(inner.volume) >= std::abs(outer.volume)) return false;
    const glm::uvec3 tri = mesh.triangles[inner.triangles.front()];
    // Uneven weights, so that rays along the axes do not run through the vertices of a regular mesh.
    const glm::dvec3 point =
        0.31 * glm::dvec3(mesh.positions[tri.x]) + 0.33 * glm::dvec3(mesh.positions[tri.y]) + 0.36 * glm::dvec3(mesh.positions[tri.z]);
    int votes = 0;  // holes can fool one ray
    for (int axis = 0; axis < 3; ++axis) votes += count_crossings(mesh, outer, point, axis) % 2;
    return votes >= 2;
}

/// Number of solid shells around each solid shell; ray tests are bounded so that thousands of crumbs stay cheap.
std::vector<int> measure_depths(const TriangleMesh& mesh, const std::vector<Shell>& shells) {
    constexpr std::uint64_t k_most_ray_triangles = 60'000'000;
    std::vector<int> depths(shells.size(), 0);
    std::vector<std::size_t> solids;
    for (std::size_t i = 0; i < shells.size(); ++i)
        if (shells[i].solid) solids.push_back(i);
    std::uint64_t spent = 0;
    for (const std::size_t inner : solids)
        for (const std::size_t outer : solids) {
            if (inner == outer || spent >= k_most_ray_triangles) continue;
            spent += 1 + shells[outer].triangles.size() / 16;
            depths[inner] += lies_inside(mesh, shells[inner], shells[outer]) ? 1 : 0;
        }
    return depths;
}

/// Turns one shell; counts what changed against the file.
void turn_shell(TriangleMesh& mesh, const Shell& shell, int depth, MeshReport& report) {
    double area_against = 0;
    std::size_t count_against = 0;
    for (std::size_t i = 0; i < shell.triangles.size(); ++i) {
        if (!shell.against[i]) continue;
        const glm::uvec3 tri = mesh.triangles[shell.triangles[i]];
        const glm::dvec3 a(mesh.positions[tri.x]), b(mesh.positions[tri.y]), c(mesh.positions[tri.z]);
        area_against += 0.5 * glm::length(glm::cross(b - a, c - a));
        ++count_against;
    }
    const bool majority_against = area_against > 0.5 * shell.area;
    const bool faces_hollow = depth % 2 == 1;
    const bool turn_first = shell.solid ? (shell.volume < 0) != faces_hollow : majority_against;
    for (std::size_t i = 0; i < shell.triangles.size(); ++i)
        if ((shell.against[i] != 0) != turn_first) std::swap(mesh.triangles[shell.triangles[i]].y, mesh.triangles[shell.triangles[i]].z);
    if (turn_first != majority_against) ++report.flipped_shells;
    report.reoriented_triangles += static_cast<std::uint32_t>(majority_against ? shell.triangles.size() - count_against : count_against);
}

}  // namespace

void orient_shells(TriangleMesh& mesh, bool turn_triangles, MeshReport& report) {
    const Neighbours neighbours = find_neighbours(mesh, report);
    std::vector<Shell> shells = find_shells(mesh, neighbours);
    for (Shell& shell : shells) measure_shell(mesh, shell);
    const std::vector<int> depths = measure_depths(mesh, shells);
    report.shells = static_cast<std::uint32_t>(shells.size());
    for (std::size_t i = 0; i < shells.size(); ++i) {
        const bool inner = depths[i] % 2 == 1;
        report.inner_shells += inner ? 1 : 0;
        report.area += shells[i].area;
        if (shells[i].solid) report.volume += inner ? -std::abs(shells[i].volume) : std::abs(shells[i].volume);
        if (turn_triangles) turn_shell(mesh, shells[i], depths[i], report);
    }
}

}  // namespace smrt::geometry
