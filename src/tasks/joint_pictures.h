// Which pictures show a joint at work.
#pragma once

#include <vector>

#include "scene/model.h"
#include "tasks/gallery.h"

namespace smrt::tasks {

/// Two pictures for each coordinate of the right and middle joints: both ends of its range from the same place, across the movement, with the
/// bones that move marked and those around them. Empty without a rig.
[[nodiscard]] std::vector<GalleryPicture> list_joint_pictures(const scene::Model& model);

}  // namespace smrt::tasks
