// What the renderer's own passes share while one picture is made.
#pragma once

#include "render/draw_list.h"
#include "render/part_table.h"
#include "render/shader_library.h"
#include "render/studio.h"
#include "render/targets.h"

namespace smrt::render {

/// One sample of one picture.
struct FrameContext {
    const scene::Scene& scene;
    const FrameView& frame;
    const DrawLists& lists;
    const Studio& studio;
    Targets& targets;
    ShaderLibrary& shaders;
    unsigned parts = 0;            ///< texture of the part table
    unsigned noise = 0;            ///< GL_TEXTURE_3D
    unsigned empty_vertices = 0;   ///< vertex array without attributes, for full-screen triangles
    glm::ivec4 rectangle{0};       ///< pixels (x, y, width, height) that the parts may touch
    glm::mat4 view_projection{1};  ///< with this sample's jitter
    glm::vec2 jitter{0};           ///< pixels
    float sample_share = 0;        ///< 0..1, place of this sample among those of the picture
};

/// Sets what shaders/depth.glsl needs.
void set_depth_uniforms(Program& program, const FrameContext& context);
/// Sets what shaders/shading.glsl needs beside that; uses texture units 6 and 7.
void set_shading_uniforms(Program& program, const FrameContext& context);
/// Keeps the following draws inside a rectangle of pixels until `end_rectangle`.
void begin_rectangle(const glm::ivec4& rectangle);
void end_rectangle();
/// Draws one triangle over the viewport with the current program.
void draw_fullscreen(const FrameContext& context);

}  // namespace smrt::render
