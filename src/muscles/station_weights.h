// What carries a strand's stations, what they keep away from, and where they are held.
#pragma once

#include <vector>

#include "muscles/strand_path.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// A path of a strand before it is weighed: stations and how thick the strand is at each.
struct RawPath {
    std::vector<glm::dvec3> centre;
    std::vector<double> radius;      ///< metres
    std::size_t lead = 0, tail = 0;  ///< stations beyond the mesh at the origin and at the insertion: all tendon
};

/// Metres from a point to the nearest bone that an end of the part is told to join.
[[nodiscard]] double distance_to_end_bones(const TissueModel& model, const FibredPart& part, bool origin, const glm::dvec3& point);

/// Fills the path and the turns of a strand; finish_strand_at_rest comes after.
/// Input: `tendon_fraction` of the muscle, negative if not known.
void weigh_strand(const TissueModel& model, const FibredPart& part, const RawPath& raw, double tendon_fraction, Strand& strand);

/// Bones and barrel that a part's paths heed. Input: all lines of the part.
void find_solids(const TissueModel& model, const std::vector<std::vector<glm::dvec3>>& lines, FibredPart& part);

[[nodiscard]] PosedSolids solids_at_rest(const TissueModel& model, const FibredPart& part);

}  // namespace smrt::muscles
