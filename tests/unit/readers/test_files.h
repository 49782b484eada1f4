// Shared by the tests of readers: scratch folders, files, and where the real archive may lie.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace smrt::readers {

/// An empty folder that is removed again.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "smrt-readers-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    std::filesystem::path write(const std::string& name, const std::string& bytes) const {
        const std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

private:
    std::filesystem::path path_;
};

inline std::string read_bytes(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

inline std::filesystem::path test_data(const std::string& name) {
    return std::filesystem::path(SMRT_TEST_DATA) / name;
}

/// Folder of the real archive, or empty where there is none.
inline std::filesystem::path archive_folder() {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    const std::filesystem::path folder = given != nullptr ? given : std::string(SMRT_ROOT) + "/../shared/bodyparts3d";
    std::error_code ignored;
    return std::filesystem::exists(folder / "isa_BP3D_4.0_obj_99.zip", ignored) ? folder : std::filesystem::path();
}

}  // namespace smrt::readers
