// Gauss-Newton on the distances between surface and spheres, both ways; then the whole fit and its figures.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <random>

#include "base/ensure.h"
#include "geometry/nearest.h"
#include "geometry/sphere_collapse.h"

namespace smrt::geometry {
namespace {

constexpr std::size_t k_samples = 2500;  ///< of the surface, for least squares
constexpr std::size_t k_checks = 1500;   ///< of the surface, for figures
constexpr float k_outlier = 0.006f;      ///< metres: farther samples pull less and less
constexpr double k_hold = 0.4;           ///< share of the mean weight in the damping, so that spheres without samples stay
constexpr float k_most_step = 0.006f;    ///< metres a sphere may move or grow in one step

/// Normal equations over all centres and radii.
struct Equations {
    explicit Equations(std::size_t spheres)
        : a(Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(4 * spheres), static_cast<Eigen::Index>(4 * spheres))),
          b(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(4 * spheres))) {}
    Eigen::MatrixXd a;
    Eigen::VectorXd b;

    /// One sample: the surface of the spheres should move by `way` along the unit direction at the blend of these spheres.
    void add(const SphereHit& hit, const glm::vec3& direction, float way, double weight) {
        for (int i = 0; i < 3; ++i) {
            if (hit.weights[i] == 0) continue;
            for (int k = 0; k < 4; ++k) {
                const double row = hit.weights[i] * (k < 3 ? direction[k] : 1.0f) * weight;
                const auto at = static_cast<Eigen::Index>(4 * hit.spheres[static_cast<std::size_t>(i)] + static_cast<std::uint32_t>(k));
                b(at) += row * way;
                for (int j = 0; j < 3; ++j) {
                    if (hit.weights[j] == 0) continue;
                    const auto other = static_cast<Eigen::Index>(4 * hit.spheres[static_cast<std::size_t>(j)]);
                    for (int l = 0; l < 4; ++l) a(at, other + l) += row * hit.weights[j] * (l < 3 ? direction[l] : 1.0f);
                }
            }
        }
    }
};

double robust_weight(float distance) {
    const double t = distance / k_outlier;
    return 1 / (1 + t * t);
}

/// Points on the outside of the spheres, with the spheres they belong to.
struct OuterSample {
    glm::vec3 point;
    SphereHit hit;
};

glm::vec3 random_direction(std::mt19937& random) {
    std::normal_distribution<float> normal(0, 1);
    const glm::vec3 v(normal(random), normal(random), normal(random));
    const float length = glm::length(v);
    return length > 1e-6f ? v / length : glm::vec3(0, 1, 0);
}

std::vector<OuterSample> sample_outside(const SphereField& field, std::size_t wanted, std::mt19937& random) {
    const SphereMesh& mesh = field.mesh();
    std::vector<OuterSample> out;
    std::uniform_real_distribution<float> share(0, 1);
    const auto try_at = [&](const glm::vec3& centre, float radius) {
        const glm::vec3 point = centre + radius * random_direction(random);
        SphereHit hit = field.nearest(point);
        if (hit.distance > -2e-4f) out.push_back({point - hit.distance * hit.away, hit});
    };
    for (std::size_t round = 0; round < 4 * wanted && out.size() < wanted; ++round) {
        const std::size_t count = mesh.triangles.size() + mesh.edges.size() + mesh.spheres.size() / 4 + 1;
        const std::size_t pick = random() % count;
        float u = share(random), v = share(random);
        if (pick < mesh.triangles.size()) {
            if (u + v > 1) u = 1 - u, v = 1 - v;
            const glm::uvec3 t = mesh.triangles[pick];
            const Sphere &a = mesh.spheres[t.x], &b = mesh.spheres[t.y], &c = mesh.spheres[t.z];
            try_at(a.centre + u * (b.centre - a.centre) + v * (c.centre - a.centre),
                   a.radius + u * (b.radius - a.radius) + v * (c.radius - a.radius));
        } else if (pick < mesh.triangles.size() + mesh.edges.size()) {
            const glm::uvec2 e = mesh.edges[pick - mesh.triangles.size()];
            const Sphere &a = mesh.spheres[e.x], &b = mesh.spheres[e.y];
            try_at(glm::mix(a.centre, b.centre, u), glm::mix(a.radius, b.radius, u));
        } else {
            const Sphere& s = mesh.spheres[random() % mesh.spheres.size()];
            try_at(s.centre, s.radius);
        }
    }
    return out;
}

