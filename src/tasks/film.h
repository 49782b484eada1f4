// `film`: a position of ease or a turn of the body as a film.
#pragma once

#include <filesystem>

#include "base/progress.h"
#include "base/result.h"
#include "session/options.h"
#include "tasks/find_body.h"

namespace smrt::tasks {

class Studio;

struct FilmOptions {
    int frames_per_second = 30;
    double seconds = -1;       ///< negative: the position's own way, or 12 without a position
    double turn_degrees = -1;  ///< how far the camera goes round; negative: a whole turn without a position, none with one
    double speed = 1;          ///< of the position's clock
};

/// Draws every frame and writes the film. Result: frames written. Errors: those of Studio::make and FilmWriter; cancelled leaves nothing.
[[nodiscard]] base::Result<int> make_film(const BodyChoice& body, const session::OptionValues& values, const FilmOptions& options,
                                          const std::filesystem::path& file, const base::Progress& progress = {});

/// The same from a studio that stands ready; its session ends where the film does.
[[nodiscard]] base::Result<int> make_film(Studio& studio, const FilmOptions& options, const std::filesystem::path& file,
                                          const base::Progress& progress = {});

}  // namespace smrt::tasks
