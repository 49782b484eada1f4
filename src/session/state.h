// What the user is doing, as a comparable value.
#pragma once

#include <string>

#include "scene/model.h"
#include "scene/view.h"

namespace smrt::session {

/// Everything that a command may change. A value: undo keeps copies of it.
struct State {
    scene::View view;
    std::string search;    ///< text of the search box
    bool playing = false;  ///< the position advances with the clock
    bool loop = false;     ///< at its end a position begins again
    double speed = 1;      ///< playback speed, 0.1..10
    bool operator==(const State&) const = default;
};

/// What a body looks like before anything was done to it: whole, from the front, filling the picture.
[[nodiscard]] State make_first_state(const scene::Model& model);

/// The state without what passes by itself (hover, time, size of the picture, a drag under way, player's place and speed,
/// search text): two states are the same for undo when these are equal.
[[nodiscard]] State lasting(State state);

/// `remembered` with the passing parts of `now`; a position that changes starts where it was remembered, paused.
[[nodiscard]] State restored(const State& remembered, const State& now);

}  // namespace smrt::session
