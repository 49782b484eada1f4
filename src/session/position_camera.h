// Where to look from while a position plays.
#pragma once

#include "positions/position.h"
#include "session/state.h"

namespace smrt::session {

/// A camera near enough to follow the target and its limb, on the side of the body where the target lies. The camera of `view` if
/// the body has no such part. Input: a view that plays the position.
[[nodiscard]] scene::Camera camera_for_position(const scene::Model& model, const positions::Position& position, const scene::View& view);

}  // namespace smrt::session
