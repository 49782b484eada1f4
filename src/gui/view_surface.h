// The 3D picture as a texture: drawn again only when the scene changed, refined while nothing happens.
#pragma once

#include <optional>

#include "base/result.h"
#include "render/renderer.h"
#include "scene/scene.h"

namespace smrt::gui {

/// Belongs to the thread of the OpenGL context.
class ViewSurface {
public:
    ViewSurface() = default;
    ~ViewSurface();
    ViewSurface(const ViewSurface&) = delete;
    ViewSurface& operator=(const ViewSurface&) = delete;

    /// Draws the scene if it differs from the last one, else adds one sample to it.
    /// Result: true while the picture can still become better, so that the caller comes back soon.
    [[nodiscard]] base::Result<bool> show(render::Renderer& renderer, const scene::Scene& scene);

    [[nodiscard]] unsigned texture() const { return texture_; }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] const std::optional<scene::Scene>& scene() const { return scene_; }

private:
    [[nodiscard]] base::Status resize(int width, int height);

    unsigned framebuffer_ = 0, texture_ = 0;
    int width_ = 0, height_ = 0;
    bool refining_ = false;
    std::optional<scene::Scene> scene_;
};

}  // namespace smrt::gui
