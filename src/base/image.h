// A picture in memory.
#pragma once

#include <cstdint>
#include <vector>

namespace smrt::base {

/// 8-bit RGBA, row by row from the top left; straight alpha.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;  ///< width * height * 4

    [[nodiscard]] static Image filled(int width, int height, std::uint8_t r, std::uint8_t g, std::uint8_t b) {
        Image image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 4)};
        for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
            image.rgba[i] = r, image.rgba[i + 1] = g, image.rgba[i + 2] = b, image.rgba[i + 3] = 255;
        }
        return image;
    }
    [[nodiscard]] const std::uint8_t* at(int x, int y) const { return rgba.data() + (static_cast<std::size_t>(y) * width + x) * 4; }
    [[nodiscard]] std::uint8_t* at(int x, int y) { return rgba.data() + (static_cast<std::size_t>(y) * width + x) * 4; }
    bool operator==(const Image&) const = default;
};

}  // namespace smrt::base
