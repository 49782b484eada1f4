// First state, and which parts of a state undo leaves alone.
#include "session/state.h"

namespace smrt::session {
namespace {

/// Copies what passes by itself from one state to another.
void copy_passing(const State& from, State& to) {
    to.view.width = from.view.width;
    to.view.height = from.view.height;
    to.view.pixel_scale = from.view.pixel_scale;
    to.view.hover = from.view.hover;
    to.view.time = from.view.time;
    to.view.moving = from.view.moving;
    to.view.samples = from.view.samples;
    to.search = from.search;
    to.loop = from.loop;
    to.speed = from.speed;
}

}  // namespace

State make_first_state(const scene::Model& model) {
    State state;
    const float aspect = static_cast<float>(state.view.width) / static_cast<float>(state.view.height);
    if (const auto front = scene::find_standard_view("front", model.body->bounds(), aspect)) state.view.camera = *front;
    return state;
}

State lasting(State state) {
    copy_passing(State{}, state);
    state.playing = false;
    state.view.playback.seconds = 0;
    return state;
}

State restored(const State& remembered, const State& now) {
    State state = remembered;
    copy_passing(now, state);
    const scene::Playback& before = now.view.playback;
    const bool same = before.position == state.view.playback.position && before.side == state.view.playback.side;
    state.playing = same && now.playing;
    if (same) state.view.playback.seconds = before.seconds;
    return state;
}

}  // namespace smrt::session
