// Sums samples and presents them.
#include "render/passes/present_pass.h"

namespace smrt::render {

base::Status add_sample(const FrameContext& context, bool first) {
    make_sum_target(context.targets);
    const auto program = context.shaders.find_program("fullscreen", "sum");
    if (!program) return tl::unexpected(program.error());
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.sum_framebuffer.name());
    (*program)->use();
    (*program)->set_texture("sample_picture", 0, GL_TEXTURE_2D, context.targets.lit.name());
    if (!first) {
        glEnable(GL_BLEND);
        glBlendFunc(GL_ONE, GL_ONE);
    }
    draw_fullscreen(context);
    glDisable(GL_BLEND);
    return {};
}

base::Status present(const FrameContext& context, unsigned framebuffer, const Viewport& viewport, bool from_sum, bool smooth) {
    const auto program = smooth ? context.shaders.find_program("fullscreen", "present", {"SMOOTH"})
                                : context.shaders.find_program("fullscreen", "present");
    if (!program) return tl::unexpected(program.error());
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(viewport.x, viewport.y, viewport.width, viewport.height);
    (*program)->use();
    (*program)->set("origin", glm::vec2(viewport.x, viewport.y));
    (*program)->set("picture", glm::vec2(viewport.width, viewport.height));
    (*program)->set_texture("samples", 0, GL_TEXTURE_2D, from_sum ? context.targets.sum.name() : context.targets.lit.name());
    draw_fullscreen(context);
    return {};
}

}  // namespace smrt::render
