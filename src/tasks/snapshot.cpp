// Writing pictures.
#include "tasks/snapshot.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/text.h"
#include "tasks/studio.h"
#include "writers/png.h"

namespace smrt::tasks {

namespace fs = std::filesystem;

base::Status check_picture_name(const fs::path& file) {
    if (base::fold(file.extension().string()) == "png") return {};
    return base::fail(base::ErrorCode::bad_usage, "the name of a picture ends in .png", file.string());
}

base::Status write_scene(render::Renderer& renderer, const scene::Scene& scene, const fs::path& file) {
    if (const auto good = check_picture_name(file); !good) return good;
    const auto image = render::draw_image(renderer, scene);
    if (!image) return tl::make_unexpected(image.error());
    return writers::write_png(file, *image, picture_texts(*scene.body));
}

base::Status take_snapshot(const BodyChoice& body, const session::OptionValues& values, const fs::path& file,
                           const base::Progress& progress) {
    if (const auto good = check_picture_name(file); !good) return good;
    const auto studio = Studio::make(body, values, progress);
    if (!studio) return tl::make_unexpected(studio.error());
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "stopped before the picture was drawn");
    return write_scene((*studio)->renderer(), (*studio)->composer().compose((*studio)->session().state().view), file);
}

std::string free_picture_name() {
    fs::path folder = ".";
    std::error_code ignored;
    if (const char* home = std::getenv("HOME"); home != nullptr && fs::is_directory(fs::path(home) / "Pictures", ignored))
        folder = fs::path(home) / "Pictures";
    for (int number = 1;; ++number) {
        const fs::path file = folder / fmt::format("smrt-atlas-{:03}.png", number);
        if (!fs::exists(file, ignored)) return file.string();
    }
}

}  // namespace smrt::tasks
