// Framebuffer and texture of the 3D picture.
#include "gui/view_surface.h"

#include <fmt/format.h>
#include <glad/gl.h>

namespace smrt::gui {

ViewSurface::~ViewSurface() {
    if (framebuffer_ != 0) glDeleteFramebuffers(1, &framebuffer_);
    if (texture_ != 0) glDeleteTextures(1, &texture_);
}

base::Status ViewSurface::resize(int width, int height) {
    if (width == width_ && height == height_) return {};
    if (framebuffer_ == 0) glGenFramebuffers(1, &framebuffer_);
    if (texture_ == 0) glGenTextures(1, &texture_);
    glBindTexture(GL_TEXTURE_2D, texture_);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
    const GLenum state = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (state != GL_FRAMEBUFFER_COMPLETE)
        return base::fail(base::ErrorCode::environment,
                          fmt::format("the driver refuses a picture of {} x {} pixels (0x{:x})", width, height, state));
    width_ = width, height_ = height;
    return {};
}

base::Result<bool> ViewSurface::show(render::Renderer& renderer, const scene::Scene& scene) {
    const render::Viewport viewport{0, 0, scene.width, scene.height};
    if (!scene_ || !(*scene_ == scene)) {
        if (const base::Status sized = resize(scene.width, scene.height); !sized) return tl::make_unexpected(sized.error());
        if (const base::Status drawn = renderer.draw(scene, framebuffer_, viewport); !drawn) return tl::make_unexpected(drawn.error());
        scene_ = scene;
        refining_ = scene.fine;
    } else if (refining_) {
        const base::Result<bool> more = renderer.refine(framebuffer_, viewport);
        if (!more) return tl::make_unexpected(more.error());
        refining_ = *more;
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return refining_;
}

}  // namespace smrt::gui
