// Ghosts: see-through parts, blended independent of their order.
#pragma once

#include "render/frame_context.h"

namespace smrt::render {

/// Sums all ghosts before the opaque surfaces and lays them over the target `lit`.
[[nodiscard]] base::Status draw_ghosts(const FrameContext& context, const geometry::Box& bounds);

}  // namespace smrt::render
