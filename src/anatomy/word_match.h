// How well a typed word fits a word of a name.
#pragma once

#include <string_view>

namespace smrt::anatomy {

/// Best fit first.
enum class WordFit : unsigned char { whole, start, inside, one_slip, two_slips, none };

/// Fewest slips (a letter wrong, missing, too many, or two swapped) that turn the typed word into the word or its start.
/// Input: folded words; only the first 32 letters of each are compared. Result: limit + 1 past the limit (at most 3).
[[nodiscard]] int measure_slips(std::string_view typed, std::string_view word, int limit);

/// Slips are forgiven from four letters on (one) and from six on (two); the first letter counts twice.
[[nodiscard]] WordFit fit_word(std::string_view typed, std::string_view word);

}  // namespace smrt::anatomy
