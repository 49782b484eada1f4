// Opening the window of the program.
#pragma once

#include "session/options.h"

namespace smrt::gui {

/// Opens the window and returns when it is closed. Result: the process's exit code (0, or 3 when no window can be opened).
[[nodiscard]] int run_window(const session::StartOptions& options);

}  // namespace smrt::gui
