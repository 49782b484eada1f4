// The verb `fit`: measures a body and writes shapes of the default body.
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"

namespace smrt::tasks {

struct FitRequest {
    std::string body;                    ///< .atlas file, archive or folder
    std::string parts;                   ///< which parts, as in `snapshot --select`; empty: all that the default body takes from a body
    std::filesystem::path out;           ///< folder for the definition files
    std::string source = "BodyParts3D";  ///< key of sources.toml
};

/// Writes one file a region and kind of structure and returns a table of figures, one line a structure.
/// Errors: of the body, bad_usage for parts that are not there, environment for files that cannot be written, cancelled.
[[nodiscard]] base::Result<std::string> fit_shapes(const FitRequest& request, const base::Progress& progress);

}  // namespace smrt::tasks
