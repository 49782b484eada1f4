// Fits of spheres, circles and ellipsoids on points with a known answer.
#include "geometry/shape_fit.h"

#include <gtest/gtest.h>

#include <cmath>

namespace smrt::geometry {
namespace {

/// Even points on a sphere by the golden angle; only those whose y is above `lowest` (share of the radius).
std::vector<glm::dvec3> cap(const glm::dvec3& centre, double radius, double lowest, int count = 4000) {
    std::vector<glm::dvec3> points;
    for (int i = 0; i < count; ++i) {
        const double y = 1 - 2 * (i + 0.5) / count;
        if (y < lowest) continue;
        const double r = std::sqrt(1 - y * y);
        const double around = i * 2.399963229728653;
        points.push_back(centre + radius * glm::dvec3(r * std::cos(around), y, r * std::sin(around)));
    }
    return points;
}

TEST(FindSphere, FindsTheSphereFromACapOfIt) {
    const auto fit = find_sphere(cap({0.1, 1.3, -0.2}, 0.024, 0.3));
    ASSERT_TRUE(fit);
    EXPECT_LT(glm::length(fit->centre - glm::dvec3(0.1, 1.3, -0.2)), 1e-9);
    EXPECT_NEAR(fit->radii.x, 0.024, 1e-9);
    EXPECT_NEAR(fit->agreeing, 1, 1e-12);
}

TEST(FindSphere, IsNotMovedByAQuarterOfForeignPoints) {
    std::vector<glm::dvec3> points = cap({0, 0, 0}, 0.024, 0.0);
    const std::size_t own = points.size();
    for (std::size_t i = 0; i < own / 3; ++i)  // a shaft below the head
        points.push_back(
            {0.010 * std::cos(static_cast<double>(i)), -0.03 - 0.00001 * static_cast<double>(i), 0.010 * std::sin(static_cast<double>(i))});
    const auto fit = find_sphere(points);
    ASSERT_TRUE(fit);
    EXPECT_LT(glm::length(fit->centre), 1e-5);
    EXPECT_NEAR(fit->radii.x, 0.024, 1e-5);
    EXPECT_NEAR(fit->agreeing, 0.75, 0.02);
}

TEST(FindSphere, TooFewPointsGiveNoSphere) {
    EXPECT_FALSE(find_sphere({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}));
    EXPECT_FALSE(find_sphere({}));
}

TEST(FindCircle, FindsTheAxisOfAHalfTube) {
    std::vector<glm::dvec3> points;
    for (int i = 0; i < 60; ++i)
        for (int j = 0; j < 10; ++j) {
            const double around = 3.14159 * i / 60;
            points.push_back({0.002 * j, 0.01 * std::cos(around) + 1, 0.01 * std::sin(around)});
        }
    const auto fit = find_circle(points, {1, 0, 0});
    ASSERT_TRUE(fit);
    EXPECT_LT(glm::length(fit->centre - glm::dvec3(0.009, 1, 0)), 1e-9);
    EXPECT_NEAR(fit->radii.x, 0.01, 1e-9);
}

TEST(FindEllipsoid, FindsAxesAndCentre) {
    std::vector<glm::dvec3> points = cap({0, 0, 0}, 1, -1);
    for (glm::dvec3& p : points) p = glm::dvec3(0.1, 1.2, 0.08) + p * glm::dvec3(0.11, 0.18, 0.09);
    const auto fit = find_upright_ellipsoid(points);
    ASSERT_TRUE(fit);
    EXPECT_LT(glm::length(fit->centre - glm::dvec3(0.1, 1.2, 0.08)), 1e-9);
    EXPECT_LT(glm::length(fit->radii - glm::dvec3(0.11, 0.18, 0.09)), 1e-9);
    EXPECT_LT(fit->residual, 1e-9);
}

TEST(FindEllipsoid, ASaddleIsNoEllipsoid) {
    std::vector<glm::dvec3> points;
    for (int i = 0; i <= 10; ++i)
        for (int j = -10; j <= 10; ++j) points.push_back({0.1 * i, 0.1 * j, 0.5 + 0.02 * (i * i - j * j)});
    EXPECT_FALSE(find_upright_ellipsoid(points));
}

}  // namespace
}  // namespace smrt::geometry
