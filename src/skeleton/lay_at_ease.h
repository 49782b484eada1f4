// Limbs of a lying or sitting client, laid down on what is below them.
#pragma once

#include <vector>

#include "anatomy/posture_definition.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Room between the bones of a limb and what it rests on: skin and a little flesh, metres. Source: own.
inline constexpr double k_limb_padding = 0.012;

/// Fills `at_ease` and `seat_height` of a rig that has all else. Words that the body cannot do are left out.
void lay_at_ease(const std::vector<anatomy::PostureDefinition>& postures, Rig& rig);

}  // namespace smrt::skeleton
