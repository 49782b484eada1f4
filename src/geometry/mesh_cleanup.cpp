// Welding, dropping broken triangles, normals.
#include "geometry/mesh_cleanup.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "geometry/mesh_cleanup_shells.h"

namespace smrt::geometry {
namespace {

constexpr std::uint32_t k_none = 0xFFFFFFFFu;

bool is_finite(const glm::vec3& p) {
    return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
}

/// Finds an earlier point within a distance. Cells are four times as wide as the distance, so that a cell holds few
/// points however the mesh is made, and only points near a wall of their cell look into the next one.
class PointGrid {
public:
    PointGrid(const std::vector<glm::vec3>& points, float distance)
        : points_(points), distance_(distance), cell_(4.0 * distance), next_(points.size(), k_none) {
        std::size_t size = 16;
        while (size < points.size() * 2) size *= 2;
        heads_.assign(size, k_none);
    }

    [[nodiscard]] std::uint32_t find_near(const glm::vec3& p) const {
        std::array<std::array<std::int64_t, 2>, 3> cells{};
        std::array<int, 3> counts{};
        for (int axis = 0; axis < 3; ++axis) {
            cells[axis][counts[axis]++] = cell_of(p[axis]);
            for (const double shift : {-1.0, 1.0}) {
                const std::int64_t other = cell_of(p[axis] + shift * distance_);
                if (other != cells[axis][0] && counts[axis] < 2) cells[axis][counts[axis]++] = other;
            }
        }
        for (int x = 0; x < counts[0]; ++x)
            for (int y = 0; y < counts[1]; ++y)
                for (int z = 0; z < counts[2]; ++z)
                    if (const std::uint32_t near = find_in(slot_of(cells[0][x], cells[1][y], cells[2][z]), p); near != k_none) return near;
        return k_none;
    }

    void insert(std::uint32_t index) {
        const glm::vec3& p = points_[index];
        std::uint32_t& head = heads_[slot_of(cell_of(p.x), cell_of(p.y), cell_of(p.z))];
        next_[index] = head;
        head = index;
    }

private:
    [[nodiscard]] std::int64_t cell_of(double x) const { return static_cast<std::int64_t>(std::floor(std::clamp(x / cell_, -1e15, 1e15))); }
    [[nodiscard]] std::size_t slot_of(std::int64_t x, std::int64_t y, std::int64_t z) const {
        std::uint64_t hash = static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ull;
        hash = (hash ^ (hash >> 29) ^ static_cast<std::uint64_t>(y)) * 0xBF58476D1CE4E5B9ull;
        hash = (hash ^ (hash >> 32) ^ static_cast<std::uint64_t>(z)) * 0x94D049BB133111EBull;
        return static_cast<std::size_t>(hash ^ (hash >> 31)) & (heads_.size() - 1);
    }
    [[nodiscard]] std::uint32_t find_in(std::size_t slot, const glm::vec3& p) const {
        for (std::uint32_t i = heads_[slot]; i != k_none; i = next_[i]) {
            const glm::vec3 gap = points_[i] - p;
            if (glm::dot(gap, gap) <= distance_ * distance_) return i;
        }
        return k_none;
    }

