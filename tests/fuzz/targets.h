// One function per reader that takes any bytes: used by the libFuzzer programs and by the smoke test of the normal
// build.
#pragma once

#include <span>
#include <string_view>

namespace smrt::fuzz {

/// A reader under test. `run` must neither crash nor hang nor take memory out of proportion, whatever the bytes.
struct Target {
    const char* name;
    const char* seeds;  ///< endings of the files of tests/data that it starts from, separated by blanks
    bool keeps_text;    ///< seeds are text: changes are made to words and numbers too
    int rounds;         ///< of the smoke test: about half a second each
    void (*run)(std::string_view bytes);
};

/// All targets, one line each.
[[nodiscard]] std::span<const Target> targets();

}  // namespace smrt::fuzz
