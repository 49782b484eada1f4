// Monotone cubic curves, and tethers solved by Newton steps.
#include "skeleton/curves.h"

#include <fmt/format.h>
#include <algorithm>

#include <cmath>

#include "base/text.h"
#include "skeleton/pose.h"

namespace smrt::skeleton {
namespace {

using anatomy::Side;

std::string sided(Side side, const std::string& text) {
    return side == Side::midline ? text : fmt::format("{} {}", anatomy::name_of(side), text);
}

/// The coordinate of a side, or the midline one.
std::optional<std::uint32_t> find_coordinate(const Rig& rig, Side side, const std::string& id) {
    const auto found = rig.find_coordinate(sided(side, id));
    return found ? found : rig.find_coordinate(id);
}

/// Slopes that overshoot nowhere (harmonic means of the neighbouring secants, Fritsch and Butland 1984).
void set_slopes(Curve& curve) {
    const std::size_t count = curve.at.size();
    std::vector<double> secant;
    for (std::size_t i = 0; i + 1 < count; ++i) secant.push_back((curve.value[i + 1] - curve.value[i]) / (curve.at[i + 1] - curve.at[i]));
    curve.slope.assign(count, 0.0);
    curve.slope.front() = secant.front(), curve.slope.back() = secant.back();
    for (std::size_t i = 1; i + 1 < count; ++i)
        if (secant[i - 1] * secant[i] > 0) curve.slope[i] = 2 * secant[i - 1] * secant[i] / (secant[i - 1] + secant[i]);
}

void add_curve(const anatomy::CurveDefinition& definition, Side side, Rig& rig) {
    const auto driver = find_coordinate(rig, side, definition.driver), driven = find_coordinate(rig, side, definition.driven);
    if (!driver || !driven || rig.coordinates[*driven].side != side) return;
    Curve curve{*driver, *driven, {}, {}, {}};
    for (const auto& [at, value] : definition.points) {
        curve.at.push_back(at * rig.coordinates[*driver].unit);
        curve.value.push_back(value * rig.coordinates[*driven].unit);
    }
    set_slopes(curve);
    rig.curves.push_back(std::move(curve));
}

double distance_of(const Rig& rig, const Pose& pose, const glm::dvec3& from, SegmentIndex at_from, const glm::dvec3& to,
                   SegmentIndex at_to) {
    const PosedBody posed = measure_posed_body(rig, pose);
    return glm::distance(glm::dvec3(posed.segments[at_from] * glm::dvec4(from, 1)), glm::dvec3(posed.segments[at_to] * glm::dvec4(to, 1)));
}

void add_tether(const anatomy::TetherDefinition& definition, Side side, Rig& rig) {
    constexpr int k_steps = 24;
    const auto driver = find_coordinate(rig, side, definition.driver), driven = find_coordinate(rig, side, definition.driven);
    const anatomy::Landmark *from = rig.landmarks.find(definition.from, side), *to = rig.landmarks.find(definition.to, side);
    if (!driver || !driven || from == nullptr || to == nullptr || rig.coordinates[*driven].side != side) return;
    const Coordinate &leads = rig.coordinates[*driver], &follows = rig.coordinates[*driven];
    const SegmentIndex at_from = rig.joints[follows.joint].child, at_to = rig.joints[leads.joint].child;
    const double wanted = glm::distance(from->position, to->position);
    Curve curve{*driver, *driven, {}, {}, {}};
    const auto misfit = [&](double lead, double follow) {
        Pose pose = make_rest_pose(rig);
        pose.values[*driver] = lead, pose.values[*driven] = follow;
        return distance_of(rig, pose, from->position, at_from, to->position, at_to) - wanted;
    };
    const auto solve = [&](double lead, double follow) {
        for (int step = 0; step < 40; ++step) {
            constexpr double k_small = 1e-5, k_most = 0.05;  // radians or metres
            const double now = misfit(lead, follow), slope = (misfit(lead, follow + k_small) - now) / k_small;
            if (std::abs(now) < 1e-9 || std::abs(slope) < 1e-6) break;
            follow += std::clamp(-now / slope, -k_most, k_most);
        }
        return std::clamp(follow, follows.lower, follows.upper);
    };
    // Outwards from rest, where nothing need follow: of two solutions the near one.
    std::vector<std::pair<double, double>> points{{0.0, 0.0}};
    for (const double end : {leads.lower, leads.upper}) {
        double follow = 0;
        for (int i = 1; i <= k_steps && end != 0; ++i) points.emplace_back(end * i / k_steps, follow = solve(end * i / k_steps, follow));
    }
    std::sort(points.begin(), points.end());
    for (const auto& [lead, follow] : points) curve.at.push_back(leads.rest + lead), curve.value.push_back(follow);
    set_slopes(curve);
    rig.curves.push_back(std::move(curve));
}

}  // namespace

std::string_view plain_coordinate(std::string_view listed) {
    for (const std::string_view prefix : {"both ", "other "})
        if (listed.starts_with(prefix)) return listed.substr(prefix.size());
    return listed;
}

void add_curves(const anatomy::JointDefinitions& definitions, Rig& rig) {
    for (const Side side : {Side::right, Side::left, Side::midline}) {
        for (const anatomy::CurveDefinition& definition : definitions.curves) add_curve(definition, side, rig);
        for (const anatomy::TetherDefinition& definition : definitions.tethers) add_tether(definition, side, rig);
    }
}

}  // namespace smrt::skeleton
