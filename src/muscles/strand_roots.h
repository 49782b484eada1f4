// Lines of a muscle from every bone that it hugs on its way, as psoas major has from each lumbar vertebra.
#pragma once

#include <vector>

#include "muscles/strand.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// A line that leaves or joins one of a group's strands on the way.
struct RootedLine {
    StrandShape shape;
    std::size_t main = 0;     ///< strand of the group that it runs along
    double from = 0, to = 1;  ///< the stretch of that strand that it takes
};

/// The lines from each bone that an end names and that the belly lies on short of its very end, where none of the strands begins. Where both
/// ends have several bones, the first goes to the first, the last to the last. Empty for most parts.
/// Input: samples of a group, in order along the fibres, and its strands.
[[nodiscard]] std::vector<RootedLine> find_rooted_lines(const TissueModel& model, const FibredPart& part,
                                                        const std::vector<FibreSample>& samples, const std::vector<StrandShape>& shapes);

}  // namespace smrt::muscles