void add_outward(const SurfaceSamples& samples, const SphereField& field, Equations& equations) {
    for (std::size_t i = 0; i < samples.points.size(); ++i) {
        const SphereHit hit = field.nearest(samples.points[i]);
        // From inside, the nearest surface may face the other way: the surface's own normal says where to.
        const glm::vec3 direction = glm::dot(hit.away, samples.normals[i]) > 0.2f ? hit.away : samples.normals[i];
        equations.add(hit, direction, hit.distance, robust_weight(std::abs(hit.distance)));
    }
}

void add_inward(const SurfaceTree& surface, const std::vector<OuterSample>& samples, double weight, Equations& equations) {
    for (const OuterSample& sample : samples) {
        const SurfaceTree::Hit near = surface.nearest(sample.point);
        const float way = glm::dot(near.point - sample.point, sample.hit.away);
        equations.add(sample.hit, sample.hit.away, way, weight * robust_weight(near.distance));
    }
}

SphereMesh take_step(const SphereFitOptions& options, const Equations& equations, double damping, SphereMesh spheres) {
    Eigen::MatrixXd a = equations.a;
    const double mean = a.trace() / static_cast<double>(a.rows());
    for (Eigen::Index i = 0; i < a.rows(); ++i) a(i, i) += damping * (k_hold * mean + a(i, i));
    const Eigen::VectorXd step = a.ldlt().solve(equations.b);
    for (std::size_t i = 0; i < spheres.spheres.size(); ++i) {
        const auto at = static_cast<Eigen::Index>(4 * i);
        glm::vec3 move(step(at), step(at + 1), step(at + 2));
        const float length = glm::length(move);
        if (length > k_most_step) move *= k_most_step / length;
        const auto grow = static_cast<float>(std::clamp(step(at + 3), -double{k_most_step}, double{k_most_step}));
        spheres.spheres[i].centre += move;
        spheres.spheres[i].radius = std::clamp(spheres.spheres[i].radius + grow, options.least_radius, options.most_radius);
    }
    return spheres;
}

/// The room that a surface leaves around a place inside of it.
class Room {
public:
    explicit Room(const TriangleMesh& surface) : samples_(sample_surface(surface, k_room_samples, 4)), near_(samples_.points) {}
    /// Metres to the surface; 0 outside of it.
    [[nodiscard]] float around(const glm::vec3& place) const {
        const PointTree::Hit hit = near_.nearest(place);
        return glm::dot(place - samples_.points[hit.index], samples_.normals[hit.index]) < 0 ? hit.distance : 0;
    }

private:
    static constexpr std::size_t k_room_samples = 6000;
    SurfaceSamples samples_;
    PointTree near_;
};

/// A sphere is no larger than its room, or it would bulge out where no sample holds it back.
void hold_inside(const Room& room, const SphereFitOptions& options, SphereMesh& spheres) {
    constexpr float k_slack = 0.0012f;
    for (Sphere& sphere : spheres.spheres)
        sphere.radius = std::max(options.least_radius, std::min(sphere.radius, room.around(sphere.centre) + k_slack));
}

/// What refining keeps low: the distances both ways, far ones counting as if they were at 15 mm.
double measure_cost(const SurfaceSamples& samples, const SurfaceTree& surface, const std::vector<OuterSample>& outer,
                    const SphereField& field) {
    static constexpr float k_most = 0.015f;
    const auto squared = [](float distance) { return std::pow(static_cast<double>(std::min(std::abs(distance), k_most)), 2); };
    double out = 0, back = 0;
    for (const glm::vec3& point : samples.points) out += squared(field.distance(point));
    for (const OuterSample& sample : outer) back += squared(surface.nearest(sample.point).distance);
    return out / static_cast<double>(samples.points.size()) + back / static_cast<double>(std::max<std::size_t>(1, outer.size()));
}

}  // namespace

