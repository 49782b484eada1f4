// Where parts are in the posture that is shown.
#pragma once

#include "session/commands/plan.h"

namespace smrt::session {

/// All of the body's bones and skin where none is named.
[[nodiscard]] geometry::Box find_posed_box(const scene::Model& model, const skeleton::Pose& pose, const Parts& parts);
/// The pose that a view shows.
[[nodiscard]] skeleton::Pose find_shown_pose(const scene::Model& model, const scene::View& view);
/// How the posture of a view turns and moves the standing body.
[[nodiscard]] glm::mat4 motion_of_posture(const scene::Model& model, const scene::View& view);

}  // namespace smrt::session
