// `get`: fetches a body that others publish, says its size and licence first, and imports it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "tasks/import_body.h"

namespace smrt::tasks {

/// What is to be fetched, and where to.
struct GetRequest {
    std::string name;                             ///< id of a set in the catalogue, e.g. "bodyparts3d"
    std::filesystem::path folder;                 ///< for the files; empty: below the user's cache folder
    std::filesystem::path out;                    ///< the .atlas file; empty: beside the files
    std::filesystem::path catalogue;              ///< empty: assets/downloads.toml
    bool import = true;                           ///< import after the download
    std::function<void(const std::string&)> say;  ///< lines for the user: size, licence and credit before anything is fetched
    std::function<bool()> agree;                  ///< asked after that; empty counts as yes
};

/// What came of it.
struct GetSummary {
    std::filesystem::path folder;  ///< where the files lie
    ImportSummary imported;        ///< empty `out` where import was not wanted
};

/// Fetches (going on where an earlier run stopped), verifies and imports.
/// Errors: bad_usage for an unknown name; those of readers::download_set and import_body; cancelled, also when not
/// agreed.
[[nodiscard]] base::Result<GetSummary> get_body(const GetRequest& request, const base::Progress& progress = {});

/// The sets that can be fetched, as "name: title, size" lines.
[[nodiscard]] base::Result<std::vector<std::string>> list_downloads(const std::filesystem::path& catalogue = {});

}  // namespace smrt::tasks
