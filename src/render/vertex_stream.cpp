// Uploading and drawing of streamed triangles.
#include "render/vertex_stream.h"

#include <glad/gl.h>

#include <cstdint>

namespace smrt::render {

void draw_stream(GlVertexArray& array, GlBuffer& buffer, std::span<const std::byte> vertices, std::size_t stride,
                 std::span<const StreamAttribute> attributes) {
    glBindVertexArray(array.create());
    glBindBuffer(GL_ARRAY_BUFFER, buffer.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size()), vertices.data(), GL_STREAM_DRAW);
    for (unsigned i = 0; i < attributes.size(); ++i) {
        glEnableVertexAttribArray(i);
        // OpenGL passes the offset in a pointer.
        const auto* offset = reinterpret_cast<const void*>(static_cast<std::uintptr_t>(attributes[i].offset));
        glVertexAttribPointer(i, attributes[i].components, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride), offset);
    }
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size() / stride));
    glDisable(GL_BLEND);
    glBindVertexArray(0);
}

}  // namespace smrt::render
