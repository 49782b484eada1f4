// `gallery`: the pictures by which the program is judged, and which its manual shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"
#include "session/options.h"
#include "tasks/find_body.h"

namespace smrt::tasks {

/// One picture of assets/gallery.toml: file name without .png, and options as on the command line.
struct GalleryPicture {
    std::string name;
    session::OptionValues values;
};

/// Reads the list; faults are collected.
[[nodiscard]] std::vector<GalleryPicture> read_gallery(const std::filesystem::path& file, base::Findings& findings);

struct GalleryResult {
    std::vector<std::filesystem::path> files;
    std::vector<std::string> left_out;  ///< "psoas: this body has no part ..." : pictures that this body cannot give
};

/// What a gallery shows: the list and the positions of ease, or every joint at both ends of its range.
enum class GalleryKind { standard, joints };

/// Writes the pictures of assets/gallery.toml, every position of ease at phase 0, 0.5 and 1, or the right and middle joints at both ends of
/// the range of each coordinate; and contact sheets of all.
/// Input: values hold for every picture (size ...). Errors: environment, bad_data, cancelled.
[[nodiscard]] base::Result<GalleryResult> make_gallery(const BodyChoice& body, const session::OptionValues& values,
                                                       const std::filesystem::path& folder, GalleryKind kind,
                                                       const base::Progress& progress = {});

}  // namespace smrt::tasks
