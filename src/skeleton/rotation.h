// Rotations as 3x3 matrices, and the swing of a ball joint.
#pragma once

#include <glm/glm.hpp>

namespace smrt::skeleton {

/// Right-handed turn about a unit axis; exactly the identity at 0.
[[nodiscard]] glm::dmat3 turn_about(const glm::dvec3& axis, double radians);

/// Signed angle from one direction to another about a unit axis, seen along the axis; radians in (-pi, pi].
[[nodiscard]] double measure_angle_about(const glm::dvec3& axis, const glm::dvec3& from, const glm::dvec3& to);

/// Axes of a swing joint in its zero position; forward and sideways are square to each other and to `spin`.
struct SwingAxes {
    glm::dvec3 forward, sideways, plane, spin;
};
/// Values of its four coordinates in anatomical angles, radians.
struct SwingValues {
    double forward = 0, sideways = 0, plane = 0, spin = 0;
};

/// Turn from the zero position: spin the limb, then swing it by the shortest way.
[[nodiscard]] glm::dmat3 swing_turn(const SwingAxes& axes, const SwingValues& values);

/// The values (plane 0) whose turn brings the zero limb to the given direction and its hinge as near as can be.
/// Input: unit directions of the limb in the zero position and now, of its hinge in the zero position and now.
[[nodiscard]] SwingValues measure_swing(const SwingAxes& axes, const glm::dvec3& zero_limb, const glm::dvec3& limb,
                                        const glm::dvec3& zero_hinge, const glm::dvec3& hinge);

}  // namespace smrt::skeleton
