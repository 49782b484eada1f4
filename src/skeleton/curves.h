// Coordinates that follow others: curves through given points, and bones that slide on others.
#pragma once

#include <string_view>

#include "anatomy/joint_definition.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Adds the curves and contacts whose coordinates the rig has, on both sides. A contact becomes a curve: the value of the driven coordinate
/// is solved at steps of the driver, so that the bones of the joint stay as near to each other as at rest. Needs all joints.
void add_curves(const anatomy::Body& body, const anatomy::JointDefinitions& definitions, Rig& rig);

/// "both hip flexion" -> "hip flexion".
[[nodiscard]] std::string_view plain_coordinate(std::string_view listed);

}  // namespace smrt::skeleton
