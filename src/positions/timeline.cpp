// The course of a session in one position: slow in, still, slower out.
#include <algorithm>

#include "base/ensure.h"
#include "positions/position.h"

namespace smrt::positions {
namespace {

/// Minimum-jerk course from 0 to 1: speed and acceleration are 0 at both ends.
double ease(double t) {
    t = std::clamp(t, 0.0, 1.0);
    return t * t * t * (10 + t * (6 * t - 15));
}

}  // namespace

Timeline timeline_of(const Position& position, double hold_override) {
    return {position.way_in_seconds, hold_override < 0 ? position.hold_seconds : hold_override, position.way_out_seconds};
}

Stage stage_at(const Timeline& timeline, double seconds) {
    if (seconds < timeline.way_in) return Stage::way_in;
    return seconds < timeline.way_in + timeline.hold ? Stage::hold : Stage::way_out;
}

double depth_at(const Timeline& timeline, double seconds) {
    switch (stage_at(timeline, seconds)) {
        case Stage::way_in:
            return ease(seconds / timeline.way_in);
        case Stage::hold:
            return 1;
        case Stage::way_out:
            break;
    }
    if (timeline.way_out <= 0) return 0;
    return 1 - ease((seconds - timeline.way_in - timeline.hold) / timeline.way_out);
}

skeleton::Pose pose_at_depth(const skeleton::Rig& rig, const skeleton::Pose& hold, double depth) {
    ENSURE(hold.values.size() == rig.coordinates.size(), "a pose of {} values for a rig of {}", hold.values.size(), rig.coordinates.size());
    return skeleton::interpolate(skeleton::make_rest_pose(rig, hold.posture), hold, std::clamp(depth, 0.0, 1.0));
}

}  // namespace smrt::positions
