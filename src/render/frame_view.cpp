// Projects a scene's camera and answers what is inside the picture.
#include "render/frame_view.h"

#include <algorithm>
#include <glm/gtc/matrix_transform.hpp>

namespace smrt::render {

namespace {

constexpr float k_nearest = 0.004f;       ///< metres from the eye; nothing closer is drawn
constexpr float k_nearest_share = 1e-3f;  ///< of the far plane: 24 bits of depth then resolve 0.1 mm at the far end
constexpr float k_margin = 0.02f;         ///< metres around the bounds, for lines and marks on the surface

std::array<glm::vec3, 8> corners_of(const geometry::Box& box) {
    std::array<glm::vec3, 8> corners;
    for (int i = 0; i < 8; ++i) {
        corners[static_cast<std::size_t>(i)] = glm::vec3((i & 1) != 0 ? box.upper.x : box.lower.x, (i & 2) != 0 ? box.upper.y : box.lower.y,
                                                         (i & 4) != 0 ? box.upper.z : box.lower.z);
    }
    return corners;
}

}  // namespace

glm::mat4 FrameView::jittered(const glm::vec2& pixels) const {
    const glm::vec3 shift(2 * pixels.x / static_cast<float>(width), 2 * pixels.y / static_cast<float>(height), 0);
    return glm::translate(glm::mat4(1), shift) * view_projection;
}

bool FrameView::sees(const geometry::Box& box) const {
    if (box.empty()) return false;
    std::array<int, 6> outside{};
    for (const glm::vec3& corner : corners_of(box)) {
        const glm::vec4 clip = view_projection * glm::vec4(corner, 1);
        outside[0] += clip.x<-clip.w, outside[1] += clip.x> clip.w;
        outside[2] += clip.y<-clip.w, outside[3] += clip.y> clip.w;
        outside[4] += clip.z<-clip.w, outside[5] += clip.z> clip.w;
    }
    return std::none_of(outside.begin(), outside.end(), [](int count) { return count == 8; });
}

glm::ivec4 FrameView::pixel_rectangle(const geometry::Box& box, int margin) const {
    glm::vec2 lower(1), upper(-1);
    for (const glm::vec3& corner : corners_of(box)) {
        const glm::vec4 clip = view_projection * glm::vec4(corner, 1);
        if (clip.w < near_plane) return {0, 0, width, height};
        lower = glm::min(lower, glm::vec2(clip) / clip.w);
        upper = glm::max(upper, glm::vec2(clip) / clip.w);
    }
    const glm::vec2 size(width, height);
    const glm::ivec2 from = glm::clamp(glm::ivec2(glm::floor((lower * 0.5f + 0.5f) * size)) - margin, glm::ivec2(0), glm::ivec2(size));
    const glm::ivec2 to = glm::clamp(glm::ivec2(glm::ceil((upper * 0.5f + 0.5f) * size)) + margin, glm::ivec2(0), glm::ivec2(size));
    return {from, glm::max(to - from, glm::ivec2(0))};
}

geometry::Box transformed(const geometry::Box& box, const glm::mat4& placement) {
    geometry::Box out;
    if (box.empty()) return out;
    for (const glm::vec3& corner : corners_of(box)) out.include(glm::vec3(placement * glm::vec4(corner, 1)));
    return out;
}

FrameView make_frame_view(const scene::Scene& scene, const geometry::Box& bounds, int width, int height) {
    FrameView frame;
    frame.width = std::max(width, 1), frame.height = std::max(height, 1);
    frame.view = scene.camera.view();
    frame.eye = scene.camera.eye();
    float nearest = 1e9f, farthest = 0.1f;
    if (!bounds.empty()) {
        for (const glm::vec3& corner : corners_of(bounds)) {
            const float depth = -(frame.view * glm::vec4(corner, 1)).z;
            nearest = std::min(nearest, depth), farthest = std::max(farthest, depth);
        }
    }
    frame.far_plane = farthest + k_margin;
    frame.near_plane = std::max({nearest - k_margin, k_nearest, frame.far_plane * k_nearest_share});
    frame.near_plane = std::min(frame.near_plane, 0.5f * frame.far_plane);
    const float aspect = static_cast<float>(frame.width) / static_cast<float>(frame.height);
    frame.projection = glm::perspective(scene.camera.field_of_view, aspect, frame.near_plane, frame.far_plane);
    frame.view_projection = frame.projection * frame.view;
    return frame;
}

}  // namespace smrt::render
