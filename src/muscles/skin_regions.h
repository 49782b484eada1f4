// Which bones a place on the skin may follow: those of its own limb, told by way along the skin, not through the air.
#pragma once

#include <vector>

#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// Shares 0 .. 1 per vertex of the level and per segment: 1 within the segment's own region of the skin, falling to 0 with the way
/// along the surface from it. A hand that hangs beside the thigh lays no claim to the thigh.
/// Input: distances of every vertex to every segment's bones, metres.
[[nodiscard]] std::vector<std::vector<float>> measure_skin_claims(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level,
                                                                  const std::vector<std::vector<float>>& distances);

}  // namespace smrt::muscles
