// Robust fits of simple shapes to surface points, for joint centres.
#pragma once

#include <glm/glm.hpp>
#include <optional>
#include <vector>

namespace smrt::geometry {

/// Result of a fit. Lengths in metres.
struct ShapeFit {
    glm::dvec3 centre{0};
    glm::dvec3 radii{0};  ///< all equal for spheres and circles
    double residual = 0;  ///< r.m.s. distance of the agreeing points from the surface
    double agreeing = 0;  ///< share of the points that agree with the shape, 0..1
};

/// Sphere that most points agree on: the best of many spheres through four points, then least squares over the points
/// near it. Same points, same answer. Empty for fewer than 8 points or when no sphere smaller than the cloud is found.
[[nodiscard]] std::optional<ShapeFit> find_sphere(const std::vector<glm::dvec3>& points);

/// Circle that most points agree on when seen along a unit axis; the centre lies at the points' mean height on the axis.
[[nodiscard]] std::optional<ShapeFit> find_circle(const std::vector<glm::dvec3>& points, const glm::dvec3& axis);

/// Least-squares ellipsoid with axes along x, y, z. Empty when the points do not curve that way.
[[nodiscard]] std::optional<ShapeFit> find_upright_ellipsoid(const std::vector<glm::dvec3>& points);

}  // namespace smrt::geometry
