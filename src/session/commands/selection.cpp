// Selecting parts: they glow through whatever covers them.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

/// Selects bundles of fibres; they alone glow, not the whole muscle.
State choose_fibres(const State& now, const std::vector<scene::FibreChoice>& fibres) {
    State next = now;
    next.view.selection.clear();
    next.view.fibres = fibres;
    for (const scene::FibreChoice& choice : fibres) next.view.selection.push_back(choice.part);
    return next;
}

Planned plan_select(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto fibres = find_fibres(model, now, arguments);
    if (!fibres) return refused(fibres.error());
    if (!fibres->empty()) return changed(choose_fibres(now, *fibres), fmt::format("Selected: {}", base::trim(arguments)));
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    State next = now;
    next.view.selection = *parts;
    next.view.fibres.clear();
    return changed(std::move(next), "Selected: " + describe(*model.body, *parts));
}

Planned plan_select_add(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    State next = now;
    // Asking again for what is already selected takes it away, as Ctrl-click does everywhere.
    const bool there = contains_all(now.view.selection, *parts);
    std::erase_if(next.view.fibres, [&](const scene::FibreChoice& choice) { return contains_all(*parts, {choice.part}); });
    next.view.selection = there ? without(now.view.selection, *parts) : with(now.view.selection, *parts);
    return changed(std::move(next), (there ? "Deselected: " : "Also selected: ") + describe(*model.body, *parts));
}

Planned plan_deselect(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    if (arguments.empty()) {
        next.view.selection.clear();
        next.view.fibres.clear();
        return changed(std::move(next), "Nothing selected");
    }
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    next.view.selection = without(now.view.selection, *parts);
    return changed(std::move(next), "Deselected: " + describe(*model.body, *parts));
}

}  // namespace

const Command k_select = {
    "select",
    "PARTS",
    "Select parts; they glow through whatever covers them. `PARTS: FIBRES` selects a bundle: right gluteus medius: posterior fibres",
    "",
    Undo::step,
    plan_select};
const Command k_select_add = {"select-add", "PARTS", "Add parts to the selection, or take them out of it", "", Undo::step, plan_select_add};
const Command k_deselect = {"deselect", "[PARTS]",  "Take parts out of the selection; alone: select nothing",
                            "Escape",   Undo::step, plan_deselect};

}  // namespace smrt::session
