// The depth slider: at which peel each part of a body is gone.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "scene/looks.h"

namespace smrt::scene {

/// Per part the peel at which it has faded out; above 1 for parts that always stay (the skeleton). Within a band parts are
/// spread evenly in the order of their depth, so that the slider never stands still and never jumps; both sides go together.
[[nodiscard]] std::vector<float> find_peel_ends(const anatomy::Body& body, const Looks& looks);

/// Share of a part that is left, 0..1, falling smoothly to 0 at its end.
[[nodiscard]] float peel_opacity(float peel, float end, float fade);

}  // namespace smrt::scene
