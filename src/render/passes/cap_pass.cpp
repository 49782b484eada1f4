// Even-odd filling of cut faces with the stencil buffer: triangles from an anchor to every segment flip a bit, then the
// bounding rectangle is painted where the bit is set.
#include "render/passes/cap_pass.h"

namespace smrt::render {

void CapPass::set_slices(const std::vector<ClipSlice>& slices) {
    ranges_.clear();
    std::vector<glm::vec3> points;
    for (const ClipSlice& slice : slices) {
        const scene::Look& look = slice.item->look;
        Range range{slice.item->part, look.opacity >= 1, look.glow > 0, static_cast<int>(points.size()), 0};
        const glm::vec3 anchor = slice.segments.front()[0];
        for (const auto& segment : slice.segments) points.insert(points.end(), {anchor, segment[0], segment[1]});
        range.triangle_vertices = static_cast<int>(points.size()) - range.first;
        points.insert(points.end(), slice.rectangle.begin(), slice.rectangle.end());
        ranges_.push_back(range);
    }
    if (points.empty()) return;
    glBindVertexArray(vertex_array_.create());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(points.size() * sizeof(glm::vec3)), points.data(), GL_DYNAMIC_DRAW);
    glVertexAttribPointer(0, 3, GL_FLOAT, GL_FALSE, sizeof(glm::vec3), nullptr);
    glEnableVertexAttribArray(0);
    glBindVertexArray(0);
}

base::Status CapPass::draw(const FrameContext& context, const SurfaceTarget& target, bool glowing_only) {
    if (!context.scene.clip || ranges_.empty()) return {};
    const scene::ClipPlane& plane = *context.scene.clip;
    if (glm::dot(plane.normal, context.frame.eye) <= plane.offset) return {};
    const auto program = context.shaders.find_program("cap");
    if (!program) return tl::unexpected(program.error());
    (*program)->use();
    (*program)->set("view_projection", context.view_projection);
    (*program)->set("plane_normal", plane.normal);
    glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
    glBindVertexArray(vertex_array_.name());
    // The eye looks at the plane from the removed half: nothing that is kept lies before it, so depth is only written.
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_ALWAYS);
    glEnable(GL_STENCIL_TEST);
    for (const Range& range : ranges_) {
        if (glowing_only ? !range.glowing : !range.opaque) continue;
        glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
        glDepthMask(GL_FALSE);
        glStencilFunc(GL_ALWAYS, 0, 0xff);
        glStencilOp(GL_KEEP, GL_KEEP, GL_INVERT);
        glDrawArrays(GL_TRIANGLES, range.first, range.triangle_vertices);
        glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
        glDepthMask(GL_TRUE);
        (*program)->set("part", static_cast<float>(range.part));
        glStencilFunc(GL_NOTEQUAL, 0, 0xff);
        glStencilOp(GL_ZERO, GL_ZERO, GL_ZERO);
        glDrawArrays(GL_TRIANGLE_STRIP, range.first + range.triangle_vertices, 4);
    }
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_DEPTH_TEST);
    glDepthFunc(GL_LESS);
    return {};
}

}  // namespace smrt::render
