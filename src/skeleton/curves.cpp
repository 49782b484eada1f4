// Monotone cubic curves; contacts solved by Newton steps.
#include "skeleton/curves.h"

#include <fmt/format.h>
#include <algorithm>

#include <cmath>
#include <functional>

#include "base/text.h"
#include "skeleton/bone_contact.h"
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

/// A coordinate of the midline that follows one of the limbs or ribs follows the mean of both sides.
void add_curve(const anatomy::CurveDefinition& definition, Side side, Rig& rig) {
    const auto driven = find_coordinate(rig, side, definition.driven);
    if (!driven || rig.coordinates[*driven].side != side) return;
    std::vector<std::uint32_t> drivers;
    for (const Side from : side == Side::midline ? std::vector{Side::midline, Side::right, Side::left} : std::vector{side})
        if (const auto driver = find_coordinate(rig, from, definition.driver);
            driver && std::find(drivers.begin(), drivers.end(), *driver) == drivers.end())
            drivers.push_back(*driver);
    for (const std::uint32_t driver : drivers) {
        Curve curve{driver, *driven, {}, {}, {}};
        for (const auto& [at, value] : definition.points) {
            curve.at.push_back(at * rig.coordinates[driver].unit);
            curve.value.push_back(value * rig.coordinates[*driven].unit / static_cast<double>(drivers.size()));
        }
        set_slopes(curve);
        rig.curves.push_back(std::move(curve));
    }
}

/// The value of a follower at which a misfit is nothing, from a guess on. Its range is what hands may add to that.
double solve_follower(double follow, const std::function<double(double)>& misfit) {
    constexpr double k_small = 2e-4, k_most = 0.004;  // metres: surfaces are made of triangles
    constexpr double k_farthest = 0.04;               // metres
    for (int step = 0; step < 40; ++step) {
        const double now = misfit(follow), slope = (misfit(follow + k_small) - now) / k_small;
        if (std::abs(now) < 1e-5 || std::abs(slope) < 1e-3) break;
        follow += std::clamp(-now / slope, -k_most, k_most);
    }
    return std::clamp(follow, -k_farthest, k_farthest);
}

void add_contact(const anatomy::Body& body, const anatomy::ContactDefinition& definition, Side side, Rig& rig) {
    constexpr int k_steps = 10;
    const auto driver = find_coordinate(rig, side, definition.driver), driven = find_coordinate(rig, side, definition.driven);
    if (!driver || !driven || rig.coordinates[*driven].side != side) return;
    const Joint& joint = rig.joints[rig.coordinates[*driven].joint];
    const auto contact = BoneContact::make(body, rig, rig.coordinates[*driven].joint);
    if (!contact)
        return rig.findings.add(base::Severity::note, joint.id, "no-contact",
                                fmt::format("{} does not slide on its bone: this body has no surfaces there", joint.id));
    const Coordinate& leads = rig.coordinates[*driver];
    Pose pose = make_rest_pose(rig);
    const double wanted = contact->measure(measure_posed_body(rig, pose));
    // Outwards from rest, where nothing need follow: of two solutions the near one.
    std::vector<std::pair<double, double>> points{{0.0, 0.0}};
    const auto misfit = [&](double value) {
        pose.values[*driven] = value;
        return contact->measure(measure_posed_body(rig, pose)) - wanted;
    };
    double worst = 0;
    for (const double end : {leads.lower, leads.upper}) {
        double follow = 0;
        for (int i = 1; i <= k_steps && end != 0; ++i) {
            pose.values[*driver] = end * i / k_steps;
            follow = solve_follower(follow, misfit);
            worst = std::max(worst, std::abs(misfit(follow)));
            points.emplace_back(end * i / k_steps, follow);
        }
    }
    constexpr double k_poor = 0.001;  // metres
    if (worst > k_poor)
        rig.findings.add(base::Severity::warning, joint.id, "poor-contact",
                         fmt::format("{} comes to lie {:.1f} mm off its bone, or in it", joint.id, 1000 * worst));
    std::sort(points.begin(), points.end());
    Curve curve{*driver, *driven, {}, {}, {}};
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

void add_curves(const anatomy::Body& body, const anatomy::JointDefinitions& definitions, Rig& rig) {
    for (const Side side : {Side::right, Side::left, Side::midline}) {
        for (const anatomy::CurveDefinition& definition : definitions.curves) add_curve(definition, side, rig);
        for (const anatomy::ContactDefinition& definition : definitions.contacts) add_contact(body, definition, side, rig);
    }
}

}  // namespace smrt::skeleton
