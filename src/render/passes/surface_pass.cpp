// Draws parts into a geometry buffer, batch by batch.
#include "render/passes/surface_pass.h"

namespace smrt::render {

std::vector<std::string> traits_defines(const DrawTraits& traits, bool clipped, bool with_fibres) {
    std::vector<std::string> defines;
    if (traits.posed) defines.emplace_back("POSED");
    if (traits.placed) defines.emplace_back("PLACED");
    if (with_fibres && traits.fibres) defines.emplace_back("FIBRES");
    if (clipped) defines.emplace_back("CLIPPED");
    return defines;
}

base::Status draw_surfaces(const FrameContext& context, const DrawList& list, const SurfaceTarget& target, bool only_chosen) {
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
    glViewport(0, 0, context.targets.width, context.targets.height);
    glDepthMask(GL_TRUE);
    glStencilMask(0xff);
    const GLuint nothing[4] = {0, 0, 0, 0};
    glClearBufferuiv(GL_COLOR, 0, nothing);
    glClearBufferfi(GL_DEPTH_STENCIL, 0, 1.0f, 0);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LESS);
    const bool clipped = context.scene.clip.has_value();
    if (clipped) glEnable(GL_CLIP_DISTANCE0);
    for (const DrawBatch& batch : list.batches()) {
        const auto program = context.shaders.find_program("surface", "surface", traits_defines(batch.traits, clipped, true));
        if (!program) return tl::unexpected(program.error());
        (*program)->use();
        (*program)->set("view_projection", context.view_projection);
        (*program)->set("eye", context.frame.eye);
        (*program)->set("only_chosen", only_chosen ? 1.0f : 0.0f);
        if (clipped) (*program)->set("clip_plane", glm::vec4(context.scene.clip->normal, context.scene.clip->offset));
        (*program)->set_texture("parts", 6, GL_TEXTURE_BUFFER, context.parts);
        draw_batch(batch);
    }
    if (clipped) glDisable(GL_CLIP_DISTANCE0);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    return {};
}

}  // namespace smrt::render
