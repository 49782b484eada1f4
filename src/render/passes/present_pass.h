// Collects samples and shows the picture in the caller's framebuffer.
#pragma once

#include "render/frame_context.h"
#include "render/pass.h"

namespace smrt::render {

/// Adds the target `lit` to the sum of samples; the first sample of a picture starts the sum anew.
[[nodiscard]] base::Status add_sample(const FrameContext& context, bool first);
/// Shows `lit` (or the mean of the sum) with smoothed edges where `smooth` is set.
[[nodiscard]] base::Status present(const FrameContext& context, unsigned framebuffer, const Viewport& viewport, bool from_sum, bool smooth);

}  // namespace smrt::render
