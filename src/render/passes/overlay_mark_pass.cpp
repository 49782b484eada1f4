// Turns marks into oriented quads and draws them against the picture's depth.
#include "render/passes/overlay_mark_pass.h"

#include <algorithm>
#include <cstddef>

#include "render/passes/overlay_line_pass.h"

namespace smrt::render {
namespace {

constexpr float k_reach = 1.5f;           ///< half side of the quad in half sizes of the mark: room for seam and smooth edge
constexpr float k_covered_share = 0.35f;  ///< what is left of a `through` mark behind the body
constexpr float k_flattest = 0.35f;       ///< chevrons never shorten more than this

glm::vec2 pixel_of(const glm::vec4& clip, const glm::vec2& picture) {
    return glm::vec2(0.5f + 0.5f * clip.x / clip.w, 0.5f - 0.5f * clip.y / clip.w) * picture;
}

}  // namespace

void OverlayMarkPass::append(const scene::Mark& mark, const PassInput& input, const glm::vec4& clip) {
    const glm::vec2 picture(input.viewport.width, input.viewport.height), centre = pixel_of(clip, picture);
    const float half = std::max(1.5f, 0.5f * mark.size * input.scene.pixel_scale);
    const bool points = glm::dot(mark.direction, mark.direction) > 0;
    glm::vec2 along(1, 0);
    float squeeze = 1;
    if (points) {
        // Its share in the picture plane is what the eye sees of the direction.
        const glm::vec3 turned = glm::mat3(input.view) * mark.direction;
        const glm::vec2 flat(turned.x, -turned.y);
        const float length = glm::length(flat);
        if (length > 1e-4f) along = flat / length;
        squeeze = std::clamp(length, k_flattest, 1.0f);
    }
    const glm::vec2 across(-along.y, along.x);
    const glm::vec2 signs[6] = {{-1, -1}, {1, -1}, {1, 1}, {-1, -1}, {1, 1}, {-1, 1}};
    for (const glm::vec2& sign : signs) {
        const glm::vec2 offset = k_reach * half * sign + 3.0f * sign;
        vertices_.push_back({glm::vec3(centre + offset.x * along + offset.y * across, 1 / clip.w),
                             glm::vec3(offset.x / (half * squeeze), offset.y / half, squeeze), glm::vec4(mark.colour, 1),
                             glm::vec3(points ? 1 : 0, half, mark.through ? k_covered_share : 0)});
    }
}

base::Status OverlayMarkPass::draw(const PassInput& input) {
    if (input.scene.marks.empty()) return {};
    const glm::vec2 near_far = near_far_of(input.projection);
    std::vector<std::pair<float, std::size_t>> order;
    std::vector<glm::vec4> clips;
    for (const scene::Mark& mark : input.scene.marks) {
        clips.push_back(input.view_projection * glm::vec4(mark.position, 1));
        if (clips.back().w > near_far.x) order.emplace_back(-clips.back().w, clips.size() - 1);
    }
    std::sort(order.begin(), order.end());
    vertices_.clear();
    for (const auto& [depth, index] : order) append(input.scene.marks[index], input, clips[index]);
    if (vertices_.empty()) return {};

    const auto program = resources_.shaders.find_program("overlay_mark");
    if (!program) return tl::unexpected(program.error());
    (*program)->use();
    (*program)->set("picture", glm::vec2(input.viewport.width, input.viewport.height));
    (*program)->set("origin", glm::vec2(input.viewport.x, input.viewport.y));
    (*program)->set("near_far", near_far);
    (*program)->set_texture("depth", 0, GL_TEXTURE_2D, input.depth);
    glBindVertexArray(array_.create());
    glBindBuffer(GL_ARRAY_BUFFER, buffer_.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices_.size() * sizeof(Vertex)), vertices_.data(), GL_STREAM_DRAW);
    const auto attribute = [](unsigned index, int count, std::size_t offset) {
        glEnableVertexAttribArray(index);
        glVertexAttribPointer(index, count, GL_FLOAT, GL_FALSE, sizeof(Vertex), static_cast<const char*>(nullptr) + offset);
    };
    attribute(0, 3, offsetof(Vertex, position));
    attribute(1, 3, offsetof(Vertex, local));
    attribute(2, 4, offsetof(Vertex, colour));
    attribute(3, 3, offsetof(Vertex, kind));
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices_.size()));
    glDisable(GL_BLEND);
    glBindVertexArray(0);
    return {};
}

}  // namespace smrt::render
