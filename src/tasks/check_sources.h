// Every statement in the assets that names a source must name one that is in the bibliography.
#pragma once

#include <filesystem>

#include "base/findings.h"

namespace smrt::tasks {

/// Reads every .toml below `assets`: files that are no TOML, and values of `source` or `sources` that are no key of sources.toml,
/// become findings with file:line:column.
[[nodiscard]] base::Findings check_sources(const std::filesystem::path& assets);

}  // namespace smrt::tasks
