// Finds the bony landmarks of one body by the rules of assets/body/landmarks.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "anatomy/landmarks.h"
#include "base/findings.h"
#include "body_compiler/landmark_definition.h"

namespace smrt::body_compiler {

/// Landmarks of every bone that the body has; a left landmark is the mirrored rule on the left bone.
/// Input: the body's bones, read to 0.25 mm. Bones it lacks give no landmark and no finding.
/// Errors: findings (warning) for rules that find no point on a bone that is there, and for fits worse than 1.5 mm r.m.s.
/// Cost: the surfaces of the named bones once; some 50 ms for all landmarks of a whole body.
[[nodiscard]] anatomy::Landmarks measure_landmarks(const anatomy::Body& body, const std::vector<LandmarkDefinition>& definitions,
                                                   base::Findings& findings);

}  // namespace smrt::body_compiler
