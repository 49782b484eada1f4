// Reading the arguments of commands and options: numbers, words, on and off.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::session {

/// Words between white space.
[[nodiscard]] std::vector<std::string> words(std::string_view text);

/// A finite number written with a point, whatever the system's language; nothing else around it.
[[nodiscard]] std::optional<double> find_number(std::string_view text);
/// Errors: bad_usage when it is no number or outside lower..upper. `what` names it: "the peel depth".
[[nodiscard]] base::Result<double> parse_number(std::string_view text, std::string_view what, double lower, double upper);
/// on/off, yes/no, true/false, 1/0; an empty text is the opposite of `now`.
[[nodiscard]] base::Result<bool> parse_switch(std::string_view text, bool now);
/// One of the words; Errors: bad_usage with the closest and all of them.
[[nodiscard]] base::Result<std::size_t> parse_choice(std::string_view text, std::string_view what,
                                                     std::span<const std::string_view> choices);

/// Shortest text that reads back as the same float: "0.12".
[[nodiscard]] std::string number_text(double value);

}  // namespace smrt::session
