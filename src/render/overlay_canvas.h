// Flat shapes and letters in pixels, gathered and drawn with one call.
#pragma once

#include <glm/glm.hpp>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "render/pass.h"
#include "render/text_atlas.h"

namespace smrt::render {

/// A colour (linear RGB) with the share of it that is laid over the picture.
struct Ink {
    glm::vec3 colour{1};
    float opacity = 1;
};

/// Shapes are drawn in the order in which they are added; their edges are smooth over one pixel. Positions are pixels from
/// the top left of the picture.
class OverlayCanvas {
public:
    /// Rectangle with round corners.
    void add_plate(const glm::vec2& lower, const glm::vec2& upper, float radius, const Ink& ink);
    void add_disc(const glm::vec2& centre, float radius, const Ink& ink);
    /// Straight line with round ends; dash > 0 gives dashes and gaps of that length.
    void add_line(const glm::vec2& from, const glm::vec2& to, float width, const Ink& ink, float dash = 0);
    /// One line of UTF-8. Result: false when the atlas is full; clear it and add everything again.
    [[nodiscard]] bool add_text(const TextFont& font, TextAtlas& atlas, std::string_view text, const glm::vec2& baseline_start,
                                float height, const Ink& ink);

    void clear() { vertices_.clear(); }
    [[nodiscard]] bool empty() const { return vertices_.empty(); }
    /// Blends everything over the bound framebuffer.
    [[nodiscard]] base::Status draw(ShaderLibrary& shaders, const glm::vec2& picture_size, unsigned atlas_texture);

private:
    struct Vertex {
        glm::vec2 position, local;
        glm::vec4 colour, shape;
    };
    void add_quad(const glm::vec2 corners[4], const glm::vec2 locals[4], const Ink& ink, const glm::vec4& shape);

    std::vector<Vertex> vertices_;
    GlBuffer buffer_;
    GlVertexArray array_;
};

}  // namespace smrt::render
