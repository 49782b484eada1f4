// Uniforms that several passes set alike.
#include "render/frame_context.h"

#include <cmath>

namespace smrt::render {

void set_depth_uniforms(Program& program, const FrameContext& context) {
    const FrameView& frame = context.frame;
    const float tangent = std::tan(0.5f * context.scene.camera.field_of_view);
    program.set("near_far", glm::vec2(frame.near_plane, frame.far_plane));
    program.set("ray_scale", glm::vec2(tangent * static_cast<float>(frame.width) / static_cast<float>(frame.height), tangent));
    program.set("picture", glm::vec2(frame.width, frame.height));
}

void set_shading_uniforms(Program& program, const FrameContext& context) {
    const FrameView& frame = context.frame;
    program.set("world_to_eye", glm::mat3(frame.view));
    program.set("eye_to_world", glm::inverse(frame.view));
    program.set("materials", context.studio.materials);
    program.set("lights", context.studio.lights);
    program.set("tendon_colour", context.studio.tendon);
    program.set("pixel_angle", 2 * std::tan(0.5f * context.scene.camera.field_of_view) / static_cast<float>(frame.height));
    program.set("sample_share", context.sample_share);
    program.set("pixel_scale", context.scene.pixel_scale);
    program.set_texture("parts", 6, GL_TEXTURE_BUFFER, context.parts);
    program.set_texture("noise", 7, GL_TEXTURE_3D, context.noise);
}

void begin_rectangle(const glm::ivec4& rectangle) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(rectangle.x, rectangle.y, rectangle.z, rectangle.w);
}

void end_rectangle() {
    glDisable(GL_SCISSOR_TEST);
}

void draw_fullscreen(const FrameContext& context) {
    glBindVertexArray(context.empty_vertices);
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace smrt::render
