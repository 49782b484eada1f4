// Uploads ribbons and draws them against the picture's depth.
#include "render/passes/overlay_line_pass.h"

#include <cstddef>

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
    glBindVertexArray(array_.create());
    glBindBuffer(GL_ARRAY_BUFFER, buffer_.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices_.size() * sizeof(RibbonVertex)), vertices_.data(), GL_STREAM_DRAW);
    const auto attribute = [](unsigned index, int count, std::size_t offset) {
        glEnableVertexAttribArray(index);
        glVertexAttribPointer(index, count, GL_FLOAT, GL_FALSE, sizeof(RibbonVertex), static_cast<const char*>(nullptr) + offset);
    };
    attribute(0, 3, offsetof(RibbonVertex, position));
    attribute(1, 2, offsetof(RibbonVertex, side));
    attribute(2, 4, offsetof(RibbonVertex, colour));
    attribute(3, 1, offsetof(RibbonVertex, through));
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices_.size()));
    glDisable(GL_BLEND);
    glBindVertexArray(0);
    return {};
}

}  // namespace smrt::render
