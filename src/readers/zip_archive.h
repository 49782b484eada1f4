// Reading the entries of a zip file from several threads, with limits against archives made to harm.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace smrt::readers {

/// One file in a zip.
struct ZipEntry {
    std::string path;               ///< as stored, with `/`
    std::uint64_t index = 0;        ///< for ZipArchive::read
    std::uint64_t size = 0;         ///< unpacked bytes, as declared
    std::uint64_t packed_size = 0;  ///< bytes in the archive
};

/// What an archive may declare. The real BodyParts3D: 2,234 entries, 7 MB the largest, 5:1 packed.
struct ZipLimits {
    std::uint64_t entries = 200'000;
    std::uint64_t entry_bytes = 1ull << 30;
    std::uint64_t total_bytes = 8ull << 30;
    std::uint64_t ratio = 250;  ///< unpacked to packed, for entries above 1 MiB
};

/// An open zip file. read() may be called from many threads: each call borrows an own handle of libzip, which is not
/// safe to share.
class ZipArchive {
public:
    /// Opens and checks the directory of the archive. Errors: environment if the file cannot be read; bad_data if it is
    /// no zip, is cut off, is encrypted, breaks a limit, or holds a path that leaves its folder.
    [[nodiscard]] static base::Result<ZipArchive> open(const std::filesystem::path& path, const ZipLimits& limits = {});

    /// Files only, in the order of the archive.
    [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
    /// Unpacked bytes of one entry. Errors: bad_data for damaged data, a wrong checksum or a false size.
    [[nodiscard]] base::Result<std::string> read(const ZipEntry& entry) const;

    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

private:
    struct Handles;
    ZipArchive(std::filesystem::path path, std::unique_ptr<Handles> handles);
    [[nodiscard]] base::Status list_entries(const ZipLimits& limits);

    std::filesystem::path path_;
    std::unique_ptr<Handles> handles_;
    std::vector<ZipEntry> entries_;
};

}  // namespace smrt::readers