    const std::vector<glm::vec3>& points_;
    float distance_;
    double cell_;
    std::vector<std::uint32_t> heads_;
    std::vector<std::uint32_t> next_;
};

/// For each vertex the first vertex at its place; k_none for vertices that are not finite.
std::vector<std::uint32_t> weld_targets(const TriangleMesh& mesh, float distance, MeshReport& report) {
    std::vector<std::uint32_t> target(mesh.positions.size(), k_none);
    PointGrid grid(mesh.positions, distance);
    for (std::uint32_t i = 0; i < mesh.positions.size(); ++i) {
        if (!is_finite(mesh.positions[i])) {
            ++report.bad_vertices;
            continue;
        }
        const std::uint32_t near = grid.find_near(mesh.positions[i]);
        target[i] = near == k_none ? i : near;
        if (near == k_none) grid.insert(i);
    }
    return target;
}

void weld_triangles(TriangleMesh& mesh, const std::vector<std::uint32_t>& target, MeshReport& report) {
    std::size_t kept = 0;
    for (const glm::uvec3& tri : mesh.triangles) {
        glm::uvec3 welded(k_none);
        for (int k = 0; k < 3; ++k)
            if (tri[k] < target.size()) welded[k] = target[tri[k]];
        if (welded.x == k_none || welded.y == k_none || welded.z == k_none) {
            ++report.bad_triangles;
        } else if (welded.x == welded.y || welded.y == welded.z || welded.z == welded.x) {
            ++report.degenerate_triangles;
        } else {
            mesh.triangles[kept++] = welded;
        }
    }
    mesh.triangles.resize(kept);
}

/// Drops triangles whose corners are those of an earlier one, whichever way they turn.
void drop_doubled(TriangleMesh& mesh, MeshReport& report) {
    struct Key {
        std::uint32_t middle, upper, triangle;
        bool operator<(const Key& o) const {
            return middle != o.middle ? middle < o.middle : upper != o.upper ? upper < o.upper : triangle < o.triangle;
        }
    };
    std::vector<std::uint32_t> first(mesh.positions.size() + 1, 0);
    for (const glm::uvec3& tri : mesh.triangles) ++first[std::min({tri.x, tri.y, tri.z}) + 1];
    for (std::size_t v = 1; v < first.size(); ++v) first[v] += first[v - 1];
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    std::vector<Key> keys(mesh.triangles.size());
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const auto [x, y, z] = std::array{mesh.triangles[t].x, mesh.triangles[t].y, mesh.triangles[t].z};
        const std::uint32_t lower = std::min({x, y, z}), upper = std::max({x, y, z});
        keys[next[lower]++] = {(x ^ y ^ z ^ lower ^ upper), upper, t};
    }
    std::vector<std::uint8_t> doubled(mesh.triangles.size(), 0);
    for (std::size_t v = 0; v + 1 < first.size(); ++v) {
        std::sort(keys.begin() + first[v], keys.begin() + first[v + 1]);
        for (std::uint32_t i = first[v] + 1; i < first[v + 1]; ++i)
            if (keys[i].middle == keys[i - 1].middle && keys[i].upper == keys[i - 1].upper) doubled[keys[i].triangle] = 1;
    }
    std::size_t kept = 0;
    for (std::size_t t = 0; t < mesh.triangles.size(); ++t)
        if (!doubled[t]) mesh.triangles[kept++] = mesh.triangles[t];
    report.doubled_triangles = static_cast<std::uint32_t>(mesh.triangles.size() - kept);
    mesh.triangles.resize(kept);
}

void drop_unused_vertices(TriangleMesh& mesh) {
    std::vector<std::uint32_t> number(mesh.positions.size(), k_none);
    for (const glm::uvec3& tri : mesh.triangles) number[tri.x] = number[tri.y] = number[tri.z] = 0;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (number[i] == k_none) continue;
        mesh.positions[count] = mesh.positions[i];
        number[i] = count++;
    }
    mesh.positions.resize(count);
    mesh.positions.shrink_to_fit();
    for (glm::uvec3& tri : mesh.triangles) tri = {number[tri.x], number[tri.y], number[tri.z]};
    mesh.triangles.shrink_to_fit();
}

void count_slivers(const TriangleMesh& mesh, MeshReport& report) {
    for (const glm::uvec3& tri : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[tri.x]), b(mesh.positions[tri.y]), c(mesh.positions[tri.z]);
        const glm::dvec3 ab = b - a, ac = c - a;
        const double longest = std::max(glm::dot(ab, ab), glm::dot(ac, ac));
        if (glm::length(glm::cross(ab, ac)) <= 1e-7 * longest) ++report.sliver_triangles;
    }
}

}  // namespace

void make_smooth_normals(TriangleMesh& mesh) {
    mesh.normals.assign(mesh.positions.size(), glm::vec3(0));
    for (const glm::uvec3& tri : mesh.triangles) {
        const glm::vec3 a = mesh.positions[tri.x], b = mesh.positions[tri.y], c = mesh.positions[tri.z];
        const std::array<glm::vec3, 3> sides = {b - a, c - b, a - c};
        const glm::vec3 cross = glm::cross(sides[0], -sides[2]);
        const float length = glm::length(cross);
        if (!(length > 0)) continue;
        const glm::vec3 normal = cross / length;
        for (int k = 0; k < 3; ++k) {
            const float angle = std::atan2(length, glm::dot(sides[k], -sides[(k + 2) % 3]));
            mesh.normals[tri[k]] += angle * normal;
        }
    }
    for (glm::vec3& normal : mesh.normals) {
        const float length = glm::length(normal);
        normal = length > 1e-12f ? normal / length : glm::vec3(0, 1, 0);
    }
}

MeshReport clean_mesh(TriangleMesh& mesh, const CleanOptions& options) {
    MeshReport report;
    report.vertices_before = static_cast<std::uint32_t>(mesh.positions.size());
    report.triangles_before = static_cast<std::uint32_t>(mesh.triangles.size());
    weld_triangles(mesh, weld_targets(mesh, options.weld_distance, report), report);
    drop_doubled(mesh, report);
    drop_unused_vertices(mesh);
    count_slivers(mesh, report);
    orient_shells(mesh, options.orient, report);
    make_smooth_normals(mesh);
    report.vertices = static_cast<std::uint32_t>(mesh.positions.size());
    report.triangles = static_cast<std::uint32_t>(mesh.triangles.size());
    report.box = mesh.bounds();
    return report;
}

}  // namespace smrt::geometry
