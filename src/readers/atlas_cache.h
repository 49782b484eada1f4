// The atlas cache: one file with a compiled body, mapped into memory as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "base/result.h"

namespace smrt::readers {

/// Version of the layout; a file of another version is refused.
inline constexpr std::uint32_t k_atlas_version = 2;

/// Everything a cache file holds.
struct AtlasContents {
    std::string name;
    std::string credit;
    std::string source;             ///< what was imported, as given by the user; named when the cache must be made again
    std::uint64_t definitions = 0;  ///< hash of the definitions that the body was compiled with
    std::vector<anatomy::Part> parts;
    std::map<std::string, std::string> sections;  ///< named bytes for whatever else was compiled; ids of at most 64 bytes
};

/// Writes a cache file under a temporary name and renames it, so that a reader sees the old file or the new one.
/// Errors: environment (no permission, disk full); nothing is left behind. Cost: about 0.2 s for 115 MB.
[[nodiscard]] base::Status write_atlas(const std::filesystem::path& path, const AtlasContents& contents);

/// A cache file as read. Meshes and sections point into the mapped file and keep it alive.
struct Atlas {
    anatomy::BodyPtr body;
    std::string source;
    std::uint64_t definitions = 0;
    std::map<std::string, std::span<const std::byte>, std::less<>> sections;  ///< valid as long as `owner`
    std::shared_ptr<const void> owner;
};

/// Maps and checks a cache file: every checksum, offset, count and index before anything uses it.
/// Input: the hash of the present definitions; empty: the file's own are accepted.
/// Errors: environment if it cannot be opened; bad_data for another version, other definitions or damage, each with the command
/// that makes the file again. Cost: about 30 ms for 115 MB in the page cache.
[[nodiscard]] base::Result<Atlas> read_atlas_file(const std::filesystem::path& path,
                                                  std::optional<std::uint64_t> definitions = std::nullopt);

/// The body alone.
[[nodiscard]] base::Result<anatomy::BodyPtr> read_atlas(const std::filesystem::path& path,
                                                        std::optional<std::uint64_t> definitions = std::nullopt);

/// The same from bytes in memory that `owner` keeps alive, aligned to 16; `place` stands in for the file in messages.
[[nodiscard]] base::Result<Atlas> parse_atlas(std::span<const std::byte> bytes, std::shared_ptr<const void> owner, const std::string& place,
                                              std::optional<std::uint64_t> definitions = std::nullopt);

}  // namespace smrt::readers
