// Fetching files over the network, so that a broken connection or a closed laptop costs nothing but the rest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "readers/download_catalogue.h"

namespace smrt::readers {

/// How patient a download is.
struct DownloadOptions {
    int attempts = 3;           ///< after a lost connection; each goes on where the last one stopped
    long connect_seconds = 20;  ///< for reaching the server
    long silent_seconds = 60;   ///< without any data before the connection counts as lost
};

/// Fetches one address (http, https or file) to `target`. Until it is whole the data lies in `target`.part, so that a
/// later call goes on from there if the server allows it and the file has not changed, else starts again. Errors:
/// environment for network, server and disk; cancelled. The .part file stays for the next call.
[[nodiscard]] base::Status download_file(const std::string& address, const std::filesystem::path& target,
                                         const base::Progress& progress = {}, const DownloadOptions& options = {});

/// Checks a fetched file: every entry of a .zip against its checksum, the columns of BodyParts3D's tables; other files
/// only for being there. Errors: environment if it is missing, bad_data if it is damaged.
[[nodiscard]] base::Status verify_download(const std::filesystem::path& file, const base::Progress& progress = {});

/// Fetches and verifies all files of a set into a folder. Files that are there and whole are kept.
/// Errors: as above; a damaged file is removed. Messages end with how to do it by hand.
[[nodiscard]] base::Status download_set(const DownloadSet& set, const std::filesystem::path& folder, const base::Progress& progress = {},
                                        const DownloadOptions& options = {});

}  // namespace smrt::readers
