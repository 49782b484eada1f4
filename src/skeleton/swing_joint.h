// A swing joint's four turning coordinates and how they move limb and girdle together.
#pragma once

#include <cstdint>

#include "skeleton/rig.h"
#include "skeleton/rotation.h"

namespace smrt::skeleton {

/// Indices of the coordinates in the rig, and their axes.
struct SwingJoint {
    std::uint32_t forward = 0, sideways = 0, plane = 0, spin = 0;
    SwingAxes axes;
};

/// Input: a joint whose motion is swing (ENSURE: it has four turning coordinates).
[[nodiscard]] SwingJoint swing_of(const Rig& rig, const Joint& joint);

/// What a coupling adds to its driven coordinate when the limb is raised by these anatomical angles. Twice differentiable:
/// the rate grows from 0 to its full value over twice the setting angle and stays there. Radians (or metres) and radians.
[[nodiscard]] double measure_coupling(const Coupling& coupling, double forward, double sideways);

}  // namespace smrt::skeleton
