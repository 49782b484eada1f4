// Uploads ribbons and draws them against the picture's depth.
#include "render/passes/overlay_line_pass.h"

#include <cstddef>
#include <span>

#include "render/vertex_stream.h"

namespace smrt::render {

glm::vec2 near_far_of(const glm::mat4& projection) {
    return {projection[3][2] / (projection[2][2] - 1), projection[3][2] / (projection[2][2] + 1)};
}

base::Status OverlayLinePass::draw(const PassInput& input) {
    vertices_.clear();
    const glm::vec2 picture(input.viewport.width, input.viewport.height), near_far = near_far_of(input.projection);
    for (const scene::Line& line : input.scene.lines) {
        append_ribbon(line, input.view_projection, picture, input.scene.pixel_scale, near_far.x, vertices_);
    }
    if (vertices_.empty()) return {};
    const auto program = resources_.shaders.find_program("overlay_line");
    if (!program) return tl::unexpected(program.error());
    (*program)->use();
    (*program)->set("picture", picture);
    (*program)->set("origin", glm::vec2(input.viewport.x, input.viewport.y));
    (*program)->set("near_far", near_far);
    (*program)->set_texture("depth", 0, GL_TEXTURE_2D, input.depth);
    const StreamAttribute attributes[] = {{3, offsetof(RibbonVertex, position)},
                                          {2, offsetof(RibbonVertex, side)},
                                          {4, offsetof(RibbonVertex, colour)},
                                          {1, offsetof(RibbonVertex, through)}};
    draw_stream(array_, buffer_, std::as_bytes(std::span(vertices_)), sizeof(RibbonVertex), attributes);
    return {};
}

}  // namespace smrt::render
