// From a body file, archive or folder to the model that everything draws and measures.
#pragma once

#include <filesystem>
#include <functional>

#include "base/progress.h"
#include "base/result.h"
#include "scene/model.h"
#include "session/options.h"

namespace smrt::tasks {

/// Parts of a model that cost time and that not every picture needs.
struct ModelNeeds {
    bool moving = false;     ///< rig and tissue: positions and poses
    bool positions = false;  ///< the authored positions of ease
    bool lymph = false;      ///< lymph network (brings the rig with it)
    [[nodiscard]] static ModelNeeds everything() { return {true, true, true}; }
    [[nodiscard]] ModelNeeds operator|(const ModelNeeds& more) const {
        return {moving || more.moving, positions || more.positions, lymph || more.lymph};
    }
};

/// What the options of a picture need.
[[nodiscard]] ModelNeeds needs_of(const session::OptionValues& values);

/// The cache of a body: the file itself if it is one, else the place in base::cache_folder() where its import is kept. The name holds a
/// hash of the source's path, size and time, so that a changed source is imported anew.
[[nodiscard]] base::Result<std::filesystem::path> cache_of(const std::filesystem::path& body);

/// Reads a body; an archive or folder is imported into the cache folder first (once). Errors: environment, bad_data, cancelled.
[[nodiscard]] base::Result<anatomy::BodyPtr> load_body(const std::filesystem::path& body, const base::Progress& progress = {});

/// Body and what is needed of the rest.
[[nodiscard]] base::Result<scene::ModelPtr> load_model(const std::filesystem::path& body, const ModelNeeds& needs,
                                                       const base::Progress& progress = {});

/// For the window: delivers the body at rest as soon as it can be drawn, then the same body with its positions, its movement, its
/// lymph. `deliver` is called from the calling thread.
[[nodiscard]] base::Status load_model_in_stages(const std::filesystem::path& body, const base::Progress& progress,
                                                const std::function<void(scene::ModelPtr)>& deliver);

}  // namespace smrt::tasks
