// Principal axes of clouds whose spread is known.
#include "geometry/principal_axes.h"

#include <gtest/gtest.h>

#include <cmath>

namespace smrt::geometry {
namespace {

/// Eight corners of a box with half sides a > b > c, turned about z by `angle` and carried away.
std::vector<glm::dvec3> corners(double a, double b, double c, double angle) {
    std::vector<glm::dvec3> out;
    const double cosine = std::cos(angle), sine = std::sin(angle);
    for (const double x : {-a, a})
        for (const double y : {-b, b})
            for (const double z : {-c, c})
                out.push_back(glm::dvec3(0.4, -1, 2) + glm::dvec3(cosine * x - sine * y, sine * x + cosine * y, z));
    return out;
}

TEST(PrincipalAxes, AreTheSidesOfATurnedBoxWidestFirst) {
    const PrincipalAxes axes = find_principal_axes(measure_covariance(corners(0.3, 0.2, 0.1, 0.5)));
    EXPECT_NEAR(axes.spread[0], 0.3, 1e-12);
    EXPECT_NEAR(axes.spread[1], 0.2, 1e-12);
    EXPECT_NEAR(axes.spread[2], 0.1, 1e-12);
    EXPECT_NEAR(std::abs(glm::dot(axes.axis[0], glm::dvec3(std::cos(0.5), std::sin(0.5), 0))), 1, 1e-12);
    EXPECT_NEAR(std::abs(axes.axis[2].z), 1, 1e-12);
}

TEST(PrincipalAxes, AreUnitAndAtRightAngles) {
    const PrincipalAxes axes = find_principal_axes(measure_covariance(corners(0.31, 0.3, 0.02, 1.1)));
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t k = 0; k < 3; ++k) EXPECT_NEAR(glm::dot(axes.axis[i], axes.axis[k]), i == k ? 1 : 0, 1e-12);
}

TEST(PrincipalAxes, APlaneHasNoThicknessAndNoPointsHaveNoSpread) {
    EXPECT_NEAR(find_principal_axes(measure_covariance(corners(0.3, 0.2, 0, 0.2))).spread[2], 0, 1e-9);
    EXPECT_EQ(find_principal_axes(measure_covariance({})).spread[0], 0);
}

}  // namespace
}  // namespace smrt::geometry
