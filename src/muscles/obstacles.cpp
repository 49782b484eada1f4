// Fitting capsules to long bones by slices across their longest axis, and ellipses to the rib cage.
#include "muscles/obstacles.h"

#include <algorithm>
#include <cmath>

#include "geometry/principal_axes.h"
#include "muscles/segment_clouds.h"

namespace smrt::muscles {
namespace {

constexpr double k_far = 10.0;

glm::dvec3 measure_centre(const std::vector<glm::dvec3>& points) {
    glm::dvec3 centre(0);
    for (const glm::dvec3& p : points) centre += p;
    return centre / static_cast<double>(points.size());
}

geometry::PrincipalAxes measure_axes(const std::vector<glm::dvec3>& points) {
    return geometry::find_principal_axes(geometry::measure_covariance(points));
}

/// One slice of a bone: a ring of surface points has a spread of radius / sqrt(2) each way. A wide slice (the epicondyles)
/// becomes a capsule that lies across.
Capsule fit_slice(const std::vector<glm::dvec3>& points, const glm::dvec3& axis, skeleton::SegmentIndex segment) {
    std::vector<glm::dvec3> flat;
    for (const glm::dvec3& p : points) flat.push_back(p - axis * glm::dot(p, axis));
    const geometry::PrincipalAxes axes = measure_axes(flat);
    const glm::dvec3 centre = measure_centre(points);
    const double wide = axes.spread[0] * std::sqrt(2.0), thin = axes.spread[1] * std::sqrt(2.0);
    const double half = std::max(0.0, wide - thin);
    return {centre - axes.axis[0] * half, centre + axes.axis[0] * half, thin, thin, segment};
}

void fit_bone(const geometry::LevelMesh& mesh, skeleton::SegmentIndex segment, std::vector<Capsule>& out) {
    std::vector<glm::dvec3> points;
    const std::uint32_t count = mesh.levels[find_level(mesh, 0.00125f)].vertex_count;
    for (std::uint32_t v = 0; v < count; ++v) points.emplace_back(mesh.position(v));
    if (points.size() < 30) return;
    const geometry::PrincipalAxes whole = measure_axes(points);
    const glm::dvec3 centre = measure_centre(points);
    if (whole.spread[0] < 3.0 * whole.spread[1] || whole.spread[0] < 0.025) return;  // long bones only
    double low = k_far, high = -k_far;
    for (const glm::dvec3& p : points) {
        const double t = glm::dot(p - centre, whole.axis[0]);
        low = std::min(low, t), high = std::max(high, t);
    }
    const int slices = std::clamp(static_cast<int>((high - low) / 0.025), 4, 13);
    std::vector<std::vector<glm::dvec3>> slice(static_cast<std::size_t>(slices));
    for (const glm::dvec3& p : points) {
        const double t = (glm::dot(p - centre, whole.axis[0]) - low) / (high - low);
        slice[std::min(static_cast<std::size_t>(t * slices), slice.size() - 1)].push_back(p);
    }
    std::vector<Capsule> fitted;
    for (const auto& ring : slice)
        if (ring.size() >= 6) fitted.push_back(fit_slice(ring, whole.axis[0], segment));
    for (std::size_t i = 0; i < fitted.size(); ++i) {
        const bool wide = glm::distance(fitted[i].a, fitted[i].b) > 0.8 * fitted[i].radius_a;
        if (wide) out.push_back(fitted[i]);
        if (i + 1 == fitted.size()) break;
        const Capsule& next = fitted[i + 1];
        out.push_back({0.5 * (fitted[i].a + fitted[i].b), 0.5 * (next.a + next.b), fitted[i].radius_a, next.radius_a, segment});
    }
}

Barrel fit_barrel(const anatomy::Body& body, const skeleton::Rig& rig) {
    std::vector<glm::dvec3> points;
    Barrel barrel;
    barrel.bottom = k_far, barrel.top = -k_far;
    for (const anatomy::PartIndex p : rigid_parts_of(body, rig, skeleton::k_root)) {
        if (body.part(p).region != anatomy::Region::thorax) continue;
        const geometry::LevelMesh& mesh = body.part(p).mesh;
        const std::uint32_t count = mesh.levels[find_level(mesh, 0.0025f)].vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) {
            points.emplace_back(mesh.position(v));
            barrel.bottom = std::min(barrel.bottom, points.back().y), barrel.top = std::max(barrel.top, points.back().y);
        }
    }
    if (points.size() < 200) return {};
    constexpr std::size_t k_slices = 16;
    struct Extent {
        double lower_x = k_far, upper_x = -k_far, lower_z = k_far, upper_z = -k_far;
    };
    std::vector<Extent> extent(k_slices);
    for (const glm::dvec3& p : points) {
        const double t = (p.y - barrel.bottom) / (barrel.top - barrel.bottom) * (k_slices - 1);
        Extent& e = extent[static_cast<std::size_t>(t + 0.5)];
        e.lower_x = std::min(e.lower_x, p.x), e.upper_x = std::max(e.upper_x, p.x);
        e.lower_z = std::min(e.lower_z, p.z), e.upper_z = std::max(e.upper_z, p.z);
    }
    for (const Extent& e : extent) {
        if (e.upper_x - e.lower_x < 0.02 || e.upper_z - e.lower_z < 0.02) return {};
        barrel.slices.push_back(
            {0.5 * (e.lower_x + e.upper_x), 0.5 * (e.lower_z + e.upper_z), 0.5 * (e.upper_x - e.lower_x), 0.5 * (e.upper_z - e.lower_z)});
    }
    return barrel;
}

}  // namespace

