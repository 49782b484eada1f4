// Cartilages and discs that no joint names: labra, menisci, articular discs ride with the bone that they lie on.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Gives every cartilage and disc that rides with the trunk to the segment whose bones lie nearer to it than the trunk's bones do.
/// Input: a rig whose bones are placed. Cost: some milliseconds.
void ride_along(const anatomy::Body& body, Rig& rig);

}  // namespace smrt::skeleton
