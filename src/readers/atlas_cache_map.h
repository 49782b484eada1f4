// A whole file in memory, mapped where the system can do that.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

#include "base/result.h"

namespace smrt::readers {

struct MappedFile {
    std::span<const std::byte> bytes;   ///< aligned to at least 16
    std::shared_ptr<const void> owner;  ///< unmaps when the last copy goes
};

/// Errors: environment with the system's reason. An empty file has no bytes.
[[nodiscard]] base::Result<MappedFile> read_mapped_file(const std::filesystem::path& path);

}  // namespace smrt::readers
