// Cartilages and discs that no joint names: labra, menisci, articular discs ride with the bone that they lie on.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Gives every cartilage, disc and tooth that no joint carries to the segment whose bones lie nearest to it. Discs between vertebrae and
/// cartilages of ribs join two bones: they are left to bend.
/// Input: a rig whose bones are placed. Cost: some milliseconds.
void ride_along(const anatomy::Body& body, Rig& rig);

}  // namespace smrt::skeleton
