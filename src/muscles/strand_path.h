// The path of a strand under a pose: taut between its ends, outside the bones, tendons at their length.
#pragma once

#include <glm/glm.hpp>
#include <glm/gtc/quaternion.hpp>
#include <vector>

#include "muscles/obstacles.h"
#include "muscles/rigid_blend.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// Solids where the pose has put them, those that a part heeds, in the order of its clearances.
struct PosedSolids {
    std::vector<Capsule> capsules;
    const Barrel* barrel = nullptr;  ///< nullptr: not heeded
    Rigid barrel_motion;
};

/// One station under a pose.
struct PosedStation {
    glm::dvec3 centre{0};
    glm::dquat turn{1, 0, 0, 0};
    double stretch = 1;  ///< along the strand
};

/// Shortens a path between its fixed ends: every inner point moves to the middle of its neighbours, is drawn towards its
/// guess as its guide says, and is pushed out of the solids. A fixed number of steps, continuous in all inputs.
/// Input: `path` holds the guess on entry.
void solve_taut_path(std::vector<glm::dvec3>& path, const std::vector<double>& guide, const std::vector<float>& clearance,
                     const PosedSolids& solids);

/// Prepares a strand's rest quantities that depend on its own taut path: offset, spacing, tangents, lengths.
void finish_strand_at_rest(Strand& strand, const PosedSolids& solids_at_rest);

/// Keeps strands side by side as far apart as they were: taut strands of a twisted muscle would otherwise meet in its middle.
/// Input: all strands of a part; their lengths should be read before. Adjusts `stretch` no more.
void keep_width(const std::vector<Strand>& strands, std::vector<std::vector<PosedStation>>& posed);

/// Ends carried by something else than their segments (a host muscle).
struct CarriedEnd {
    bool carried = false;
    Rigid motion;
};

/// Stations of a strand under a pose.
/// Input: motions of the part's segments in the order of FibredPart::segments.
[[nodiscard]] std::vector<PosedStation> solve_strand(const Strand& strand, const std::vector<DualQuaternion>& motions,
                                                     const PosedSolids& solids, const CarriedEnd& origin, const CarriedEnd& insertion);

/// Length of a polyline, metres.
[[nodiscard]] double measure_length(const std::vector<glm::dvec3>& line);

}  // namespace smrt::muscles
