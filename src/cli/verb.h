// A verb of the command line and the list of them.
#pragma once

#include <functional>
#include <span>

#include "cli/terminal.h"

namespace CLI {
class App;
}

namespace smrt::cli {

/// Carries a verb out after its arguments were read. Result: the exit code.
using Run = std::function<base::Result<int>(Terminal&)>;

struct Verb {
    const char* name;
    const char* help;              ///< one sentence without a full stop
    Run (*attach)(CLI::App& app);  ///< adds arguments and flags to the verb's parser; they live as long as the returned function
};

/// All verbs in the order of the help.
[[nodiscard]] std::span<const Verb> verbs();

}  // namespace smrt::cli
