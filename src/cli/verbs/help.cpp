// `help`: verbs and commands.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/verbs/verbs.h"
#include "session/command.h"

namespace smrt::cli {
namespace {

void print_commands() {
    fmt::print(
        "Commands of the window and of scripts. PARTS are names, ids or FMA ids; `system ...`, `region ...`, `kind ...`, `side ...`;\n"
        "several with `;` (any) or `&` (all); `selection`, `hover`, `all`.\n\n");
    for (const session::Command* command : session::commands()) {
        fmt::print("{} {}{}\n", command->name, command->arguments, command->key[0] == '\0' ? "" : fmt::format("   [{}]", command->key));
        fmt::print("      {}\n", command->help);
    }
}

}  // namespace

Run attach_help(CLI::App& app) {
    auto topic = std::make_shared<std::string>();
    app.add_option("TOPIC", *topic, "A verb, or `commands`");
    const CLI::App* parent = app.get_parent();
    return [topic, parent](Terminal&) -> base::Result<int> {
        if (topic->empty()) {
            fmt::print("{}", parent->help());
        } else if (*topic == "commands") {
            print_commands();
        } else {
            std::vector<std::string> known = {"commands"};
            for (const Verb& verb : verbs()) known.emplace_back(verb.name);
            if (std::find(known.begin(), known.end(), *topic) == known.end())
                return base::fail(base::ErrorCode::bad_usage,
                                  fmt::format("there is no topic `{}`{}", *topic, base::did_you_mean(*topic, known)), "help");
            fmt::print("{}", parent->get_subcommand_ptr(*topic)->help());
        }
        return 0;
    };
}

}  // namespace smrt::cli
