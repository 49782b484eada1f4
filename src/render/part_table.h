// Per-part values (box, placement, look) in a texture buffer that every shader reads by part index.
#pragma once

#include <vector>

#include "render/gl_objects.h"
#include "scene/scene.h"

namespace smrt::render {

/// Eight texels a part; the layout is that of shaders/parts.glsl.
class PartTable {
public:
    /// Fills the table from the items and uploads it when anything differs from the last picture. Result: bytes uploaded.
    std::size_t update(const scene::Scene& scene);
    /// GL_TEXTURE_BUFFER, RGBA32F.
    [[nodiscard]] unsigned texture() const { return texture_.name(); }

private:
    std::vector<glm::vec4> texels_, uploaded_;
    GlBuffer buffer_;
    GlTexture texture_;
};

}  // namespace smrt::render
