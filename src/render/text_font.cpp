// Finds, measures and draws the letters of a TrueType font.
#include "render/text_font.h"

#include <fmt/format.h>
#include <cstdlib>
#include <system_error>

#include "base/files.h"

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb/stb_truetype.h>
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

namespace smrt::render {

struct TextFont::State {
    std::string bytes;
    stbtt_fontinfo info{};
    [[nodiscard]] float scale(float height) const { return stbtt_ScaleForMappingEmToPixels(&info, height); }
};

TextFont::TextFont() : state_(std::make_unique<State>()) {}
TextFont::~TextFont() = default;

std::vector<std::filesystem::path> font_candidates(const std::filesystem::path& program_root) {
    std::vector<std::filesystem::path> places;
    if (const char* wanted = std::getenv("SMRT_ATLAS_FONT"); wanted != nullptr && *wanted != '\0') places.emplace_back(wanted);
    places.push_back(program_root / "assets" / "fonts" / "DejaVuSans.ttf");
    for (const char* place :
         {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
          "/usr/share/fonts/dejavu/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans.ttf",
          "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "/usr/share/fonts/noto/NotoSans-Regular.ttf",
          "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", "/usr/share/fonts/liberation-sans/LiberationSans-Regular.ttf",
          "/System/Library/Fonts/Supplemental/Verdana.ttf", "/System/Library/Fonts/Supplemental/Arial.ttf", "/Library/Fonts/Arial.ttf",
          "C:/Windows/Fonts/segoeui.ttf", "C:/Windows/Fonts/arial.ttf"}) {
        places.emplace_back(place);
    }
    return places;
}

base::Result<std::unique_ptr<TextFont>> TextFont::find(const std::filesystem::path& program_root) {
    const auto places = font_candidates(program_root);
    // A font that was asked for by name is never silently replaced by another one.
    if (std::getenv("SMRT_ATLAS_FONT") != nullptr && *std::getenv("SMRT_ATLAS_FONT") != '\0') return read(places.front());
    std::string looked_at;
    for (const auto& place : places) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(place, ignored)) return read(place);
        looked_at += (looked_at.empty() ? "" : ", ") + place.string();
    }
    return base::fail(base::ErrorCode::environment,
                      fmt::format("no font to write labels with; looked at {}; install a font (Debian: fonts-dejavu-core) or set "
                                  "SMRT_ATLAS_FONT to a .ttf file",
                                  looked_at));
}

base::Result<std::unique_ptr<TextFont>> TextFont::read(const std::filesystem::path& file) {
    auto bytes = base::read_text_file(file, 64ull << 20);
    if (!bytes) return base::fail_while(std::move(bytes.error()), "reading the font for labels");
    std::unique_ptr<TextFont> font(new TextFont);
    font->state_->bytes = std::move(*bytes);
    const auto* data = reinterpret_cast<const unsigned char*>(font->state_->bytes.data());
    // stb_truetype trusts its input: at least the head must be that of a font.
    const int offset = font->state_->bytes.size() < 64 ? -1 : stbtt_GetFontOffsetForIndex(data, 0);
    if (offset < 0 || stbtt_InitFont(&font->state_->info, data, offset) == 0) {
        return base::fail(base::ErrorCode::environment, "is no TrueType font; set SMRT_ATLAS_FONT to a .ttf file", file.string());
    }
    return font;
}

float TextFont::advance(char32_t letter, char32_t next, float height) const {
    int width = 0, bearing = 0;
    stbtt_GetCodepointHMetrics(&state_->info, static_cast<int>(letter), &width, &bearing);
    const int kerning = next == 0 ? 0 : stbtt_GetCodepointKernAdvance(&state_->info, static_cast<int>(letter), static_cast<int>(next));
    return state_->scale(height) * static_cast<float>(width + kerning);
}

float TextFont::width(std::string_view text, float height) const {
    float sum = 0;
    char32_t letter = text.empty() ? 0 : take_letter(text);
    while (letter != 0) {
        const char32_t next = text.empty() ? 0 : take_letter(text);
        sum += advance(letter, next, height);
        letter = next;
    }
    return sum;
}

float TextFont::capital_height(float height) const {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (stbtt_GetCodepointBox(&state_->info, 'H', &x0, &y0, &x1, &y1) == 0) return 0.72f * height;
    return state_->scale(height) * static_cast<float>(y1);
}

float TextFont::ascent(float height) const {
    int above = 0, below = 0, gap = 0;
    stbtt_GetFontVMetrics(&state_->info, &above, &below, &gap);
    return state_->scale(height) * static_cast<float>(above);
}

GlyphImage TextFont::draw(char32_t letter, float height, float shift) const {
    GlyphImage image;
    const float scale = state_->scale(height);
    const int glyph = stbtt_FindGlyphIndex(&state_->info, static_cast<int>(letter));
    int x1 = 0, y1 = 0;
    stbtt_GetGlyphBitmapBoxSubpixel(&state_->info, glyph, scale, scale, shift, 0, &image.left, &image.top, &x1, &y1);
    image.width = x1 - image.left, image.height = y1 - image.top;
    if (image.width <= 0 || image.height <= 0) return {};
    image.coverage.resize(static_cast<std::size_t>(image.width) * image.height);
    stbtt_MakeGlyphBitmapSubpixel(&state_->info, image.coverage.data(), image.width, image.height, image.width, scale, scale, shift, 0,
                                  glyph);
    return image;
}

char32_t take_letter(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xf0 && lead < 0xf8 ? 4
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                                                             : 0;
    if (length == 0 || length > text.size()) {
        text.remove_prefix(1);
        return 0xfffd;
    }
    char32_t letter = length == 1 ? lead : lead & (0x7f >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0) != 0x80) {
            text.remove_prefix(1);
            return 0xfffd;
        }
        letter = letter << 6 | (byte(i) & 0x3f);
    }
    text.remove_prefix(length);
    return letter == 0 ? 0xfffd : letter;
}

}  // namespace smrt::render
