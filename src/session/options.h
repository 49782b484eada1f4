// The option table: every option of the program declared once, for the command line, the window and the settings file.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "session/state.h"

namespace smrt::session {

enum class OptionType { text, number, choice, on_off, parts, size };

/// Where an option can be given.
enum OptionUse : unsigned {
    k_in_picture = 1,  ///< `snapshot` and `film`
    k_in_window = 2,   ///< the window's command line
    k_remembered = 4,  ///< kept in the settings file
};

struct Option {
    const char* name;  ///< "peel": `--peel` on the command line, `peel` in the settings file
    OptionType type;
    const char* fallback;  ///< value when it is not given, as text; empty: nothing happens
    const char* domain;    ///< "0..1", "left|right", "PARTS": shown in the help; choices are read from it
    double lower, upper;   ///< of numbers
    unsigned uses;         ///< of OptionUse
    const char* command;   ///< the command that carries it out, before the value; empty: see compose_commands
    const char* help;      ///< one sentence without a full stop
};

/// All options in the order in which they act: what is shown before where one looks from.
[[nodiscard]] std::span<const Option> options();
[[nodiscard]] const Option* find_option(std::string_view name);

/// Values given, by option name. Options of type `parts` may be given several times.
using OptionValues = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Checks a value by type and domain alone, before any body is loaded. Errors: bad_usage; place is "--name".
[[nodiscard]] base::Status check_option(const Option& option, std::string_view value);

/// The commands that carry out the given values, in the order of the table.
[[nodiscard]] std::vector<std::string> compose_commands(const OptionValues& values);

/// The remembered options as they stand in a state.
[[nodiscard]] OptionValues remembered_values(const State& state);

/// What the program was started with.
struct StartOptions {
    std::string body;     ///< file or folder; empty: the last one, or the default body
    OptionValues values;  ///< for compose_commands
    bool fresh = false;   ///< neither reads nor writes the settings file
};

}  // namespace smrt::session
