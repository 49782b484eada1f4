// Looking into the body: peeling layers and the see-through highlight.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned plan_peel(const scene::Model&, const State& now, std::string_view arguments) {
    return set_number(now, arguments, "Peel depth", 0.0, 1.0,
                      [](State& next, double value) { next.view.peel = static_cast<float>(value); });
}

Planned plan_glow(const scene::Model&, const State& now, std::string_view arguments) {
    return set_switch(now, arguments, "See-through highlight", &scene::View::glow);
}

}  // namespace

const Command k_peel = {"peel", "0..1", "Take layers away from the skin (0) down to the bones (1)", "", Undo::step, plan_peel};
const Command k_glow = {"glow", "[on|off]", "Let the selection shine through what covers it", "X", Undo::step, plan_glow};

}  // namespace smrt::session
