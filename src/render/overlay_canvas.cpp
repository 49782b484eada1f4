// Turns flat shapes into quads whose fragment shader knows the distance to their edge.
#include "render/overlay_canvas.h"

#include <cmath>
#include <cstddef>
#include <span>

#include "render/vertex_stream.h"

namespace smrt::render {
namespace {

/// First number of a vertex's shape; the shader has the same list.
constexpr float k_text = 0, k_plate = 1, k_line = 2;

}  // namespace

void OverlayCanvas::add_quad(const glm::vec2 corners[4], const glm::vec2 locals[4], const Ink& ink, const glm::vec4& shape) {
    const glm::vec4 colour(ink.colour, ink.opacity);
    for (const int corner : {0, 1, 2, 0, 2, 3}) vertices_.push_back({corners[corner], locals[corner], colour, shape});
}

void OverlayCanvas::add_plate(const glm::vec2& lower, const glm::vec2& upper, float radius, const Ink& ink) {
    const glm::vec2 half = 0.5f * (upper - lower), centre = 0.5f * (lower + upper), reach = half + 1.0f;
    const glm::vec2 locals[4] = {-reach, {reach.x, -reach.y}, reach, {-reach.x, reach.y}};
    glm::vec2 corners[4];
    for (int i = 0; i < 4; ++i) corners[i] = centre + locals[i];
    add_quad(corners, locals, ink, {k_plate, radius, half.x, half.y});
}

void OverlayCanvas::add_disc(const glm::vec2& centre, float radius, const Ink& ink) {
    add_plate(centre - radius, centre + radius, radius, ink);
}

void OverlayCanvas::add_line(const glm::vec2& from, const glm::vec2& to, float width, const Ink& ink, float dash) {
    const float length = glm::length(to - from);
    if (length < 1e-4f) return;
    const glm::vec2 along = (to - from) / length, across(-along.y, along.x);
    const float reach = 0.5f * width + 1;
    const glm::vec2 locals[4] = {{-reach, -reach}, {length + reach, -reach}, {length + reach, reach}, {-reach, reach}};
    glm::vec2 corners[4];
    for (int i = 0; i < 4; ++i) corners[i] = from + along * locals[i].x + across * locals[i].y;
    add_quad(corners, locals, ink, {k_line, 0.5f * width, length, dash});
}

bool OverlayCanvas::add_text(const TextFont& font, TextAtlas& atlas, std::string_view text, const glm::vec2& baseline_start, float height,
                             const Ink& ink) {
    glm::vec2 pen(baseline_start.x, std::round(baseline_start.y));
    const float step = 1.0f / static_cast<float>(TextAtlas::steps(height));
    char32_t letter = text.empty() ? 0 : take_letter(text);
    while (letter != 0) {
        const char32_t next = text.empty() ? 0 : take_letter(text);
        const float place = std::round(pen.x / step) * step;  // the nearest place that letters are kept for
        const float whole = std::floor(place + 0.001f);
        const auto glyph = atlas.find(font, letter, height, place - whole + 0.001f);
        if (!glyph) return false;
        if (glyph->size.x > 0) {
            const glm::vec2 lower = glm::vec2(whole, pen.y) + glm::vec2(glyph->offset), size(glyph->size), texel(glyph->corner);
            const glm::vec2 corners[4] = {lower, lower + glm::vec2(size.x, 0), lower + size, lower + glm::vec2(0, size.y)};
            const glm::vec2 locals[4] = {texel, texel + glm::vec2(size.x, 0), texel + size, texel + glm::vec2(0, size.y)};
            add_quad(corners, locals, ink, {k_text, 0, 0, 0});
        }
        pen.x += font.advance(letter, next, height);
        letter = next;
    }
    return true;
}

base::Status OverlayCanvas::draw(ShaderLibrary& shaders, const glm::vec2& picture_size, unsigned atlas_texture) {
    if (vertices_.empty()) return {};
    const auto program = shaders.find_program("overlay_canvas");
    if (!program) return tl::unexpected(program.error());
    (*program)->use();
    (*program)->set("picture", picture_size);
    (*program)->set_texture("atlas", 0, GL_TEXTURE_2D, atlas_texture);
    const StreamAttribute attributes[] = {
        {2, offsetof(Vertex, position)}, {2, offsetof(Vertex, local)}, {4, offsetof(Vertex, colour)}, {4, offsetof(Vertex, shape)}};
    draw_stream(array_, buffer_, std::as_bytes(std::span(vertices_)), sizeof(Vertex), attributes);
    return {};
}

}  // namespace smrt::render
