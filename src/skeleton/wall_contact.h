// Keeps a gliding bone (the scapula) on the rounded wall under it.
#pragma once

#include <glm/glm.hpp>

#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Turn of a gliding bone: first in its own plane, then tilt, then about the vertical.
struct GlideTurn {
    glm::dvec3 plane_axis, about_axis, tilt_axis;
    double plane = 0, about = 0, tilt = 0;  ///< radians
    [[nodiscard]] glm::dmat3 matrix() const;
};

/// Finds `about` and `tilt` with which both wall points best keep their height over the wall as at rest with little turning,
/// while the bone's joint centre lies at `centre` and `plane` is given. Starts from none, so that nothing moved gives exactly
/// none; the answer is a smooth function of its input. Iterates (Gauss-Newton) at most 30 times; microseconds.
void solve_wall_contact(const Wall& wall, const glm::dvec3& rest_centre, const glm::dvec3& centre, GlideTurn& turn);

}  // namespace smrt::skeleton
