// Showing some parts alone.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_isolate(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    if (arguments.empty() && !now.view.isolated.empty()) {
        next.view.isolated.clear();
        return changed(std::move(next), "Everything else is shown again");
    }
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    next.view.isolated = *parts;
    next.view.hidden = without(now.view.hidden, *parts);
    return changed(std::move(next), "Isolated: " + describe(*model.body, *parts));
}

Planned plan_unisolate(const scene::Model&, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    State next = now;
    next.view.isolated.clear();
    return changed(std::move(next), "Everything else is shown again");
}

}  // namespace

const Command k_isolate = {
    "isolate", "[PARTS]",  "Show only these parts, or the selection; alone and isolated already: show the rest again",
    "I",       Undo::step, plan_isolate};
const Command k_unisolate = {"unisolate", "", "Show the rest of the body again", "Alt+I", Undo::step, plan_unisolate};

}  // namespace smrt::session
