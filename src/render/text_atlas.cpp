// Packs drawn letters onto shelves of a texture.
#include "render/text_atlas.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace smrt::render {

unsigned TextAtlas::texture() {
    if (texture_.name() == 0) {
        glBindTexture(GL_TEXTURE_2D, texture_.create());
        const std::vector<std::uint8_t> blank(static_cast<std::size_t>(k_side) * k_side, 0);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, k_side, k_side, 0, GL_RED, GL_UNSIGNED_BYTE, blank.data());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    }
    return texture_.name();
}

void TextAtlas::clear() {
    glyphs_.clear();
    cursor_ = glm::ivec2(1);
    shelf_height_ = 0;
}

std::optional<glm::ivec2> TextAtlas::find_room(const glm::ivec2& size) {
    if (cursor_.x + size.x + 1 > k_side) {
        cursor_ = glm::ivec2(1, cursor_.y + shelf_height_ + 1);
        shelf_height_ = 0;
    }
    if (cursor_.x + size.x + 1 > k_side || cursor_.y + size.y + 1 > k_side) return std::nullopt;
    const glm::ivec2 corner = cursor_;
    cursor_.x += size.x + 1;
    shelf_height_ = std::max(shelf_height_, size.y);
    return corner;
}

std::optional<PlacedGlyph> TextAtlas::find(const TextFont& font, char32_t letter, float height, float pen_fraction) {
    const int step_count = steps(height);
    const int step = std::clamp(static_cast<int>(pen_fraction * static_cast<float>(step_count)), 0, step_count - 1);
    const auto size_key = static_cast<std::uint64_t>(std::lround(height * 4));
    const std::uint64_t key = static_cast<std::uint64_t>(letter) | size_key << 24 | static_cast<std::uint64_t>(step) << 48;
    if (const auto kept = glyphs_.find(key); kept != glyphs_.end()) return kept->second;
    const GlyphImage image =
        font.draw(letter, static_cast<float>(size_key) * 0.25f, static_cast<float>(step) / static_cast<float>(step_count));
    PlacedGlyph placed;
    placed.size = {image.width, image.height};
    placed.offset = {image.left, image.top};
    if (!image.coverage.empty()) {
        const auto corner = find_room(placed.size);
        if (!corner) return std::nullopt;
        placed.corner = *corner;
        glBindTexture(GL_TEXTURE_2D, texture());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexSubImage2D(GL_TEXTURE_2D, 0, corner->x, corner->y, image.width, image.height, GL_RED, GL_UNSIGNED_BYTE, image.coverage.data());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    }
    return glyphs_.emplace(key, placed).first->second;
}

}  // namespace smrt::render
