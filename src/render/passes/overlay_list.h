// The overlay passes in the order in which they are drawn.
#pragma once

#include <memory>
#include <vector>

#include "render/pass.h"

namespace smrt::render {

/// Makes every overlay pass, back to front.
[[nodiscard]] std::vector<std::unique_ptr<Pass>> make_overlay_passes(PassResources resources);

}  // namespace smrt::render
