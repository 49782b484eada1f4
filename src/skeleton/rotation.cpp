// Rotations and swings.
#include "skeleton/rotation.h"

#include <cmath>

namespace smrt::skeleton {

glm::dmat3 turn_about(const glm::dvec3& axis, double radians) {
    if (radians == 0) return glm::dmat3(1);
    const double c = std::cos(radians);
    const double s = std::sin(radians);
    const double k = 1 - c;
    const glm::dvec3 a = axis;
    return {glm::dvec3(c + k * a.x * a.x, k * a.x * a.y + s * a.z, k * a.x * a.z - s * a.y),
            glm::dvec3(k * a.x * a.y - s * a.z, c + k * a.y * a.y, k * a.y * a.z + s * a.x),
            glm::dvec3(k * a.x * a.z + s * a.y, k * a.y * a.z - s * a.x, c + k * a.z * a.z)};
}

double measure_angle_about(const glm::dvec3& axis, const glm::dvec3& from, const glm::dvec3& to) {
    const glm::dvec3 a = from - axis * glm::dot(axis, from);
    const glm::dvec3 b = to - axis * glm::dot(axis, to);
    return std::atan2(glm::dot(axis, glm::cross(a, b)), glm::dot(a, b));
}

glm::dmat3 swing_turn(const SwingAxes& axes, const SwingValues& values) {
    const glm::dvec3 flat = values.forward * axes.forward + values.sideways * axes.sideways;
    const double angle = glm::length(flat);
    const glm::dmat3 spin = turn_about(axes.spin, values.spin);
    if (angle == 0) return spin;
    return turn_about(turn_about(axes.plane, values.plane) * (flat / angle), angle) * spin;
}

SwingValues measure_swing(const SwingAxes& axes, const glm::dvec3& zero_limb, const glm::dvec3& limb, const glm::dvec3& zero_hinge,
                          const glm::dvec3& hinge) {
    SwingValues values;
    const glm::dvec3 across = glm::cross(zero_limb, limb);
    const double sine = glm::length(across);
    if (sine > 1e-12) {
        const glm::dvec3 swing = across / sine * std::atan2(sine, glm::dot(zero_limb, limb));
        values.forward = glm::dot(swing, axes.forward);
        values.sideways = glm::dot(swing, axes.sideways);
    }
    const glm::dvec3 unswung = glm::transpose(swing_turn(axes, values)) * hinge;
    values.spin = measure_angle_about(axes.spin, zero_hinge, unswung);
    return values;
}

}  // namespace smrt::skeleton
