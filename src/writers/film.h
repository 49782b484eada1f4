// Films through the system's ffmpeg: frames go down a pipe, nothing is written twice.
#pragma once

#include <filesystem>
#include <memory>

#include "base/image.h"
#include "base/result.h"
#include "writers/png.h"

namespace smrt::writers {

struct FilmFormat {
    int width = 1280, height = 720;
    int frames_per_second = 30;
    PictureTexts texts;  ///< metadata of the film: {"copyright", credit}, {"title", ...}
};

/// One film being written. The file appears under its name only after `finish`; a writer that is destroyed before (cancelled)
/// leaves nothing behind. The extension chooses the kind: mp4, mkv, webm or gif.
class FilmWriter {
public:
    /// Errors: bad_usage for another extension; environment when ffmpeg is missing (says how to get it) or the folder cannot be written.
    [[nodiscard]] static base::Result<std::unique_ptr<FilmWriter>> make(const std::filesystem::path& path, const FilmFormat& format);
    ~FilmWriter();
    FilmWriter(const FilmWriter&) = delete;
    FilmWriter& operator=(const FilmWriter&) = delete;

    /// Adds a frame of the format's size (ENSURE). Errors: environment with ffmpeg's last words when it stopped.
    [[nodiscard]] base::Status add(const base::Image& frame);
    /// Ends the film and gives it its name. Errors: environment.
    [[nodiscard]] base::Status finish();

private:
    FilmWriter();
    struct Process;
    std::unique_ptr<Process> process_;
};

}  // namespace smrt::writers
