// `tour`: a film and a contact sheet that show what the program can do, for machines without a display.
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

/// One scene of assets/tour.toml.
struct TourStep {
    std::string name;
    std::vector<std::string> commands;  ///< done when the scene begins
    double seconds = 3;
    double turn_degrees = 0;  ///< the camera goes round this far while it lasts
    std::string slide;        ///< command with a number that slides: "peel"; empty: none
    double slide_from = 0, slide_to = 0;
    bool play = false;  ///< the position's clock runs, so that its whole way fits into the scene
};

/// Reads the scenes; faults are collected.
[[nodiscard]] std::vector<TourStep> read_tour(const std::filesystem::path& file, base::Findings& findings);

struct TourResult {
    std::filesystem::path film, sheet;  ///< film is empty where ffmpeg is missing; `remarks` says so
    std::vector<std::string> remarks;   ///< scenes that this body cannot show, and why
    int frames = 0;
};

/// Writes tour.mp4 and tour.png to the folder. Input: values hold from the start (size ...).
/// Errors: environment, bad_data, cancelled.
[[nodiscard]] base::Result<TourResult> make_tour(const BodyChoice& body, const session::OptionValues& values,
                                                 const std::filesystem::path& folder, const base::Progress& progress = {});

}  // namespace smrt::tasks
