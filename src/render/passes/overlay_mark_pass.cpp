// Turns marks into oriented quads and draws them against the picture's depth.
#include "render/passes/overlay_mark_pass.h"

#include <algorithm>
#include <cstddef>

#include "render/passes/overlay_line_pass.h"
#include <span>

#include "render/vertex_stream.h"

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
    const StreamAttribute attributes[] = {
        {3, offsetof(Vertex, position)}, {3, offsetof(Vertex, local)}, {4, offsetof(Vertex, colour)}, {3, offsetof(Vertex, kind)}};
    draw_stream(array_, buffer_, std::as_bytes(std::span(vertices_)), sizeof(Vertex), attributes);
    return {};
}

}  // namespace smrt::render
