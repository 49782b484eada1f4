// Small text tools: folding for look-ups, splitting, closest names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace smrt::base {

/// Lower case, accents removed (Latin letters), every run of other characters becomes one space, trimmed.
/// "M. tríceps  surae (L)" -> "m triceps surae l".
[[nodiscard]] std::string fold(std::string_view utf8);

/// Splits at a character; empty pieces are kept.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

/// Without white space at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Edit distance with transposition (optimal string alignment); stops early and returns limit + 1 past the limit.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b, int limit = 1000);

/// The candidate closest to a mistyped name if it is close enough to be meant, else empty.
[[nodiscard]] std::string closest(std::string_view name, std::span<const std::string> candidates);

/// " ; did you mean `x`?" or an empty string: the tail of an error message.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

}  // namespace smrt::base
