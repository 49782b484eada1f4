// What can be fetched with `get`: addresses, sizes, licence and credit, from assets/downloads.toml.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::readers {

/// One file of a set.
struct DownloadFile {
    std::string name;         ///< name in the folder it is saved to
    std::string address;      ///< http(s):// or file://
    std::uint64_t bytes = 0;  ///< size to announce; 0: unknown
};

/// One body that can be fetched.
struct DownloadSet {
    std::string id;       ///< word on the command line, e.g. "bodyparts3d"
    std::string title;    ///< for people
    std::string page;     ///< web page for doing it by hand
    std::string licence;  ///< one or two sentences shown before the download
    std::string credit;   ///< line carried into every picture's metadata and export
    std::string import;   ///< name of the file to import afterwards
    std::vector<DownloadFile> files;

    /// Sum of the known sizes.
    [[nodiscard]] std::uint64_t bytes() const;
};

/// All sets.
struct DownloadCatalogue {
    std::vector<DownloadSet> sets;
    [[nodiscard]] const DownloadSet* find(std::string_view id) const;
};

/// Reads assets/downloads.toml (or another file of its form).
/// Errors: environment if it is missing; bad_data with file:line:column if it is damaged.
[[nodiscard]] base::Result<DownloadCatalogue> read_download_catalogue(const std::filesystem::path& file = {});

}  // namespace smrt::readers
