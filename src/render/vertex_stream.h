// Triangles that are sent anew for every picture and blended over it: what all overlay passes end with.
#pragma once

#include <cstddef>
#include <span>

#include "render/gl_objects.h"

namespace smrt::render {

/// One float attribute of a vertex; its place in the list is its location in the shader.
struct StreamAttribute {
    int components = 0;
    std::size_t offset = 0;  ///< bytes from the start of the vertex
};

/// Uploads vertices of `stride` bytes and draws them as triangles with straight-alpha blending. The program must be in use.
/// Leaves blending off and no vertex array bound.
void draw_stream(GlVertexArray& array, GlBuffer& buffer, std::span<const std::byte> vertices, std::size_t stride,
                 std::span<const StreamAttribute> attributes);

}  // namespace smrt::render
