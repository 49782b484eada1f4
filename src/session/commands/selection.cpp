// Selecting parts: they glow through whatever covers them.
#include <algorithm>

#include "base/text.h"
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

/// "Right psoas major", or the text that names fibres of it.
std::string describe_selected(const scene::Model& model, const Selected& selected, std::string_view text) {
    return selected.fibres.empty() ? describe(*model.body, selected.parts) : std::string(base::trim(text));
}

void drop_fibres_of(const Parts& parts, std::vector<scene::FibreChoice>& fibres) {
    std::erase_if(fibres, [&](const scene::FibreChoice& choice) { return contains_all(parts, {choice.part}); });
}

Planned plan_select(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto selected = find_selected(model, now, arguments);
    if (!selected) return refused(selected.error());
    State next = now;
    next.view.selection = selected->parts;
    next.view.fibres = selected->fibres;
    return changed(std::move(next), "Selected: " + describe_selected(model, *selected, arguments));
}

Planned plan_select_add(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto selected = find_selected(model, now, arguments);
    if (!selected) return refused(selected.error());
    State next = now;
    // Asking again for what is already selected takes it away, as Ctrl-click does everywhere. Fibres come instead of the whole part.
    const bool there = contains_all(now.view.selection, selected->parts) && selected->fibres.empty();
    next.view.selection = there ? without(now.view.selection, selected->parts) : with(now.view.selection, selected->parts);
    drop_fibres_of(selected->parts, next.view.fibres);
    next.view.fibres.insert(next.view.fibres.end(), selected->fibres.begin(), selected->fibres.end());
    return changed(std::move(next), (there ? "Deselected: " : "Also selected: ") + describe_selected(model, *selected, arguments));
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
    drop_fibres_of(*parts, next.view.fibres);
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
