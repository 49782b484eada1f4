// Closed forms: distance to a linear blend of spheres is a convex function of the blend, so its least value lies where the gradient
// vanishes, or on the border.
#include "geometry/sphere_mesh.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/ensure.h"

namespace smrt::geometry {
namespace {

constexpr float k_tiny = 1e-9f;

struct Blend {
    float distance = std::numeric_limits<float>::max();
    glm::vec3 weights{1, 0, 0};
};

Blend over_sphere(const glm::vec3& p, const Sphere& a) {
    return {glm::length(p - a.centre) - a.radius, {1, 0, 0}};
}

/// Least distance over the segment a..b. weights: of a and b.
Blend over_segment(const glm::vec3& p, const Sphere& a, const Sphere& b) {
    const glm::vec3 axis = b.centre - a.centre;
    const float length = glm::length(axis), slope = length > k_tiny ? (b.radius - a.radius) / length : 2.0f;
    if (std::abs(slope) >= 0.999f) {  // one sphere holds the other, or nearly
        const Blend first = over_sphere(p, a), second = over_sphere(p, b);
        return first.distance <= second.distance ? first : Blend{second.distance, {0, 1, 0}};
    }
    const glm::vec3 unit = axis / length, to = p - a.centre;
    const float foot = glm::dot(to, unit), height = std::sqrt(std::max(0.0f, glm::dot(to, to) - foot * foot));
    const float at = std::clamp(foot + slope * height / std::sqrt(1 - slope * slope), 0.0f, length);
    const float along = at - foot, t = at / length;
    return {std::sqrt(height * height + along * along) - glm::mix(a.radius, b.radius, t), {1 - t, t, 0}};
}

/// Where the gradient vanishes in the plane of the three centres: weights, or a negative one if outside or nowhere.
glm::vec3 find_stationary(const glm::vec3& p, const Sphere& a, const Sphere& b, const Sphere& c) {
    const glm::vec3 e1 = b.centre - a.centre, e2 = c.centre - a.centre, to = p - a.centre, normal = glm::cross(e1, e2);
    const float d11 = glm::dot(e1, e1), d12 = glm::dot(e1, e2), d22 = glm::dot(e2, e2), det = d11 * d22 - d12 * d12;
    if (det <= 1e-8f * d11 * d22) return {-1, -1, -1};
    // Gradient of the radius over the plane: w = u e1 + v e2 with w.e1 = r2 - r1, w.e2 = r3 - r1.
    const float r1 = b.radius - a.radius, r2 = c.radius - a.radius;
    const float gu = (r1 * d22 - r2 * d12) / det, gv = (r2 * d11 - r1 * d12) / det;
    const float steep = gu * r1 + gv * r2;  // |w|^2
    if (steep >= 0.998f) return {-1, -1, -1};
    const float t1 = glm::dot(to, e1), t2 = glm::dot(to, e2);
    const float height = std::abs(glm::dot(to, normal)) / std::sqrt(det), reach = height / std::sqrt(1 - steep);
    const float u = (t1 * d22 - t2 * d12) / det + gu * reach, v = (t2 * d11 - t1 * d12) / det + gv * reach;
    return {1 - u - v, u, v};
}

void keep_nearer(Blend& best, const Blend& edge, int first, int second) {
    if (edge.distance >= best.distance) return;
    best.distance = edge.distance;
    best.weights = glm::vec3(0);
    best.weights[first] = edge.weights.x, best.weights[second] += edge.weights.y;
}

Blend over_triangle(const glm::vec3& p, const Sphere& a, const Sphere& b, const Sphere& c) {
    const glm::vec3 inside = find_stationary(p, a, b, c);
    if (inside.x >= 0 && inside.y >= 0 && inside.z >= 0) {
        const glm::vec3 centre = inside.x * a.centre + inside.y * b.centre + inside.z * c.centre;
        return {glm::length(p - centre) - glm::dot(inside, {a.radius, b.radius, c.radius}), inside};
    }
    Blend best;
    keep_nearer(best, over_segment(p, a, b), 0, 1);
    keep_nearer(best, over_segment(p, b, c), 1, 2);
    keep_nearer(best, over_segment(p, c, a), 2, 0);
    return best;
}

}  // namespace

SphereField::SphereField(SphereMesh mesh) : mesh_(std::move(mesh)) {
    ENSURE(!mesh_.spheres.empty(), "a sphere-mesh needs a sphere");
    const auto count = static_cast<std::uint32_t>(mesh_.spheres.size());
    std::vector<bool> joined(count, false);
    for (const glm::uvec3& t : mesh_.triangles) {
        ENSURE(std::max({t.x, t.y, t.z}) < count, "triangle corner {} of {} spheres", std::max({t.x, t.y, t.z}), count);
        add(3, {t.x, t.y, t.z});
        joined[t.x] = joined[t.y] = joined[t.z] = true;
    }
    for (const glm::uvec2& e : mesh_.edges) {
        ENSURE(std::max(e.x, e.y) < count, "edge end {} of {} spheres", std::max(e.x, e.y), count);
        add(2, {e.x, e.y, e.x});
        joined[e.x] = joined[e.y] = true;
    }
    for (std::uint32_t i = 0; i < count; ++i)
        if (!joined[i]) add(1, {i, i, i});
    for (const Sphere& s : mesh_.spheres) bounds_.include(s.centre - s.radius), bounds_.include(s.centre + s.radius);
    make_pieces();
}

void SphereField::add(int count, const std::array<std::uint32_t, 3>& spheres) {
    Primitive out{count, spheres, glm::vec3(0), 0};
    for (int k = 0; k < count; ++k) out.middle += mesh_.spheres[spheres[static_cast<std::size_t>(k)]].centre / static_cast<float>(count);
    for (int k = 0; k < count; ++k) {
        const Sphere& s = mesh_.spheres[spheres[static_cast<std::size_t>(k)]];
        out.reach = std::max(out.reach, glm::distance(s.centre, out.middle) + s.radius);
    }
    primitives_.push_back(out);
}

SphereHit SphereField::measure(const Primitive& primitive, const glm::vec3& point) const {
    const Sphere& a = mesh_.spheres[primitive.spheres[0]];
    const Sphere& b = mesh_.spheres[primitive.spheres[1]];
    const Sphere& c = mesh_.spheres[primitive.spheres[2]];
    const Blend blend = primitive.count == 3   ? over_triangle(point, a, b, c)
                        : primitive.count == 2 ? over_segment(point, a, b)
                                               : over_sphere(point, a);
    SphereHit hit{blend.distance, primitive.spheres, blend.weights, {0, 1, 0}};
    const glm::vec3 from = blend.weights.x * a.centre + blend.weights.y * b.centre + blend.weights.z * c.centre;
    const float length = glm::distance(point, from);
    if (length > k_tiny) hit.away = (point - from) / length;
    return hit;
}

SphereHit SphereField::nearest(const glm::vec3& point) const {
    const Primitive* best = nullptr;
    float nearest = std::numeric_limits<float>::max();
    for (const Primitive& primitive : primitives_) {
        if (glm::distance(point, primitive.middle) - primitive.reach >= nearest) continue;
        const float now = measure(primitive, point).distance;
        if (now < nearest) nearest = now, best = &primitive;
    }
    return measure(*best, point);
}

SphereMesh mirrored(SphereMesh mesh) {
    for (Sphere& sphere : mesh.spheres) sphere.centre.x = -sphere.centre.x;
    return mesh;
}

}  // namespace smrt::geometry
