// Normal equations of the plane distances; four unknowns, solved by Cholesky.
#include "geometry/sphere_quadric.h"

#include <Eigen/Dense>
#include <algorithm>

namespace smrt::geometry {
namespace {

constexpr double k_hold = 2e-3;  ///< pull towards the wanted sphere, relative to the planes

}  // namespace

void SphereQuadric::add_plane(const glm::vec3& point, const glm::vec3& normal, double weight) {
    const double row[4] = {normal.x, normal.y, normal.z, 1.0};
    const double offset = glm::dot(glm::dvec3(normal), glm::dvec3(point));
    for (int i = 0; i < 4; ++i) {
        for (int k = 0; k < 4; ++k) a_[i][k] += weight * row[i] * row[k];
        b_[i] += weight * row[i] * offset;
    }
    c_ += weight * offset * offset;
    weight_ += weight;
}

SphereQuadric& SphereQuadric::operator+=(const SphereQuadric& other) {
    for (int i = 0; i < 4; ++i) {
        for (int k = 0; k < 4; ++k) a_[i][k] += other.a_[i][k];
        b_[i] += other.b_[i];
    }
    c_ += other.c_, weight_ += other.weight_;
    return *this;
}

double SphereQuadric::error(const Sphere& sphere) const {
    const double s[4] = {sphere.centre.x, sphere.centre.y, sphere.centre.z, sphere.radius};
    double out = c_;
    for (int i = 0; i < 4; ++i) {
        out -= 2 * b_[i] * s[i];
        for (int k = 0; k < 4; ++k) out += s[i] * a_[i][k] * s[k];
    }
    return std::max(0.0, out);
}

Sphere SphereQuadric::find_best(const Sphere& wanted, float most) const {
    Eigen::Matrix4d a;
    Eigen::Vector4d b;
    const double hold = k_hold * std::max(weight_, 1e-12);
    const Eigen::Vector4d near(wanted.centre.x, wanted.centre.y, wanted.centre.z, wanted.radius);
    for (int i = 0; i < 4; ++i) {
        for (int k = 0; k < 4; ++k) a(i, k) = a_[i][k] + (i == k ? hold : 0);
        b(i) = b_[i] + hold * near(i);
    }
    Eigen::Vector4d s = a.ldlt().solve(b);
    const double radius = std::clamp(s(3), 0.0, static_cast<double>(most));
    if (radius != s(3)) {
        const Eigen::Vector3d centre = a.topLeftCorner<3, 3>().ldlt().solve(b.head<3>() - radius * a.topRightCorner<3, 1>());
        s << centre, radius;
    }
    return {glm::vec3(s(0), s(1), s(2)), static_cast<float>(s(3))};
}

}  // namespace smrt::geometry
