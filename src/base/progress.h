// How long work tells where it is, and how it is asked to stop.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string_view>

namespace smrt::base {

/// Passed down into long work. Copy freely; all members may be empty.
struct Progress {
    /// Called with a fraction 0..1 and what is being done now; may be called from worker threads, one at a time.
    std::function<void(double fraction, std::string_view doing)> report;
    std::stop_token stop;

    void tell(double fraction, std::string_view doing) const {
        if (report) report(fraction, doing);
    }
    [[nodiscard]] bool cancelled() const { return stop.stop_requested(); }
    /// Progress of a part of the work: 0..1 of the part maps to from..to of the whole.
    [[nodiscard]] Progress part(double from, double to) const {
        if (!report) return {{}, stop};
        return {[report_whole = report, from, to](double fraction, std::string_view doing) {
                    report_whole(from + (to - from) * fraction, doing);
                },
                stop};
    }
};

/// Tells progress from several threads, one at a time; a thread that would have to wait says nothing.
class SharedProgress {
public:
    SharedProgress(const Progress& progress, std::size_t total) : progress_(progress), total_(total > 0 ? total : 1) {}
    void step(std::string_view doing) {
        const std::size_t done = ++done_;
        const std::unique_lock lock(guard_, std::try_to_lock);
        if (lock) progress_.tell(static_cast<double>(done) / static_cast<double>(total_), doing);
    }

private:
    const Progress& progress_;
    std::size_t total_;
    std::atomic<std::size_t> done_{0};
    std::mutex guard_;
};

}  // namespace smrt::base
