// The font that overlays are written with: found on the system, drawn by stb_truetype.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::render {

/// One letter as coverage 0..255, row by row from the top; `left` and `top` in pixels from the pen on the baseline, y down.
struct GlyphImage {
    int width = 0, height = 0;
    int left = 0, top = 0;
    std::vector<std::uint8_t> coverage;
};

/// An outline font. Heights are those of the em square in pixels.
class TextFont {
public:
    /// Errors: environment that names every place looked at and what to do, or the file that is no font.
    [[nodiscard]] static base::Result<std::unique_ptr<TextFont>> find(const std::filesystem::path& program_root);
    [[nodiscard]] static base::Result<std::unique_ptr<TextFont>> read(const std::filesystem::path& file);
    ~TextFont();
    TextFont(const TextFont&) = delete;
    TextFont& operator=(const TextFont&) = delete;

    /// Pen movement after a letter, with kerning towards the next one (0: none follows), pixels.
    [[nodiscard]] float advance(char32_t letter, char32_t next, float height) const;
    /// Width of a line of UTF-8, pixels.
    [[nodiscard]] float width(std::string_view text, float height) const;
    /// Height of a capital letter above the baseline, pixels.
    [[nodiscard]] float capital_height(float height) const;
    /// Height of the tallest letters above the baseline, pixels.
    [[nodiscard]] float ascent(float height) const;
    /// Input: shift 0..1 pixel to the right of the pen.
    [[nodiscard]] GlyphImage draw(char32_t letter, float height, float shift) const;

private:
    TextFont();
    struct State;
    std::unique_ptr<State> state_;
};

/// Places where a font is looked for, in order: $SMRT_ATLAS_FONT, the program's assets/fonts, then usual system faces.
[[nodiscard]] std::vector<std::filesystem::path> font_candidates(const std::filesystem::path& program_root);

/// Takes the first letter off a UTF-8 text; broken bytes become U+FFFD.
[[nodiscard]] char32_t take_letter(std::string_view& text);

}  // namespace smrt::render
