// From the bones that carry a lymph vessel to segments of the rig.
#pragma once

#include <vector>

#include "lymph/network.h"
#include "muscles/tissue.h"
#include "skeleton/rig.h"

namespace smrt::scene {

/// Bones that the rig does not move ride on the trunk.
[[nodiscard]] muscles::Anchor anchor_of(const lymph::Riders& riders, const skeleton::Rig& rig);
[[nodiscard]] std::vector<muscles::Anchor> anchors_of(const std::vector<lymph::Riders>& riders, const skeleton::Rig& rig);

}  // namespace smrt::scene
