// See-through highlight and outlines of selected parts.
#pragma once

#include "render/frame_context.h"
#include "render/passes/cap_pass.h"

namespace smrt::render {

/// Draws glowing and outlined parts into their own geometry buffer and lays them over the target `lit`.
[[nodiscard]] base::Status draw_glow(const FrameContext& context, CapPass& caps);

}  // namespace smrt::render
