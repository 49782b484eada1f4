// Owners of OpenGL names: created on demand, deleted with their owner, movable, never copied.
#pragma once

#include <glad/gl.h>

#include <utility>

namespace smrt::render {

enum class GlKind { buffer, texture, vertex_array, framebuffer };

/// Makes and deletes one OpenGL name; the context must be current.
[[nodiscard]] unsigned make_gl_name(GlKind kind);
void delete_gl_name(GlKind kind, unsigned name);

/// One OpenGL object. Empty until `create`.
template <GlKind kind>
class GlObject {
public:
    GlObject() = default;
    ~GlObject() { reset(); }
    GlObject(GlObject&& other) noexcept : name_(std::exchange(other.name_, 0u)) {}
    GlObject& operator=(GlObject&& other) noexcept {
        if (this != &other) reset(), name_ = std::exchange(other.name_, 0u);
        return *this;
    }
    /// The object's name, made at the first call.
    unsigned create() {
        if (name_ == 0) name_ = make_gl_name(kind);
        return name_;
    }
    void reset() {
        if (name_ != 0) delete_gl_name(kind, std::exchange(name_, 0u));
    }
    /// 0 until created.
    [[nodiscard]] unsigned name() const { return name_; }

private:
    unsigned name_ = 0;
};

using GlBuffer = GlObject<GlKind::buffer>;
using GlTexture = GlObject<GlKind::texture>;
using GlVertexArray = GlObject<GlKind::vertex_array>;
using GlFramebuffer = GlObject<GlKind::framebuffer>;

}  // namespace smrt::render
