// The treatment table or stool that the client rests on, as lines.
#pragma once

#include <vector>

#include "scene/scene.h"
#include "skeleton/rig.h"

namespace smrt::scene {

/// With the cushions that lie on it; nothing for a client who stands. Input: rig of the client, may be null.
[[nodiscard]] std::vector<Line> make_table_lines(const skeleton::Rig* rig, skeleton::Posture posture);

}  // namespace smrt::scene
