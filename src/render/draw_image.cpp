// Finished pictures without a window.
#include <cstring>

#include "render/gl_objects.h"
#include "render/renderer.h"

namespace smrt::render {

namespace {

base::Image read_back(int width, int height) {
    base::Image image{width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * height * 4)};
    std::vector<std::uint8_t> rows(image.rgba.size());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rows.data());
    const std::size_t stride = static_cast<std::size_t>(width) * 4;
    for (int row = 0; row < height; ++row)
        std::memcpy(image.rgba.data() + static_cast<std::size_t>(row) * stride,
                    rows.data() + static_cast<std::size_t>(height - 1 - row) * stride, stride);
    return image;
}

}  // namespace

base::Result<base::Image> draw_image(Renderer& renderer, const scene::Scene& scene) {
    if (scene.width <= 0 || scene.height <= 0)
        return base::fail(base::ErrorCode::bad_usage, "a picture needs at least one pixel in width and height");
    GlTexture colour;
    GlFramebuffer framebuffer;
    glBindTexture(GL_TEXTURE_2D, colour.create());
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, scene.width, scene.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.create());
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour.name(), 0);
    const Viewport viewport{0, 0, scene.width, scene.height};
    if (base::Status status = renderer.draw(scene, framebuffer.name(), viewport); !status) return tl::unexpected(status.error());
    for (bool more = scene.fine; more;) {
        const base::Result<bool> refined = renderer.refine(framebuffer.name(), viewport);
        if (!refined) return tl::unexpected(refined.error());
        more = *refined;
    }
    base::Image image = read_back(scene.width, scene.height);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return image;
}

}  // namespace smrt::render
