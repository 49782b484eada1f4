// Turning parts to ghosts that one sees through.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_ghost(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    State next = now;
    const bool there = arguments.empty() && contains_all(now.view.ghosted, *parts);
    next.view.ghosted = there ? without(now.view.ghosted, *parts) : with(now.view.ghosted, *parts);
    return changed(std::move(next), (there ? "Solid again: " : "Ghosts: ") + describe(*model.body, *parts));
}

Planned plan_unghost(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    if (arguments.empty()) {
        next.view.ghosted.clear();
        next.view.ghost = 0;
        return changed(std::move(next), "Everything is solid again");
    }
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    next.view.ghosted = without(now.view.ghosted, *parts);
    return changed(std::move(next), "Solid again: " + describe(*model.body, *parts));
}

Planned plan_ghost_others(const scene::Model&, const State& now, std::string_view arguments) {
    return set_number(now, arguments, "Ghosting of the rest", 0.0, 1.0,
                      [](State& next, double value) { next.view.ghost = static_cast<float>(value); });
}

}  // namespace

const Command k_ghost = {"ghost", "[PARTS]",  "Turn parts to ghosts; alone: turn the selection to ghosts or back",
                         "G",     Undo::step, plan_ghost};
const Command k_unghost = {"unghost", "[PARTS]", "Make ghosts solid again; alone: all of them", "Alt+G", Undo::step, plan_unghost};
const Command k_ghost_others = {"ghost-others", "0..1",           "How far everything that is not selected turns to a ghost", "",
                                Undo::step,     plan_ghost_others};

}  // namespace smrt::session
