// Lights the geometry buffer: occlusion, surfaces and background into the target `lit`.
#pragma once

#include "render/frame_context.h"

namespace smrt::render {

/// Openness of every surface pixel from depth and normals (target `occlusion`).
[[nodiscard]] base::Status draw_occlusion(const FrameContext& context);
/// Copies the background, which is drawn when size or colours change, into the target `lit`.
[[nodiscard]] base::Status draw_background(const FrameContext& context);
/// Background where no surface is, lit surfaces elsewhere.
[[nodiscard]] base::Status draw_shading(const FrameContext& context);

}  // namespace smrt::render
