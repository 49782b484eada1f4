// Matrices, near and far planes and the frustum of one picture.
#pragma once

#include <array>
#include <glm/glm.hpp>

#include "scene/scene.h"

namespace smrt::render {

/// How one picture is projected.
struct FrameView {
    glm::mat4 view{1};
    glm::mat4 projection{1};       ///< without jitter
    glm::mat4 view_projection{1};  ///< without jitter
    glm::vec3 eye{0};
    float near_plane = 0.01f, far_plane = 10;
    int width = 1, height = 1;  ///< pixels

    /// projection * view, moved by a part of a pixel (each -0.5..0.5).
    [[nodiscard]] glm::mat4 jittered(const glm::vec2& pixels) const;
    /// Whether a box may touch the picture.
    [[nodiscard]] bool sees(const geometry::Box& box) const;
    /// Pixel rectangle (x, y, width, height from the lower left) that encloses a box, grown by a margin; empty width when outside.
    [[nodiscard]] glm::ivec4 pixel_rectangle(const geometry::Box& box, int margin) const;
};

/// Box around a moved box.
[[nodiscard]] geometry::Box transformed(const geometry::Box& box, const glm::mat4& placement);

/// The scene's camera in a picture of this size, with near and far planes that enclose `bounds` as tightly as depth precision likes.
[[nodiscard]] FrameView make_frame_view(const scene::Scene& scene, const geometry::Box& bounds, int width, int height);

}  // namespace smrt::render
