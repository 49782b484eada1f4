// A command: the one way to act on a session, named in text by keys, buttons, scripts and command-line options.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "session/state.h"

namespace smrt::session {

/// Work that a command asks of whoever owns the session, because it needs files or a window.
struct Request {
    enum class Kind { undo, redo, open, snapshot, quit };
    Kind kind = Kind::open;
    std::string argument;  ///< body file or folder, picture file
};

/// What a command would do: the next state, and a message in plain words ("Hidden: Right psoas major").
struct Change {
    State state;
    std::string message;
    std::optional<Request> request;
};

/// How a command enters undo.
enum class Undo {
    step,   ///< one step each time
    merge,  ///< one step for a run of the same command (wheel, arrow keys)
    none,   ///< never (player, passing things)
};

/// Declared once per command. `plan` reads and checks everything and returns the change; it alters nothing, so that a
/// refused command leaves the session as it was. Errors of `plan`: bad_usage with value seen, value expected, next step.
struct Command {
    const char* name;       ///< "select-add"
    const char* arguments;  ///< "PARTS", "0..1"; empty: none
    const char* help;       ///< one sentence without a full stop
    const char* key;        ///< default key: "Ctrl+Z", "H"; empty: none
    Undo undo;
    base::Result<Change> (*plan)(const scene::Model& model, const State& now, std::string_view arguments);
};

/// All commands in the order of the help.
[[nodiscard]] std::span<const Command* const> commands();
/// By name; nullptr if there is none.
[[nodiscard]] const Command* find_command(std::string_view name);

}  // namespace smrt::session
