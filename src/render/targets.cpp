// Makes textures and framebuffers of a given size.
#include "render/targets.h"

#include "base/ensure.h"

namespace smrt::render {

namespace {

struct TextureFormat {
    GLint internal;
    GLenum format, type;
};
constexpr TextureFormat k_surface{GL_RGBA32UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT};
constexpr TextureFormat k_depth{GL_DEPTH24_STENCIL8, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8};
constexpr TextureFormat k_occlusion{GL_RG16F, GL_RG, GL_HALF_FLOAT};
constexpr TextureFormat k_colour{GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE};
constexpr TextureFormat k_half{GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT};

void make_texture(GlTexture& texture, const TextureFormat& format, const Targets& targets, GLint filter = GL_NEAREST, int divide = 1) {
    glBindTexture(GL_TEXTURE_2D, texture.create());
    const int width = (targets.width + divide - 1) / divide, height = (targets.height + divide - 1) / divide;
    glTexImage2D(GL_TEXTURE_2D, 0, format.internal, width, height, 0, format.format, format.type, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
}

void make_framebuffer(GlFramebuffer& framebuffer, unsigned colour, unsigned depth) {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.create());
    if (colour != 0) glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour, 0);
    if (depth != 0) glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
    if (colour == 0) {
        glDrawBuffer(GL_NONE);
        glReadBuffer(GL_NONE);
    }
    const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    ENSURE(status == GL_FRAMEBUFFER_COMPLETE, "framebuffer status is 0x{:04x}", status);
}

void make_surface_target(SurfaceTarget& target, const Targets& targets) {
    make_texture(target.surface, k_surface, targets);
    make_texture(target.depth, k_depth, targets);
    make_texture(target.depth_copy, k_depth, targets);
    make_framebuffer(target.framebuffer, target.surface.name(), target.depth.name());
    make_framebuffer(target.copy_framebuffer, 0, target.depth_copy.name());
}

}  // namespace

void resize(Targets& targets, int width, int height) {
    if (targets.width == width && targets.height == height) return;
    targets = Targets{};
    targets.width = width, targets.height = height;
    make_surface_target(targets.main, targets);
    make_texture(targets.occlusion, k_occlusion, targets, GL_NEAREST, 2);
    make_framebuffer(targets.occlusion_framebuffer, targets.occlusion.name(), 0);
    make_texture(targets.background, k_colour, targets);
    make_framebuffer(targets.background_framebuffer, targets.background.name(), 0);
    make_texture(targets.lit, k_colour, targets, GL_LINEAR);
    make_framebuffer(targets.lit_framebuffer, targets.lit.name(), targets.main.depth.name());
}

void make_glow_target(Targets& targets) {
    if (targets.glow.framebuffer.name() == 0) make_surface_target(targets.glow, targets);
}

void make_ghost_target(Targets& targets) {
    if (targets.ghosts.name() != 0) return;
    make_texture(targets.ghosts, k_half, targets);
    make_framebuffer(targets.ghosts_framebuffer, targets.ghosts.name(), targets.main.depth.name());
}

void make_sum_target(Targets& targets) {
    if (targets.sum.name() != 0) return;
    make_texture(targets.sum, k_half, targets, GL_LINEAR);
    make_framebuffer(targets.sum_framebuffer, targets.sum.name(), targets.main.depth.name());
}

void copy_depth(const SurfaceTarget& target, int width, int height) {
    glBindFramebuffer(GL_READ_FRAMEBUFFER, target.framebuffer.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, target.copy_framebuffer.name());
    // Both aspects at once: drivers then copy memory instead of drawing.
    glBlitFramebuffer(0, 0, width, height, 0, 0, width, height, GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT, GL_NEAREST);
}

}  // namespace smrt::render
