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
    if (!from_sum) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, context.targets.lit_framebuffer.name());
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
        glBlitFramebuffer(0, 0, viewport.width, viewport.height, viewport.x, viewport.y, viewport.x + viewport.width,
                          viewport.y + viewport.height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(viewport.x, viewport.y, viewport.width, viewport.height);
    if (!from_sum && !smooth) return {};
    const auto program =
        smooth ? context.shaders.find_program("fullscreen", "present", {"SMOOTH"}) : context.shaders.find_program("fullscreen", "present");
    if (!program) return tl::unexpected(program.error());
    (*program)->use();
    (*program)->set("origin", glm::vec2(viewport.x, viewport.y));
    (*program)->set("picture", glm::vec2(viewport.width, viewport.height));
    (*program)->set_texture("samples", 0, GL_TEXTURE_2D, from_sum ? context.targets.sum.name() : context.targets.lit.name());
    // Outside of the body there is only the smooth background, which the copy brought already.
    if (!from_sum)
        begin_rectangle({viewport.x + context.rectangle.x, viewport.y + context.rectangle.y, context.rectangle.z, context.rectangle.w});
    draw_fullscreen(context);
    end_rectangle();
    return {};
}

}  // namespace smrt::render
