// Reading whole files, writing them so that a crash never leaves half a file, and finding the program's own folders.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace smrt::base {

/// Whole file as bytes. Errors: environment with the system's reason; bad_data past max_bytes.
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& path, std::uint64_t max_bytes = 256ull << 20);

/// Writes to a temporary name beside the target and renames it. Errors: environment; nothing is left behind.
[[nodiscard]] Status write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Where `assets/` and `shaders/` lie: $SMRT_ATLAS_ROOT, else beside or above the executable, else the source tree.
/// Errors: environment when none holds both folders.
[[nodiscard]] Result<std::filesystem::path> find_program_root();

/// The user's folder for settings (`$XDG_CONFIG_HOME/smrt-atlas` and the like) and for caches; not created here.
[[nodiscard]] std::filesystem::path settings_folder();
[[nodiscard]] std::filesystem::path cache_folder();

/// "0.1.0"
[[nodiscard]] const char* version();

/// 64-bit content hash (xxh3), for checksums of caches and of definitions.
[[nodiscard]] std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0);
[[nodiscard]] std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0);
/// Hash of all files below a folder, names and contents, in sorted order; 0 for a missing folder.
[[nodiscard]] std::uint64_t hash_folder(const std::filesystem::path& folder);

}  // namespace smrt::base
