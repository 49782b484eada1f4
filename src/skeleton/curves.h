// Coordinates that follow others: curves through given points, and ligaments that keep their length.
#pragma once

#include <string_view>

#include "anatomy/joint_definition.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Adds the curves and tethers whose coordinates the rig has, on both sides. A tether becomes a curve: the value of the driven
/// coordinate is solved at steps of the driver so that the two landmarks keep their distance. Needs all joints.
void add_curves(const anatomy::JointDefinitions& definitions, Rig& rig);

/// "both hip flexion" -> "hip flexion".
[[nodiscard]] std::string_view plain_coordinate(std::string_view listed);

}  // namespace smrt::skeleton
