// Hiding and showing parts.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_hide(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    State next = now;
    next.view.hidden = with(now.view.hidden, *parts);
    next.view.selection = without(now.view.selection, *parts);  // a selection that cannot be seen would be acted on by mistake
    return changed(std::move(next), "Hidden: " + describe(*model.body, *parts));
}

Planned plan_show(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    State next = now;
    next.view.hidden = without(now.view.hidden, *parts);
    if (!next.view.isolated.empty()) next.view.isolated = with(next.view.isolated, *parts);
    return changed(std::move(next), "Shown: " + describe(*model.body, *parts));
}

Planned plan_show_all(const scene::Model&, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    State next = now;
    next.view.hidden.clear();
    next.view.isolated.clear();
    return changed(std::move(next), "Everything is shown again");
}

}  // namespace

const Command k_hide = {"hide", "[PARTS]", "Hide parts, or the selection", "H", Undo::step, plan_hide};
const Command k_show = {"show", "PARTS", "Show hidden parts again", "", Undo::step, plan_show};
const Command k_show_all = {"show-all", "", "Show everything that was hidden or left out by isolating", "Alt+H", Undo::step, plan_show_all};

}  // namespace smrt::session
