// Sums the layers of ghosts, then blends the sum over the picture.
#include "render/passes/ghost_pass.h"

#include <algorithm>
#include <cmath>

#include "render/passes/surface_pass.h"

namespace smrt::render {

namespace {

/// Many ghosts lie over each other: each becomes thinner, so that the picture stays as clear as with few.
float thinning(std::size_t parts) {
    return std::clamp(std::pow(20.0f / static_cast<float>(std::max<std::size_t>(parts, 1)), 0.26f), 0.30f, 1.0f);
}

/// Nearest and farthest distance before the eye of the box around everything that is drawn.
glm::vec2 depth_range(const FrameContext& context, const geometry::Box& bounds) {
    const float centre = -(context.frame.view * glm::vec4(bounds.centre(), 1)).z;
    const float radius = 0.5f * glm::length(bounds.size());
    const float nearest = std::max(centre - radius, context.frame.near_plane);
    return {nearest, std::max(centre + radius, nearest + 0.01f)};
}

base::Status sum_ghosts(const FrameContext& context, const geometry::Box& bounds) {
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.ghosts_framebuffer.name());
    const float nothing[4] = {0, 0, 0, 0};
    glClearBufferfv(GL_COLOR, 0, nothing);
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_FALSE);
    glDepthFunc(GL_LEQUAL);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE);
    const bool clipped = context.scene.clip.has_value();
    if (clipped) glEnable(GL_CLIP_DISTANCE0);
    base::Status status;
    for (const DrawBatch& batch : context.lists.ghosts.batches()) {
        const auto program = context.shaders.find_program("ghost", "ghost", traits_defines(batch.traits, clipped, false));
        if (!program) {
            status = tl::unexpected(program.error());
            break;
        }
        (*program)->use();
        set_depth_uniforms(**program, context);
        (*program)->set("view_projection", context.view_projection);
        (*program)->set("world_to_eye", glm::mat3(context.frame.view));
        (*program)->set("thinning", thinning(context.lists.ghosts.parts()));
        (*program)->set("depth_range", depth_range(context, bounds));
        if (clipped) (*program)->set("clip_plane", glm::vec4(context.scene.clip->normal, context.scene.clip->offset));
        (*program)->set_texture("parts", 6, GL_TEXTURE_BUFFER, context.parts);
        draw_batch(batch);
    }
    if (clipped) glDisable(GL_CLIP_DISTANCE0);
    glDisable(GL_CULL_FACE);
    glDisable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glDisable(GL_BLEND);
    return status;
}

}  // namespace

base::Status draw_ghosts(const FrameContext& context, const geometry::Box& bounds) {
    if (context.lists.ghosts.empty()) return {};
    make_ghost_target(context.targets);
    if (base::Status status = sum_ghosts(context, bounds); !status) return status;
    const auto program = context.shaders.find_program("fullscreen", "ghost_blend");
    if (!program) return tl::unexpected(program.error());
    glBindFramebuffer(GL_FRAMEBUFFER, context.targets.lit_framebuffer.name());
    (*program)->use();
    (*program)->set_texture("ghosts", 0, GL_TEXTURE_2D, context.targets.ghosts.name());
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    begin_rectangle(context.rectangle);
    draw_fullscreen(context);
    end_rectangle();
    glDisable(GL_BLEND);
    return {};
}

}  // namespace smrt::render
