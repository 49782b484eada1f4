// Pictures as PNG files that carry their credit.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/image.h"
#include "base/result.h"

namespace smrt::writers {

/// Keyword and text of a PNG's text chunks: {"Copyright", credit}. Keywords of 1-79 Latin letters.
using PictureTexts = std::vector<std::pair<std::string, std::string>>;

/// A PNG in memory, 8-bit RGB (alpha is left out: pictures are opaque). Equal input gives equal bytes.
[[nodiscard]] std::string encode_png(const base::Image& image, const PictureTexts& texts = {});

/// Writes a PNG atomically. Errors: environment.
[[nodiscard]] base::Status write_png(const std::filesystem::path& path, const base::Image& image, const PictureTexts& texts = {});

}  // namespace smrt::writers
