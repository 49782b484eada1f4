// Where parts are in the posture that is shown.
#pragma once

#include "session/commands/plan.h"

namespace smrt::session {

/// All of the body's bones and skin where none is named.
[[nodiscard]] geometry::Box find_posed_box(const scene::Model& model, const scene::View& view, const Parts& parts);
/// How the posture of a view turns and moves the standing body.
[[nodiscard]] glm::mat4 motion_of_posture(const scene::Model& model, const scene::View& view);

}  // namespace smrt::session
