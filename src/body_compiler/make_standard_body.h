// The default body: from shapes written as text to meshes.
#pragma once

#include <filesystem>

#include "anatomy/raw_part.h"
#include "base/progress.h"
#include "base/result.h"

namespace smrt::body_compiler {

/// Makes every structure of assets/body/shapes as a closed mesh: bones give way to each other half and half, soft tissue gives way to
/// bone; pairs are made once and mirrored.
/// Input: the text file that names the build (assets/body/builds/male.toml) and the assets folder.
/// Result: parts with ids such as "right_femur"; faults of the text are among its findings.
/// Errors: bad_data if the build or all shapes are unreadable; cancelled. Cost: about 20 s on two cores; the same input, the same bytes.
[[nodiscard]] base::Result<anatomy::RawBody> make_standard_body(const std::filesystem::path& build, const std::filesystem::path& assets,
                                                                const base::Progress& progress = {});

}  // namespace smrt::body_compiler
