// What an imported body lacks, laid on its own bones.
#pragma once

#include <filesystem>
#include <vector>

#include "anatomy/part.h"
#include "anatomy/raw_part.h"
#include "base/progress.h"

namespace smrt::body_compiler {

/// Makes every structure that assets/body/shapes describes by lines and the body has not, wherever it has all parts that the lines lie on.
/// Left structures lie on left bones. A paired structure that the body has on one side only is given to the other as its mirror image. Fragments of a body (fewer than a hundred bones) are left as they are.
/// Input: raw parts with what was found out of each, in the same order; nothing of them is changed.
/// Result: parts to be added, with ids such as "right_latissimus_dorsi"; one finding "filled" each (note). Faults of the texts are told by
/// `check assets`, not here. Cost: about 8 s for a whole body without any of them on two cores.
[[nodiscard]] std::vector<anatomy::RawPart> fill_gaps(const anatomy::RawBody& raw, const std::vector<anatomy::Part>& parts,
                                                      const std::filesystem::path& assets, base::Findings& findings,
                                                      const base::Progress& progress = {});

}  // namespace smrt::body_compiler
