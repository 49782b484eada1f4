// Poses as values: rest, blend, limits.
#include "skeleton/pose.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.h"

namespace smrt::skeleton {
Pose make_rest_pose(const Rig& rig, Posture posture) {
    const std::vector<double>& values = rig.at_ease[static_cast<std::size_t>(posture)].values;
    return {values.empty() ? std::vector<double>(rig.coordinates.size(), 0.0) : values, posture, {}};
}

Pose in_posture(const Rig& rig, const Pose& pose, Posture posture) {
    const Pose before = make_rest_pose(rig, pose.posture);
    Pose out = make_rest_pose(rig, posture);
    out.gathers = pose.gathers;
    for (std::size_t i = 0; i < out.values.size(); ++i)
        if (pose.values[i] != before.values[i]) out.values[i] = pose.values[i];
    return out;
}

Pose interpolate(const Pose& a, const Pose& b, double t) {
    ENSURE(a.values.size() == b.values.size(), "{} and {} values", a.values.size(), b.values.size());
    if (t == 0) return a;
    if (t == 1) return b;
    Pose out = a;
    out.posture = b.posture;
    out.gathers = b.gathers;  // rest has none: they come in with the pose
    for (Gather& gather : out.gathers) {
        const auto same = [&](const Gather& one) {
            return one.word == gather.word && one.side == gather.side && one.place == gather.place;
        };
        const auto before = std::find_if(a.gathers.begin(), a.gathers.end(), same);
        const double from = before == a.gathers.end() ? 0.0 : before->metres;
        gather.metres = from + t * (gather.metres - from);
    }
    for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] += t * (b.values[i] - a.values[i]);
    return out;
}

base::Findings limit_to_range(const Rig& rig, Pose& pose) {
    base::Findings findings;
    pose.values.resize(rig.coordinates.size(), 0.0);
    for (std::size_t i = 0; i < pose.values.size(); ++i) {
        const Coordinate& coordinate = rig.coordinates[i];
        const double limited = std::clamp(pose.values[i], coordinate.lower, coordinate.upper);
        // Readings come from degrees and back; a rounding step is no fault.
        if (std::abs(limited - pose.values[i]) > 1e-9) {
            const double unit = coordinate.unit;
            findings.add(base::Severity::warning, coordinate.id, "out-of-range",
                         fmt::format("{} of {:.0f} is outside its normal range of {:.0f} to {:.0f}{}; {:.0f} is used", coordinate.id,
                                     (coordinate.rest + pose.values[i]) / unit, (coordinate.rest + coordinate.lower) / unit,
                                     (coordinate.rest + coordinate.upper) / unit, coordinate.millimetres ? " mm" : " degrees",
                                     (coordinate.rest + limited) / unit));
        }
        pose.values[i] = limited;
    }
    return findings;
}

double reading_of(const Rig& rig, const Pose& pose, std::uint32_t coordinate) {
    const Coordinate& which = rig.coordinates[coordinate];
    return (which.rest + pose.values[coordinate]) / which.unit;
}

double value_of_reading(const Coordinate& coordinate, double reading) {
    return reading * coordinate.unit - coordinate.rest;
}

}  // namespace smrt::skeleton
