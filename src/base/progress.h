// How long work tells where it is, and how it is asked to stop.
#pragma once

#include <functional>
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

}  // namespace smrt::base
