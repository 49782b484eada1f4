// The terminal: progress bar, Ctrl-C, errors and findings in plain lines.
#pragma once

#include <memory>
#include <string_view>

#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"

namespace smrt::cli {

/// Output goes to stdout, everything about the work to stderr. One per process.
class Terminal {
public:
    /// From now on Ctrl-C asks long work to stop instead of ending the process; a second Ctrl-C ends it.
    Terminal();
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// Draws a bar on stderr if that is a terminal, and stops on Ctrl-C.
    [[nodiscard]] base::Progress progress();
    /// Takes the bar away.
    void end_progress();

    /// "smrt-atlas: place: message"; gives the exit code that belongs to it.
    int refuse(const base::Error& error);
    /// One sentence on stderr.
    void say(std::string_view sentence);
    /// "place: error: what (mend)" per finding on stdout.
    void print(const base::Findings& findings);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace smrt::cli
