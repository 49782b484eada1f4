// How the player plays.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_speed(const scene::Model&, const State& now, std::string_view arguments) {
    return set_number(now, arguments, "Speed", 0.1, 10.0, [](State& next, double value) { next.speed = value; });
}

Planned plan_loop(const scene::Model&, const State& now, std::string_view arguments) {
    const auto value = parse_switch(arguments, now.loop);
    if (!value) return refused(value.error());
    State next = now;
    next.loop = *value;
    return changed(std::move(next), *value ? "Loop on" : "Loop off");
}

Planned plan_hold_seconds(const scene::Model&, const State& now, std::string_view arguments) {
    if (base::trim(arguments) == "own") {
        State next = now;
        next.view.playback.hold_override = -1;
        return changed(std::move(next), "Hold: as the position says");
    }
    return set_number(now, arguments, "Hold in seconds", 0.0, 600.0,
                      [](State& next, double value) { next.view.playback.hold_override = value; });
}

}  // namespace

const Command k_speed = {"speed", "0.1..10", "Speed of the player", "", Undo::none, plan_speed};
const Command k_loop = {"loop", "[on|off]", "Begin a position again at its end", "", Undo::none, plan_loop};
const Command k_hold_seconds = {"hold-seconds", "SECONDS|own",    "Shorten the hold for viewing, or take the position's own again", "",
                                Undo::step,     plan_hold_seconds};

}  // namespace smrt::session
