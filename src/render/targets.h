// Textures and framebuffers that a picture is built in, made anew when the size changes.
#pragma once

#include "render/gl_objects.h"
#include "scene/scene.h"

namespace smrt::render {

/// A geometry buffer: per pixel part, normal, fibre and rest position, with depth and stencil.
struct SurfaceTarget {
    GlTexture surface;     ///< RGBA32UI, see shaders/surface.frag
    GlTexture depth;       ///< DEPTH24_STENCIL8
    GlTexture depth_copy;  ///< the same depth, read while `depth` is tested against
    GlFramebuffer framebuffer, copy_framebuffer;
};

/// All intermediate pictures.
struct Targets {
    int width = 0, height = 0;
    SurfaceTarget main, glow;
    GlTexture occlusion;  ///< RG16F at half size: openness, depth before the eye
    GlFramebuffer occlusion_framebuffer;
    GlTexture background;  ///< RGBA8, sRGB-encoded
    GlFramebuffer background_framebuffer;
    scene::Background background_shown;
    bool background_made = false;
    GlTexture ghosts;  ///< RGBA16F: sum of colour × density, sum of density
    GlFramebuffer ghosts_framebuffer;
    GlTexture lit;  ///< RGBA8, sRGB-encoded: one sample
    GlFramebuffer lit_framebuffer;
    GlTexture sum;  ///< RGBA16F: sum of samples
    GlFramebuffer sum_framebuffer;
};

/// Makes the targets that every picture needs; does nothing when they have this size.
void resize(Targets& targets, int width, int height);
/// Makes those that only some pictures need.
void make_glow_target(Targets& targets);
void make_ghost_target(Targets& targets);
void make_sum_target(Targets& targets);
/// Copies the depth of a surface target so that it can be read and tested at once.
void copy_depth(const SurfaceTarget& target, int width, int height);

}  // namespace smrt::render
