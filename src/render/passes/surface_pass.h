// Opaque parts into a geometry buffer.
#pragma once

#include "render/frame_context.h"

namespace smrt::render {

/// Clears a surface target and draws a list of parts into it. Depth of the target is complete afterwards.
[[nodiscard]] base::Status draw_surfaces(const FrameContext& context, const DrawList& list, const SurfaceTarget& target,
                                         bool only_chosen = false);

/// `#define`s of the surface and ghost programs for draws of these traits.
[[nodiscard]] std::vector<std::string> traits_defines(const DrawTraits& traits, bool clipped, bool with_fibres);

}  // namespace smrt::render
