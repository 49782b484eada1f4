// What a render pass gets and how it is called: the interface between the renderer and its overlay passes.
#pragma once

#include <filesystem>
#include <glm/glm.hpp>

#include "base/result.h"
#include "render/shader_library.h"
#include "scene/scene.h"

namespace smrt::render {

/// Rectangle of the target framebuffer that is drawn to, in pixels from its lower left corner.
struct Viewport {
    int x = 0, y = 0;
    int width = 0, height = 0;
    bool operator==(const Viewport&) const = default;
};

/// What lives as long as the renderer and is shared by all passes.
struct PassResources {
    ShaderLibrary& shaders;
    std::filesystem::path program_root;  ///< holds `assets/` and `shaders/`
};

/// Everything an overlay pass may look at while it draws one picture.
///
/// When `draw` is called, `framebuffer` is bound for drawing with `viewport` set and holds the finished, anti-aliased and
/// sRGB-encoded 3D picture; depth test, depth writes, face culling and blending are off; no vertex array or program is
/// bound that matters. The pass blends its output over the picture (colours of the scene are linear RGB: encode them to sRGB
/// before writing) and leaves blending and depth test off again. The framebuffer has no usable depth buffer: compare with `depth`.
struct PassInput {
    const scene::Scene& scene;
    Viewport viewport;
    unsigned framebuffer = 0;
    glm::mat4 view{1};             ///< world → eye
    glm::mat4 projection{1};       ///< eye → clip, without jitter, with the near and far planes that `depth` was drawn with
    glm::mat4 view_projection{1};  ///< projection * view
    /// GL_TEXTURE_2D, viewport.width x viewport.height, window depth 0 near .. 1 far (1 = background) of the opaque surfaces.
    unsigned depth = 0;
    /// GL_TEXTURE_2D, one window depth a pixel of the glowing parts (1 where none); 0 when nothing glows.
    unsigned glow_depth = 0;
};

/// One overlay pass. Made once per renderer, called for every picture.
class Pass {
public:
    virtual ~Pass() = default;
    /// Draws its part of the scene; returns at once when the scene has none of it.
    /// Errors: environment when its shaders or fonts cannot be read or compiled.
    [[nodiscard]] virtual base::Status draw(const PassInput& input) = 0;
};

}  // namespace smrt::render
