// Which position the player holds.
#pragma once

#include <string_view>

#include "base/result.h"
#include "session/state.h"

namespace smrt::session {

/// The position in the player; nullptr when none is chosen or the model has no positions yet.
[[nodiscard]] const positions::Position* find_playing(const scene::Model& model, const State& state);

/// By id or name, case and punctuation ignored. Errors: bad_usage with the closest known one.
[[nodiscard]] base::Result<const positions::Position*> find_position(const scene::Model& model, std::string_view name);

/// Second of the timeline at a phase: 0 at rest, 1 arrived in the position where the hold begins, between them the way in.
[[nodiscard]] double seconds_at_phase(const positions::Timeline& timeline, double phase);

}  // namespace smrt::session
