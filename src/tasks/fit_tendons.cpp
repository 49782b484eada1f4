// Strands of the bundles, thinned to the figures that there are, then least squares.
#include "tasks/fit_tendons.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "anatomy/shape_definition.h"
#include "geometry/sphere_collapse.h"
#include "muscles/strand.h"

namespace smrt::tasks {
namespace {

constexpr float k_detail = 0.0003f;        ///< metres: level of the mesh that is measured
constexpr float k_least_radius = 0.0014f;  ///< metres: thinner rods are lost between the points that a shape is made at
constexpr std::size_t k_stations = 49;     ///< along a tendon before they are thinned

constexpr float k_beside = 1.9f;  ///< of the sum of two radii: spheres of neighbouring rows nearer than this are one belly

constexpr float k_belly = 0.0026f;   ///< metres: what is thinner is tendon
constexpr float k_belly_end = 0.6f;  ///< of the way along the fibres: so is what lies beyond

struct Station {
    geometry::Sphere sphere;
    float along = 0;  ///< 0 .. 1
};
using Row = std::vector<Station>;

/// How far a sphere is from where its neighbours would have it, metres.
float worth_of(const Row& row, std::size_t i) {
    const geometry::Sphere &a = row[i - 1].sphere, &b = row[i + 1].sphere, &own = row[i].sphere;
    const glm::vec3 way = b.centre - a.centre;
    const float t = std::clamp(glm::dot(own.centre - a.centre, way) / std::max(glm::dot(way, way), 1e-12f), 0.0f, 1.0f);
    return glm::distance(own.centre, a.centre + t * way) + std::abs(own.radius - glm::mix(a.radius, b.radius, t));
}

/// Takes the sphere that is missed least out of the rows, until no more than `most` are left.
void thin_out(std::vector<Row>& rows, std::size_t most) {
    std::size_t count = 0;
    for (const Row& row : rows) count += row.size();
    for (; count > most; --count) {
        Row* from = nullptr;
        std::size_t at = 0;
        float least = std::numeric_limits<float>::max();
        for (Row& row : rows)
            for (std::size_t i = 1; i + 1 < row.size(); ++i)
                if (const float worth = worth_of(row, i); worth < least) least = worth, from = &row, at = i;
        if (from == nullptr) return;
        from->erase(from->begin() + static_cast<std::ptrdiff_t>(at));
    }
}

bool are_beside(const geometry::Sphere& a, const geometry::Sphere& b) {
    return glm::distance(a.centre, b.centre) < k_beside * (a.radius + b.radius);
}

bool is_belly(const Station& station) {
    return station.sphere.radius > k_belly && station.along < k_belly_end;
}

/// Slabs between two rows where they lie side by side, as they do in the belly. `first_a`, `first_b`: numbers of their first spheres.
void join_rows(const Row& a, const Row& b, std::uint32_t first_a, std::uint32_t first_b, std::vector<glm::uvec3>& slabs) {
    std::uint32_t i = 0, j = 0;
    while (i + 1 < a.size() || j + 1 < b.size()) {
        const bool along_a = j + 1 >= b.size() || (i + 1 < a.size() && a[i + 1].along <= b[j + 1].along);
        const Station &next = along_a ? a[i + 1] : b[j + 1], &across = along_a ? b[j] : a[i];
        const bool belly = is_belly(a[i]) && is_belly(b[j]) && is_belly(next);
        if (belly && are_beside(a[i].sphere, b[j].sphere) && are_beside(next.sphere, across.sphere))
            slabs.emplace_back(first_a + i, first_b + j, along_a ? first_a + i + 1 : first_b + j + 1);
        (along_a ? i : j) += 1;
    }
}

/// Rods along the rows and slabs between neighbours.
geometry::SphereMesh join(const std::vector<Row>& rows) {
    geometry::SphereMesh out;
    std::vector<std::uint32_t> first;
    for (const Row& row : rows) {
        first.push_back(static_cast<std::uint32_t>(out.spheres.size()));
        for (const Station& station : row) out.spheres.push_back(station.sphere);
    }
    for (std::size_t k = 0; k + 1 < rows.size(); ++k) join_rows(rows[k], rows[k + 1], first[k], first[k + 1], out.triangles);
    std::set<std::pair<std::uint32_t, std::uint32_t>> sides;
    for (const glm::uvec3& t : out.triangles)
        for (int k = 0; k < 3; ++k) sides.insert(std::minmax(t[k], t[(k + 1) % 3]));
    for (std::size_t k = 0; k < rows.size(); ++k)
        for (std::uint32_t i = 1; i < rows[k].size(); ++i)
            if (!sides.contains({first[k] + i - 1, first[k] + i})) out.edges.emplace_back(first[k] + i - 1, first[k] + i);
    return out;
}

}  // namespace

geometry::SphereMesh fit_tendons(const anatomy::Part& part, std::size_t most_figures) {
    const auto groups = muscles::group_samples(muscles::sample_fibres(part.mesh));
    geometry::SphereMesh out;
    if (groups.size() < 2) return out;
    std::vector<Row> rows;
    for (const auto& group : groups) {
        muscles::FibreFrame frame = muscles::make_fibre_frame(group, groups.size());
        frame.strands = 1;
        const muscles::StrandShape shape = muscles::make_strand_shapes(group, frame, k_stations).front();
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < shape.centre.size(); ++i)
            row.push_back({{glm::vec3(shape.centre[i]), std::max(k_least_radius, static_cast<float>(shape.radius[i]))},
                           static_cast<float>(i) / (k_stations - 1)});
    }
    std::size_t spheres = most_figures / 6;  // 4 a sphere, 2 a rod
    do thin_out(rows, spheres), out = join(rows);
    while (anatomy::count_figures(out) > most_figures && --spheres > 2 * rows.size());
    const geometry::TriangleMesh mesh = geometry::unpack(part.mesh, geometry::find_level(part.mesh, k_detail));
    geometry::SphereFitOptions options;
    options.least_radius = k_least_radius;
    geometry::refine_spheres(mesh, options, out);
    return out;
}

}  // namespace smrt::tasks