Obstacles make_obstacles(const anatomy::Body& body, const skeleton::Rig& rig) {
    Obstacles out;
    for (skeleton::SegmentIndex s = 1; s < rig.segments.size(); ++s)
        for (const anatomy::PartIndex p : rigid_parts_of(body, rig, s))
            if (body.part(p).kind == anatomy::Kind::bone) fit_bone(body.part(p).mesh, s, out.capsules);
    out.barrel = fit_barrel(body, rig);
    return out;
}

Clearance measure_clearance(const Capsule& capsule, const glm::dvec3& point) {
    const glm::dvec3 along = capsule.b - capsule.a;
    const double squared = glm::dot(along, along);
    const double t = squared > 0 ? std::clamp(glm::dot(point - capsule.a, along) / squared, 0.0, 1.0) : 0.0;
    const glm::dvec3 out = point - (capsule.a + t * along);
    const double length = glm::length(out);
    return {length - (capsule.radius_a + t * (capsule.radius_b - capsule.radius_a)), length > 1e-9 ? out / length : glm::dvec3(0)};
}

Clearance measure_clearance(const Barrel& barrel, const glm::dvec3& point) {
    if (barrel.slices.empty() || point.y < barrel.bottom || point.y > barrel.top) return {k_far, glm::dvec3(0)};
    const double t = (point.y - barrel.bottom) / (barrel.top - barrel.bottom) * static_cast<double>(barrel.slices.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(t), barrel.slices.size() - 2);
    const double f = t - static_cast<double>(i);
    const auto mix = [&](double Barrel::Slice::*member) { return barrel.slices[i].*member * (1 - f) + barrel.slices[i + 1].*member * f; };
    const double width = mix(&Barrel::Slice::half_width), depth = mix(&Barrel::Slice::half_depth);
    const double dx = point.x - mix(&Barrel::Slice::x), dz = point.z - mix(&Barrel::Slice::z);
    const double k = std::hypot(dx / width, dz / depth);
    if (k < 1e-6) return {-std::min(width, depth), glm::dvec3(0)};
    const glm::dvec3 slope(dx / (width * width), 0, dz / (depth * depth));
    const double steep = glm::length(slope) / k;  // of k in space
    // Above and below the cage the barrel fades out, so that it has no edge to jump over.
    const double fade = 0.02, rim = std::min({1.0, (point.y - barrel.bottom) / fade, (barrel.top - point.y) / fade});
    return {(k - 1.0) / steep + (1.0 - rim) * 0.1, slope / glm::length(slope)};
}

}  // namespace smrt::muscles
