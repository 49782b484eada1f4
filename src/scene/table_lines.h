// The treatment table or stool that the client rests on, as lines.
#pragma once

#include <vector>

#include "scene/scene.h"
#include "skeleton/client_posture.h"

namespace smrt::scene {

/// Nothing for a client who stands.
[[nodiscard]] std::vector<Line> make_table_lines(skeleton::Posture posture);

}  // namespace smrt::scene
