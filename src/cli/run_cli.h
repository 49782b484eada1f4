// The command line: a verb is carried out; without one the window is to be opened.
#pragma once

#include <optional>

#include "session/options.h"

namespace smrt::cli {

struct Outcome {
    std::optional<int> exit_code;  ///< set when everything is done
    session::StartOptions window;  ///< else: what the window was asked for
};

/// Exit codes: 0 ok, 1 faults in data, 2 wrong usage, 3 environment, 4 our bug.
[[nodiscard]] Outcome run_cli(int argc, const char* const* argv);

}  // namespace smrt::cli
