// What needs files or the window: asked of the owner of the session.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

Planned request(const State& now, std::string_view arguments, Request::Kind kind, const char* expected, const char* doing) {
    if (arguments.empty()) return refused(fmt::format("expected {}", expected));
    return Change{now, fmt::format("{} {}", doing, arguments), Request{kind, std::string(arguments)}};
}

Planned plan_open(const scene::Model&, const State& now, std::string_view arguments) {
    return request(now, arguments, Request::Kind::open, "a body: male, female, an .atlas file, an archive or a folder of meshes",
                   "Opening");
}
Planned plan_snapshot(const scene::Model&, const State& now, std::string_view arguments) {
    return request(now, arguments, Request::Kind::snapshot, "the name of a PNG file", "Writing");
}
Planned plan_quit(const scene::Model&, const State& now, std::string_view arguments) {
    if (const auto none = no_arguments(arguments); !none) return refused(none.error());
    return Change{now, "Goodbye", Request{Request::Kind::quit, {}}};
}

}  // namespace

const Command k_open = {"open",   "BODY",     "Open another body: male, female, an .atlas file, an archive or a folder of meshes",
                        "Ctrl+O", Undo::none, plan_open};
const Command k_snapshot = {"snapshot", "FILE.png", "Write the picture to a file", "Ctrl+S", Undo::none, plan_snapshot};
const Command k_quit = {"quit", "", "Close the program", "Ctrl+Q", Undo::none, plan_quit};

}  // namespace smrt::session
