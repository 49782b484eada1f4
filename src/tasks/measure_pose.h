// `measure`: lengths and lever arms of tissue under a pose.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/progress.h"
#include "base/result.h"
#include "scene/model.h"

namespace smrt::tasks {

struct MeasureRequest {
    std::string pose;                ///< as --pose of `snapshot`; empty: at rest
    std::vector<std::string> parts;  ///< names or ids as in `select`; empty: everything with fibres
};

/// One object a structure: id, name, side, kind, length_mm, rest_mm, ratio, fibres_mm, parts (named bundles, likewise), for what is no muscle
/// `state` (slacker or tauter than at rest, by 1 %), and lever_arms: an object of coordinate -> mm (mm per mm for
/// coordinates that glide), those of 0.05 mm and more. A lever arm is minus the change of length per radian, so it is positive where the
/// structure gets shorter as the coordinate grows. Source: An et al. 1984 (tendon excursion).
/// Input: a model that moves. Errors: bad_usage for unknown words of the pose and unknown parts.
[[nodiscard]] base::Result<base::Json> measure_pose(const scene::Model& model, const MeasureRequest& request,
                                                    const base::Progress& progress = {});
/// The same under a posture that is at hand; the request's own is not read.
[[nodiscard]] base::Result<base::Json> measure_pose(const scene::Model& model, const skeleton::Pose& pose, const MeasureRequest& request,
                                                    const base::Progress& progress = {});
/// The rows as a table: header, then a line a structure; lever arms as `coordinate=mm`, separated by blanks and semicolons.
[[nodiscard]] std::string write_csv(const base::Json& rows);

}  // namespace smrt::tasks
