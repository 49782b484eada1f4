// Files, folders and hashes.
#include "base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>
#include <vector>

#if defined(_WIN32)
#include <process.h>
#else
#include <unistd.h>
#endif

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace smrt::base {
namespace fs = std::filesystem;
namespace {

std::string system_reason() {
    return std::strerror(errno);
}

fs::path environment_path(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

bool is_program_root(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "assets", ignored) && fs::is_directory(folder / "shaders", ignored);
}

fs::path executable_folder() {
#if defined(__linux__)
    std::error_code failed;
    const fs::path exe = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) return exe.parent_path();
#endif
    return {};
}

fs::path user_folder(const char* xdg, const char* fallback_below_home) {
    if (const fs::path given = environment_path(xdg); !given.empty()) return given / "smrt-atlas";
#if defined(_WIN32)
    if (const fs::path data = environment_path("APPDATA"); !data.empty()) return data / "smrt-atlas";
#endif
    const fs::path home = environment_path("HOME");
    return (home.empty() ? fs::temp_directory_path() : home / fallback_below_home) / "smrt-atlas";
}

}  // namespace

Result<std::string> read_text_file(const fs::path& path, std::uint64_t max_bytes) {
    std::error_code failed;
    if (fs::is_directory(path, failed)) return fail(ErrorCode::environment, "is a folder, expected a file", path.string());
    errno = 0;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return fail(ErrorCode::environment, "cannot be opened: " + system_reason(), path.string());
    const auto size = static_cast<std::uint64_t>(std::max<std::streamoff>(0, file.tellg()));
    if (size > max_bytes)
        return fail(ErrorCode::bad_data, fmt::format("has {} bytes, at most {} expected", size, max_bytes), path.string());
    std::string bytes(size, '\0');
    file.seekg(0);
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!file) return fail(ErrorCode::environment, "cannot be read: " + system_reason(), path.string());
    return bytes;
}

Status write_file_atomically(const fs::path& path, std::string_view bytes) {
    std::error_code failed;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
    const fs::path temporary = path.string() + fmt::format(".{}.tmp", static_cast<long>(::getpid()));
    errno = 0;
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) {
        const std::string reason = system_reason();
        fs::remove(temporary, failed);
        return fail(ErrorCode::environment, "cannot be written: " + reason, path.string());
    }
    fs::rename(temporary, path, failed);
    if (failed) {
        const std::string reason = failed.message();
        fs::remove(temporary, failed);
        return fail(ErrorCode::environment, "cannot be replaced: " + reason, path.string());
    }
    return {};
}

Result<fs::path> find_program_root() {
    std::vector<fs::path> candidates;
    if (const fs::path given = environment_path("SMRT_ATLAS_ROOT"); !given.empty()) candidates.push_back(given);
    fs::path above = executable_folder();
    for (int level = 0; level < 4 && !above.empty(); ++level, above = above.parent_path()) {
        candidates.push_back(above);
        candidates.push_back(above / "share" / "smrt-atlas");
    }
    candidates.emplace_back(SMRT_SOURCE_DIR);
    for (const fs::path& candidate : candidates)
        if (is_program_root(candidate)) return candidate;
    return fail(ErrorCode::environment,
                "the program's folders `assets` and `shaders` were not found; set SMRT_ATLAS_ROOT to the folder that holds them");
}

fs::path settings_folder() {
    return user_folder("XDG_CONFIG_HOME", ".config");
}
fs::path cache_folder() {
    return user_folder("XDG_CACHE_HOME", ".cache");
}

const char* version() {
    return SMRT_VERSION;
}

std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
    return XXH3_64bits_withSeed(text.data(), text.size(), seed);
}

std::uint64_t hash_folder(const fs::path& folder) {
    std::error_code failed;
    std::vector<fs::path> files;
    for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (it->is_regular_file(failed)) files.push_back(it->path());
    std::sort(files.begin(), files.end());
    std::uint64_t hash = 0;
    for (const fs::path& file : files) {
        hash = hash_text(fs::relative(file, folder, failed).generic_string(), hash);
        if (const auto content = read_text_file(file)) hash = hash_text(*content, hash);
    }
    return hash;
}

}  // namespace smrt::base
