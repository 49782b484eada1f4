// One posture as values of coordinates, and the body's segments under it.
#pragma once

#include <glm/glm.hpp>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// A value per coordinate of a rig, in radians or metres. A value type: copies, compares, interpolates.
struct Pose {
    std::vector<double> values;
    bool operator==(const Pose&) const = default;
};

/// Every coordinate at rest (0).
[[nodiscard]] Pose make_rest_pose(const Rig& rig);
/// a at 0, b at 1.
[[nodiscard]] Pose interpolate(const Pose& a, const Pose& b, double t);
/// "elbow flexion right=90; shoulder abduction left=30" or side first; degrees and millimetres. Limited to the range.
/// Errors: bad_usage that names the unknown word and the closest known one.
[[nodiscard]] base::Result<Pose> parse_pose(const Rig& rig, std::string_view text);
/// Values outside the normal range, clamped in place; one finding each.
[[nodiscard]] base::Findings limit_to_range(const Rig& rig, Pose& pose);

/// Where each segment is: maps resting coordinates to posed coordinates.
struct PosedBody {
    std::vector<glm::dmat4> segments;
    bool operator==(const PosedBody&) const = default;
};

[[nodiscard]] PosedBody measure_posed_body(const Rig& rig, const Pose& pose);

}  // namespace smrt::skeleton
