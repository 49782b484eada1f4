// The directions in which a cloud of points spreads most and least.
#pragma once

#include <array>
#include <glm/glm.hpp>
#include <vector>

namespace smrt::geometry {

/// Principal axes of a symmetric spread, widest first.
struct PrincipalAxes {
    std::array<glm::dvec3, 3> axis{};  ///< unit, at right angles; signs are arbitrary but the same for the same input
    std::array<double, 3> spread{};    ///< standard deviations along them, in the unit of the points
};

/// Input: a covariance matrix (symmetric; only its lower triangle counts). Variances that rounding makes negative count as zero.
[[nodiscard]] PrincipalAxes find_principal_axes(const glm::dmat3& covariance);

/// Covariance of points about their own centre. Zero for no points.
[[nodiscard]] glm::dmat3 measure_covariance(const std::vector<glm::dvec3>& points);

}  // namespace smrt::geometry
