// Undo and redo; the session itself carries them out.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned request(const State& now, std::string_view arguments, Request::Kind kind) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    return Change{now, {}, Request{kind, {}}};
}

Planned plan_undo(const scene::Model&, const State& now, std::string_view arguments) {
    return request(now, arguments, Request::Kind::undo);
}
Planned plan_redo(const scene::Model&, const State& now, std::string_view arguments) {
    return request(now, arguments, Request::Kind::redo);
}

}  // namespace

const Command k_undo = {"undo", "", "Take back the last step", "Ctrl+Z", Undo::none, plan_undo};
const Command k_redo = {"redo", "", "Do the step again that was taken back", "Ctrl+Y", Undo::none, plan_redo};

}  // namespace smrt::session
