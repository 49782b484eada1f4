// Makes and deletes OpenGL names by kind.
#include "render/gl_objects.h"

namespace smrt::render {

unsigned make_gl_name(GlKind kind) {
    unsigned name = 0;
    switch (kind) {
        case GlKind::buffer:
            glGenBuffers(1, &name);
            break;
        case GlKind::texture:
            glGenTextures(1, &name);
            break;
        case GlKind::vertex_array:
            glGenVertexArrays(1, &name);
            break;
        case GlKind::framebuffer:
            glGenFramebuffers(1, &name);
            break;
    }
    return name;
}

void delete_gl_name(GlKind kind, unsigned name) {
    switch (kind) {
        case GlKind::buffer:
            glDeleteBuffers(1, &name);
            break;
        case GlKind::texture:
            glDeleteTextures(1, &name);
            break;
        case GlKind::vertex_array:
            glDeleteVertexArrays(1, &name);
            break;
        case GlKind::framebuffer:
            glDeleteFramebuffers(1, &name);
            break;
    }
}

}  // namespace smrt::render
