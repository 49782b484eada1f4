// Letters as they were drawn once, packed into one texture.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <unordered_map>

#include "render/gl_objects.h"
#include "render/text_font.h"

namespace smrt::render {

/// Where a letter lies in the texture and how it stands to the pen, in pixels.
struct PlacedGlyph {
    glm::ivec2 corner{0};  ///< in the texture
    glm::ivec2 size{0};    ///< zero for blanks
    glm::ivec2 offset{0};  ///< of the upper left corner from the pen on the baseline, y down
};

/// Shelf-packed atlas of one-byte coverage. Small letters are kept at quarter pixel steps, so that spacing stays even.
class TextAtlas {
public:
    static constexpr int k_side = 1024;  ///< texels

    /// The letter at a pen position; drawn and uploaded when first asked for. Empty when the atlas is full: call clear() and
    /// lay the whole text out again.
    [[nodiscard]] std::optional<PlacedGlyph> find(const TextFont& font, char32_t letter, float height, float pen_fraction);
    void clear();
    [[nodiscard]] unsigned texture();
    /// Steps of a pixel that letters of a height are kept at.
    [[nodiscard]] static int steps(float height) { return height < 24 ? 4 : 1; }

private:
    [[nodiscard]] std::optional<glm::ivec2> find_room(const glm::ivec2& size);

    GlTexture texture_;
    std::unordered_map<std::uint64_t, PlacedGlyph> glyphs_;
    glm::ivec2 cursor_{1};
    int shelf_height_ = 0;
};

}  // namespace smrt::render
