// Many small pictures on one.
#pragma once

#include <span>

#include "base/image.h"

namespace smrt::writers {

/// Half, quarter ... of a picture by averaging; the result is at most `most_width` wide.
[[nodiscard]] base::Image shrunk(const base::Image& image, int most_width);

/// Pictures in rows of `columns` on a dark ground, each shrunk to `tile_width`, with a margin. All tiles have the first picture's shape;
/// others are centred in theirs. Input: at least one picture (ENSURE).
[[nodiscard]] base::Image make_contact_sheet(std::span<const base::Image> pictures, int columns, int tile_width = 480);

}  // namespace smrt::writers
