// Whether bones come to lie in each other as each joint moves through its range.
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "base/result.h"
#include "scene/model.h"

namespace smrt::tasks {

/// Two bones that a coordinate moves into each other.
struct BoneClash {
    std::uint32_t coordinate = 0;
    double value = 0;                     ///< of the coordinate, where it is worst; radians or metres
    anatomy::PartIndex part = 0, in = 0;  ///< a bone, and the one that it enters
    double depth = 0;                     ///< metres deeper than at rest
    bool own = false;                     ///< both belong to the joint or to those beside it; else a limb has met another part of the body
};

/// The worst of every pair of bones for every coordinate, deeper than a limit beyond rest, deepest first. Each coordinate moves alone,
/// with what follows it by itself. Cost: about a minute for a whole body.
/// Input: limit in metres. Errors: cancelled; bad_data for a body without joints.
[[nodiscard]] base::Result<std::vector<BoneClash>> check_joints(const scene::Model& model, double limit = 0.001,
                                                                const base::Progress& progress = {});
/// A table, deepest first, and counts.
[[nodiscard]] std::string describe_bone_clashes(const scene::Model& model, const std::vector<BoneClash>& clashes);

}  // namespace smrt::tasks
