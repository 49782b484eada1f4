// The loading thread.
#include "gui/loader.h"

#include <exception>
#include <utility>

namespace smrt::gui {

Loader::~Loader() {
    cancel();
}

void Loader::start(Work work) {
    cancel();
    news_ = {};
    thread_ = std::jthread([this, work = std::move(work)](const std::stop_token& stop) {
        base::Progress progress;
        progress.stop = stop;
        progress.report = [this](double fraction, std::string_view doing) {
            const std::lock_guard lock(guard_);
            news_.fraction = static_cast<float>(fraction);
            news_.doing = doing;
        };
        const Deliver deliver = [this](scene::ModelPtr model) {
            const std::lock_guard lock(guard_);
            news_.models.push_back(std::move(model));
        };
        base::Status done;
        try {
            done = work(progress, deliver);
        } catch (const std::exception& failure) {  // a bug in one task must not take the window down
            done = base::fail(base::ErrorCode::bad_data, std::string("the program failed: ") + failure.what());
        }
        const std::lock_guard lock(guard_);
        if (!done) news_.error = done.error();
        news_.finished = true;
    });
}

void Loader::cancel() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

LoaderNews Loader::take_news() {
    LoaderNews news;
    {
        const std::lock_guard lock(guard_);
        news = news_;
        news_.models.clear();
        news_.error.reset();
        if (news_.finished) news_.finished = false;
    }
    if (news.finished) thread_.join();
    return news;
}

}  // namespace smrt::gui
