// Full-screen passes that run only where a surface is: the depth test picks those pixels before any shader does.
#include "render/passes/shade_pass.h"

#include <algorithm>

namespace smrt::render {

namespace {

constexpr float k_occlusion_pixels = 64;       ///< search radius on screen
constexpr float k_occlusion_limits[2] = {0.003f, 0.09f};  ///< metres

/// Passes only pixels nearer than the far plane (surfaces), or only the others.
void test_for_surface(bool surface) {
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_FALSE);
    glDepthFunc(surface ? GL_GREATER : GL_EQUAL);
}

void end_test() {
    glDisable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
}

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
    const float radius = std::clamp(k_occlusion_pixels * metres, k_occlusion_limits[0], k_occlusion_limits[1]);
    (*program)->set("radii", glm::vec2(radius, 0.25f * radius));
    (*program)->set("turn", context.turn);
    (*program)->set_texture("surfaces", 0, GL_TEXTURE_2D, context.targets.main.surface.name());
    (*program)->set_texture("depths", 1, GL_TEXTURE_2D, context.targets.main.depth_copy.name());
    test_for_surface(true);
    draw_fullscreen(context);
    end_test();
    return {};
}

base::Status draw_shading(const FrameContext& context) {
    const auto background = context.shaders.find_program("fullscreen", "background");
    if (!background) return tl::unexpected(background.error());
    const auto shade = context.shaders.find_program("fullscreen", "shade");
    if (!shade) return tl::unexpected(shade.error());
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.lit_framebuffer.name());
    (*background)->use();
    (*background)->set("top", context.scene.background.top);
    (*background)->set("bottom", context.scene.background.bottom);
    (*background)->set("aspect", static_cast<float>(context.frame.width) / static_cast<float>(context.frame.height));
    test_for_surface(false);
    draw_fullscreen(context);
    (*shade)->use();
    set_depth_uniforms(**shade, context);
    set_shading_uniforms(**shade, context);
    (*shade)->set_texture("surfaces", 0, GL_TEXTURE_2D, context.targets.main.surface.name());
    (*shade)->set_texture("depths", 1, GL_TEXTURE_2D, context.targets.main.depth_copy.name());
    (*shade)->set_texture("occlusion", 2, GL_TEXTURE_2D, context.targets.occlusion.name());
    test_for_surface(true);
    draw_fullscreen(context);
    end_test();
    return {};
}

}  // namespace smrt::render
