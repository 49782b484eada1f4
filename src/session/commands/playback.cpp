// The player of positions of ease.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"
#include "session/player.h"
#include "session/position_camera.h"

namespace smrt::session {
namespace {

/// "POSITION [left|right]": the side is the last word; without it the side stays.
struct PositionAndSide {
    const positions::Position* position = nullptr;
    anatomy::Side side = anatomy::Side::right;
};

base::Result<PositionAndSide> parse_position(const scene::Model& model, const State& now, std::string_view arguments) {
    PositionAndSide found{nullptr, now.view.playback.side};
    for (const anatomy::Side side : {anatomy::Side::left, anatomy::Side::right}) {
        const std::string_view word = anatomy::name_of(side);
        if (!arguments.ends_with(word)) continue;
        found.side = side;
        arguments = base::trim(arguments.substr(0, arguments.size() - word.size()));
    }
    const auto position = find_position(model, arguments);
    if (!position) return tl::make_unexpected(position.error());
    found.position = *position;
    return found;
}

Planned plan_play(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    next.playing = true;
    if (arguments.empty()) {
        const positions::Position* position = find_playing(model, now);
        if (position == nullptr) return refused("no position is chosen, expected `play POSITION left|right`");
        const double duration = positions::timeline_of(*position, now.view.playback.hold_override).duration();
        if (now.view.playback.seconds >= duration) next.view.playback.seconds = 0;
        return changed(std::move(next), "Playing: " + position->name);
    }
    const auto found = parse_position(model, now, arguments);
    if (!found) return refused(found.error());
    const bool another = now.view.playback.position != found->position->id || now.view.playback.side != found->side;
    next.view.playback.position = found->position->id;
    next.view.playback.side = found->side;
    next.view.playback.seconds = 0;
    if (another) next.view.camera = camera_for_position(model, *found->position, next.view);
    return changed(std::move(next), fmt::format("Playing: {}, {}", found->position->name, anatomy::name_of(found->side)));
}

Planned plan_pause(const scene::Model&, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    State next = now;
    next.playing = false;
    return changed(std::move(next), "Paused");
}

Planned plan_resume(const scene::Model& model, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    return now.playing ? plan_pause(model, now, {}) : plan_play(model, now, {});
}

Planned plan_stop(const scene::Model&, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    State next = now;
    next.playing = false;
    next.view.playback.position.clear();
    next.view.playback.seconds = 0;
    return changed(std::move(next), "Back at rest");
}

/// The timeline under the player's hold, or why there is none.
base::Result<positions::Timeline> timeline(const scene::Model& model, const State& now) {
    const positions::Position* position = find_playing(model, now);
    if (position == nullptr)
        return base::fail(base::ErrorCode::bad_usage, "no position is chosen; choose one first with `play POSITION left|right`");
    return positions::timeline_of(*position, now.view.playback.hold_override);
}

Planned plan_seek(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto line = timeline(model, now);
    if (!line) return refused(line.error());
    return set_number(now, arguments, "Second", 0.0, line->duration(),
                      [](State& next, double value) { next.view.playback.seconds = value; });
}

Planned plan_phase(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto line = timeline(model, now);
    if (!line) return refused(line.error());
    return set_number(now, arguments, "Phase", 0.0, 1.0, [&](State& next, double value) {
        next.view.playback.seconds = seconds_at_phase(*line, value);
        next.playing = false;
    });
}

}  // namespace

const Command k_play = {
    "play",   "[POSITION [left|right]]", "Play a position of ease from its start; alone: go on with the chosen one", "", Undo::step,
    plan_play};
const Command k_pause = {"pause", "", "Stop the clock of the position", "", Undo::none, plan_pause};
const Command k_resume = {"resume", "", "Go on, or pause when playing", "Space", Undo::none, plan_resume};
const Command k_stop = {"stop", "", "Leave the position; the body rests", "", Undo::step, plan_stop};
const Command k_seek = {"seek", "SECONDS", "Go to a second of the position", "", Undo::none, plan_seek};
const Command k_phase = {"phase", "0..1", "Go to a moment of the way in: 0 at rest, 1 arrived in the position", "", Undo::none, plan_phase};

}  // namespace smrt::session
