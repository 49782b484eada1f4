// Passes over the picture that run only where a surface is: rectangle and depth test pick those pixels before any shader does.
#include "render/passes/shade_pass.h"

#include <algorithm>

namespace smrt::render {

namespace {

constexpr float k_occlusion_pixels = 64;                  ///< search radius on screen
constexpr float k_occlusion_limits[2] = {0.003f, 0.09f};  ///< metres

}  // namespace

base::Status draw_occlusion(const FrameContext& context) {
    const auto program = context.shaders.find_program("fullscreen", "occlusion");
    if (!program) return tl::unexpected(program.error());
    const scene::Camera& camera = context.scene.camera;
    const float metres = scene::metres_per_pixel(camera, camera.distance, context.frame.height);
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.occlusion_framebuffer.name());
    (*program)->use();
    set_depth_uniforms(**program, context);
    (*program)->set("world_to_eye", glm::mat3(context.frame.view));
    (*program)->set("radius", std::clamp(k_occlusion_pixels * metres, k_occlusion_limits[0], k_occlusion_limits[1]));
    (*program)->set("turn", context.sample_share / 16);
    (*program)->set_texture("surfaces", 0, GL_TEXTURE_2D, context.targets.main.surface.name());
    (*program)->set_texture("depths", 1, GL_TEXTURE_2D, context.targets.main.depth_copy.name());
    const Targets& targets = context.targets;
    glViewport(0, 0, (targets.width + 1) / 2, (targets.height + 1) / 2);
    begin_rectangle({context.rectangle.x / 2, context.rectangle.y / 2, context.rectangle.z / 2 + 1, context.rectangle.w / 2 + 1});
    draw_fullscreen(context);
    end_rectangle();
    glViewport(0, 0, targets.width, targets.height);
    return {};
}

base::Status draw_background(const FrameContext& context) {
    Targets& targets = context.targets;
    const scene::Background& wanted = context.scene.background;
    if (!targets.background_made || targets.background_shown != wanted) {
        const auto program = context.shaders.find_program("fullscreen", "background");
        if (!program) return tl::unexpected(program.error());
        glBindFramebuffer(GL_FRAMEBUFFER, targets.background_framebuffer.name());
        (*program)->use();
        (*program)->set("top", wanted.top);
        (*program)->set("bottom", wanted.bottom);
        (*program)->set("aspect", static_cast<float>(context.frame.width) / static_cast<float>(context.frame.height));
        draw_fullscreen(context);
        targets.background_shown = wanted;
        targets.background_made = true;
    }
    glBindFramebuffer(GL_READ_FRAMEBUFFER, targets.background_framebuffer.name());
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, targets.lit_framebuffer.name());
    glBlitFramebuffer(0, 0, targets.width, targets.height, 0, 0, targets.width, targets.height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    return {};
}

base::Status draw_shading(const FrameContext& context) {
    const auto shade = context.scene.fine ? context.shaders.find_program("fullscreen", "shade")
                                          : context.shaders.find_program("fullscreen", "shade", {"QUICK"});
    if (!shade) return tl::unexpected(shade.error());
    if (base::Status status = draw_background(context); !status) return status;
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.lit_framebuffer.name());
    (*shade)->use();
    set_depth_uniforms(**shade, context);
    set_shading_uniforms(**shade, context);
    (*shade)->set_texture("surfaces", 0, GL_TEXTURE_2D, context.targets.main.surface.name());
    (*shade)->set_texture("depths", 1, GL_TEXTURE_2D, context.targets.main.depth_copy.name());
    (*shade)->set_texture("occlusion", 2, GL_TEXTURE_2D, context.targets.occlusion.name());
    // The triangle lies at the far plane: only pixels with something nearer pass.
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_FALSE);
    glDepthFunc(GL_GREATER);
    begin_rectangle(context.rectangle);
    draw_fullscreen(context);
    end_rectangle();
    glDisable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    return {};
}

}  // namespace smrt::render
