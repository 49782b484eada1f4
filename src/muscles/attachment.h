// How far a muscle is grown to its bones along its fibres.
#pragma once

#include <array>
#include <vector>

#include "muscles/strand.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// The places along a strand, in order along its fibres, where the middle of its attachment lies: fibres leave a broad attachment all along
/// it, so that the mean one begins (and ends) there. 0 and 1 for what is attached at its very ends only.
/// Input: the samples of the strand's group in order along the fibres, with the share of each that is the strand's; `extended` tells for origin
/// and insertion whether the mesh ends before its bone, so that the line goes on through a tendon.
[[nodiscard]] std::array<double, 2> find_attachment_middles(const TissueModel& model, const FibredPart& part,
                                                            const std::vector<FibreSample>& samples, const std::vector<double>& share,
                                                            const StrandShape& shape, const std::array<bool, 2>& extended);

}  // namespace smrt::muscles
