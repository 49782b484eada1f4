// Shrinking pictures and laying them out.
#include "writers/contact_sheet.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ensure.h"

namespace smrt::writers {
namespace {

constexpr int k_margin = 8;

/// Mean of the source pixels under one pixel of the result (area average; whole source pixels, each counted once).
std::array<std::uint8_t, 4> average(const base::Image& image, int x0, int x1, int y0, int y1) {
    std::array<std::uint32_t, 4> sum{};
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x)
            for (std::size_t c = 0; c < 4; ++c) sum[c] += image.at(x, y)[c];
    const auto count = static_cast<std::uint32_t>((x1 - x0) * (y1 - y0));
    std::array<std::uint8_t, 4> mean{};
    for (std::size_t c = 0; c < 4; ++c) mean[c] = static_cast<std::uint8_t>((sum[c] + count / 2) / count);
    return mean;
}

}  // namespace

base::Image shrunk(const base::Image& image, int most_width) {
    ENSURE(most_width > 0, "a width of {}", most_width);
    if (image.width <= most_width) return image;
    const int width = most_width;
    const int height = std::max(1, static_cast<int>(static_cast<long>(image.height) * most_width / image.width));
    base::Image out{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 4)};
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto mean = average(image, x * image.width / width, std::max(x * image.width / width + 1, (x + 1) * image.width / width),
                                      y * image.height / height, std::max(y * image.height / height + 1, (y + 1) * image.height / height));
            std::memcpy(out.at(x, y), mean.data(), 4);
        }
    }
    return out;
}

base::Image make_contact_sheet(std::span<const base::Image> pictures, int columns, int tile_width) {
    ENSURE(!pictures.empty() && columns > 0, "{} pictures in {} columns", pictures.size(), columns);
    const base::Image first = shrunk(pictures.front(), tile_width);
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    base::Image sheet =
        base::Image::filled(columns * (first.width + k_margin) + k_margin, rows * (first.height + k_margin) + k_margin, 24, 26, 30);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const base::Image tile = shrunk(pictures[i], first.width);
        const int left = k_margin + static_cast<int>(i) % columns * (first.width + k_margin) + (first.width - tile.width) / 2;
        const int top =
            k_margin + static_cast<int>(i) / columns * (first.height + k_margin) + std::max(0, (first.height - tile.height) / 2);
        for (int y = 0; y < std::min(tile.height, first.height); ++y)
            std::memcpy(sheet.at(left, top + y), tile.at(0, y), static_cast<std::size_t>(tile.width) * 4);
    }
    return sheet;
}

}  // namespace smrt::writers
