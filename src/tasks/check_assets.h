// `check`: every fault in the program's own texts and in one body, as a list; nothing to say when all is well.
#pragma once

#include <filesystem>

#include "base/findings.h"
#include "base/result.h"
#include "scene/model.h"

namespace smrt::tasks {

/// All definition files of `assets` through their own readers, and every source that they name against sources.toml.
/// Errors: environment when the folder is missing.
[[nodiscard]] base::Result<base::Findings> check_assets(const std::filesystem::path& assets);

/// Definitions that could not land on this body (joints, positions, lymph), parts of unknown kind, empty meshes.
[[nodiscard]] base::Findings check_body(const scene::Model& model);

}  // namespace smrt::tasks