SurfaceSamples sample_surface(const TriangleMesh& mesh, std::size_t count, std::uint32_t seed) {
    std::vector<double> upto;
    double area = 0;
    for (const glm::uvec3& t : mesh.triangles) {
        area += 0.5 * glm::length(glm::cross(mesh.positions[t.y] - mesh.positions[t.x], mesh.positions[t.z] - mesh.positions[t.x]));
        upto.push_back(area);
    }
    SurfaceSamples out;
    if (area <= 0) return out;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0, 1);
    for (std::size_t i = 0; i < count; ++i) {
        const double at = (static_cast<double>(i) + share(random)) / static_cast<double>(count) * area;
        const auto index = static_cast<std::size_t>(std::lower_bound(upto.begin(), upto.end(), at) - upto.begin());
        const glm::uvec3& t = mesh.triangles[std::min(index, mesh.triangles.size() - 1)];
        auto u = static_cast<float>(share(random)), v = static_cast<float>(share(random));
        if (u + v > 1) u = 1 - u, v = 1 - v;
        const glm::vec3 e1 = mesh.positions[t.y] - mesh.positions[t.x], e2 = mesh.positions[t.z] - mesh.positions[t.x];
        const glm::vec3 cross = glm::cross(e1, e2);
        if (glm::length(cross) <= 0) continue;
        out.points.push_back(mesh.positions[t.x] + u * e1 + v * e2);
        out.normals.push_back(glm::normalize(cross));
    }
    return out;
}

void refine_spheres(const TriangleMesh& mesh, const SphereFitOptions& options, SphereMesh& spheres) {
    const SurfaceSamples samples = sample_surface(mesh, k_samples, 1);
    const TriangleMesh& whole = options.around != nullptr ? *options.around : mesh;
    const SurfaceTree surface(whole);
    const Room room(whole);
    const auto sample = [&](const SphereField& field, int step) {
        std::mt19937 random(static_cast<std::uint32_t>(step));
        return sample_outside(field, k_samples / 2, random);
    };
    double damping = 0.05;
    hold_inside(room, options, spheres);
    std::vector<OuterSample> outer = sample(SphereField(spheres), 0);
    double cost = measure_cost(samples, surface, outer, SphereField(spheres));
    for (int step = 1; step <= options.refinements && damping < 100; ++step) {
        const SphereField field(spheres);
        Equations equations(spheres.spheres.size());
        add_outward(samples, field, equations);
        add_inward(surface, outer, static_cast<double>(samples.points.size()) / static_cast<double>(std::max<std::size_t>(1, outer.size())),
                   equations);
        SphereMesh next = take_step(options, equations, damping, spheres);
        hold_inside(room, options, next);
        const SphereField next_field(next);
        std::vector<OuterSample> next_outer = sample(next_field, step);
        const double next_cost = measure_cost(samples, surface, next_outer, next_field);
        damping *= next_cost < cost ? 0.4 : 6;
        if (next_cost >= cost) continue;
        spheres = next, outer = std::move(next_outer), cost = next_cost;
    }
}

SphereMesh fit_sphere_mesh(const TriangleMesh& mesh, const SphereFitOptions& options) {
    ENSURE(mesh.triangles.size() >= 4 && mesh.normals.size() == mesh.positions.size(), "a surface with normals, not {} triangles",
           mesh.triangles.size());
    SphereMesh out = collapse_to_spheres(mesh, options);
    refine_spheres(mesh, options, out);
    return out;
}

SphereFitFigures measure_fit(const TriangleMesh& mesh, const SphereField& field) {
    std::vector<float> distances;
    for (const glm::vec3& point : sample_surface(mesh, k_checks, 3).points) distances.push_back(std::abs(field.distance(point)));
    std::sort(distances.begin(), distances.end());
    if (distances.empty()) return {};
    return {distances[distances.size() / 2], distances[distances.size() * 19 / 20]};
}

}  // namespace smrt::geometry
