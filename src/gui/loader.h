// Loading a body in the background: progress for the window, models as they become complete, cancel.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scene/model.h"

namespace smrt::gui {

/// What has come in since the last look.
struct LoaderNews {
    std::vector<scene::ModelPtr> models;  ///< the same body, each more complete than the one before
    std::optional<base::Error> error;
    bool finished = false;
    std::string doing;
    float fraction = 0;
};

/// One load at a time; starting another cancels the one under way. Belongs to the main thread.
class Loader {
public:
    using Deliver = std::function<void(scene::ModelPtr)>;
    /// Work that calls `deliver` once or more; runs in a thread of its own on nothing but copies.
    using Work = std::function<base::Status(const base::Progress&, const Deliver&)>;

    ~Loader();
    void start(Work work);
    void cancel();
    [[nodiscard]] bool busy() const { return thread_.joinable(); }
    /// Empties the news; joins the thread when it has finished.
    [[nodiscard]] LoaderNews take_news();

private:
    std::mutex guard_;
    LoaderNews news_;
    std::jthread thread_;
};

}  // namespace smrt::gui
