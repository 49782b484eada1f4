// Switches of what is drawn beside the body.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_lymph(const scene::Model&, const State& now, std::string_view arguments) {
    return set_switch(now, arguments, "Lymph", &scene::View::lymph);
}
Planned plan_labels(const scene::Model&, const State& now, std::string_view arguments) {
    return set_switch(now, arguments, "Labels", &scene::View::labels);
}
Planned plan_captions(const scene::Model&, const State& now, std::string_view arguments) {
    return set_switch(now, arguments, "Captions", &scene::View::captions);
}

}  // namespace

const Command k_lymph = {"lymph", "[on|off]", "Lymph vessels and nodes with their flow", "L", Undo::step, plan_lymph};
const Command k_labels = {"labels", "[on|off]", "Names with leader lines", "N", Undo::step, plan_labels};
const Command k_captions = {"captions", "[on|off]", "Readings, countdown and credit in the picture", "", Undo::step, plan_captions};

}  // namespace smrt::session
