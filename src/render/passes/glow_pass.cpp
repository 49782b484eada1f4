// Draws selected parts through whatever covers them.
#include "render/passes/glow_pass.h"

#include "render/passes/surface_pass.h"

namespace smrt::render {

base::Status draw_glow(const FrameContext& context, CapPass& caps) {
    if (context.lists.glowing.empty()) return {};
    Targets& targets = context.targets;
    make_glow_target(targets);
    if (base::Status status = draw_surfaces(context, context.lists.glowing, targets.glow, true); !status) return status;
    if (base::Status status = caps.draw(context, targets.glow, true); !status) return status;
    const auto program = context.shaders.find_program("fullscreen", "glow");
    if (!program) return tl::unexpected(program.error());
    glBindFramebuffer(GL_FRAMEBUFFER, targets.lit_framebuffer.name());
    (*program)->use();
    set_depth_uniforms(**program, context);
    set_shading_uniforms(**program, context);
    (*program)->set_texture("glow_surfaces", 0, GL_TEXTURE_2D, targets.glow.surface.name());
    (*program)->set_texture("glow_depths", 1, GL_TEXTURE_2D, targets.glow.depth.name());
    (*program)->set_texture("depths", 2, GL_TEXTURE_2D, targets.main.depth_copy.name());
    begin_rectangle(context.lists.glow_rectangle);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    draw_fullscreen(context);
    glDisable(GL_BLEND);
    end_rectangle();
    return {};
}

}  // namespace smrt::render
