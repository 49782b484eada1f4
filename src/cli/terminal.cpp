// Bars, signals, lines.
#include "cli/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

#if defined(_WIN32)
#include <io.h>
#else
#include <unistd.h>
#endif

namespace smrt::cli {
namespace {

// A signal handler can reach nothing but a global; it is written there and read by the watching thread only.
volatile std::sig_atomic_t interrupted = 0;

void note_interrupt(int number) {
    interrupted = 1;
    std::signal(number, SIG_DFL);  // the next one ends the process
}

bool stderr_is_terminal() {
#if defined(_WIN32)
    return _isatty(_fileno(stderr)) != 0;
#else
    return ::isatty(STDERR_FILENO) != 0;
#endif
}

}  // namespace

struct Terminal::State {
    std::mutex guard;
    bool draws_bar = stderr_is_terminal();
    bool bar_shown = false;
    int last_share = -1;
    std::string last_doing;
    std::stop_source stop;
    std::jthread watcher;

    void show(double fraction, std::string_view doing) {
        const std::lock_guard lock(guard);
        const int share = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100);
        if (share == last_share && doing == last_doing) return;
        last_share = share;
        last_doing = doing;
        const int filled = share * 30 / 100;
        const std::string bar =
            std::string(static_cast<std::size_t>(filled), '#') + std::string(static_cast<std::size_t>(30 - filled), '.');
        fmt::print(stderr, "\r[{}] {:3}% {:<40.40}", bar, share, doing);
        std::fflush(stderr);
        bar_shown = true;
    }
};

Terminal::Terminal() : state_(std::make_unique<State>()) {
    std::signal(SIGINT, note_interrupt);
    std::signal(SIGTERM, note_interrupt);
    state_->watcher = std::jthread([stop = state_->stop](const std::stop_token& done) mutable {
        while (!done.stop_requested() && interrupted == 0) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        if (interrupted != 0) stop.request_stop();
    });
}

Terminal::~Terminal() {
    end_progress();
}

base::Progress Terminal::progress() {
    base::Progress progress;
    progress.stop = state_->stop.get_token();
    if (state_->draws_bar)
        progress.report = [state = state_.get()](double fraction, std::string_view doing) { state->show(fraction, doing); };
    return progress;
}

void Terminal::end_progress() {
    const std::lock_guard lock(state_->guard);
    if (!state_->bar_shown) return;
    fmt::print(stderr, "\r{:80}\r", "");
    std::fflush(stderr);
    state_->bar_shown = false;
}

int Terminal::refuse(const base::Error& error) {
    end_progress();
    fmt::print(stderr, "smrt-atlas: {}\n", error.text());
    return base::exit_code_of(error);
}

void Terminal::say(std::string_view sentence) {
    end_progress();
    fmt::print(stderr, "{}\n", sentence);
}

void Terminal::print(const base::Findings& findings) {
    end_progress();
    for (const base::Finding& finding : findings.list)
        fmt::print("{}: {}: {}{}\n", finding.place, base::name_of(finding.severity), finding.what,
                   finding.mend.empty() ? "" : "; " + finding.mend);
}

}  // namespace smrt::cli
