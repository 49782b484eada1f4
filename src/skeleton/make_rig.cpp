// Joint definitions and landmarks to a rig.
#include "skeleton/make_rig.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"
#include "geometry/units.h"
#include "skeleton/direction_rule.h"
#include "skeleton/ride_along.h"
#include "skeleton/rotation.h"
#include "skeleton/swing_joint.h"

namespace smrt::skeleton {
namespace {

using anatomy::CoordinateDefinition;
using anatomy::JointDefinition;
using anatomy::JointMotion;
using anatomy::Landmark;
using anatomy::Side;
using base::Severity;

constexpr double k_poor_fit = 0.0015;  // metres

std::string sided(Side side, const std::string& text) {
    return side == Side::midline ? text : fmt::format("{} {}", anatomy::name_of(side), text);
}

/// The text with its first letter in upper or lower case.
std::string sentence(std::string text, bool upper) {
    if (!text.empty()) {
        const auto first = static_cast<unsigned char>(text[0]);
        text[0] = static_cast<char>(upper ? std::toupper(first) : std::tolower(first));
    }
    return text;
}

/// Bones by name, so that each joint does not walk the whole body.
class BoneIndex {
public:
    explicit BoneIndex(const anatomy::Body& body) : body_(body) {
        for (anatomy::PartIndex i = 0; i < body.parts().size(); ++i)
            if (body.part(i).kind == anatomy::Kind::bone) by_name_.emplace(base::fold(anatomy::name_without_side(body.part(i).name)), i);
    }
    [[nodiscard]] std::vector<anatomy::PartIndex> find(const std::vector<std::string>& names, Side side) const {
        std::vector<anatomy::PartIndex> found;
        for (const std::string& name : names) {
            const auto [first, last] = by_name_.equal_range(base::fold(name));
            for (auto it = first; it != last; ++it)
                if (body_.part(it->second).side == side) found.push_back(it->second);
        }
        return found;
    }

private:
    const anatomy::Body& body_;
    std::multimap<std::string, anatomy::PartIndex> by_name_;
};

/// Builds one rig; definitions come parents first.
class Maker {
public:
    Maker(const anatomy::Body& body, const anatomy::Landmarks& landmarks, const anatomy::JointDefinitions& definitions)
        : body_(body), bones_(body), definitions_(definitions) {
        rig_.landmarks = landmarks;
        rig_.segment_of_part.assign(body.parts().size(), k_trunk);
        rig_.segments.push_back({"trunk", 0, {}});
    }

    std::shared_ptr<const Rig> make() {
        for (const JointDefinition* joint : parents_first())
            for (const Side side : joint->paired ? std::vector{Side::right, Side::left} : std::vector{Side::midline})
                add_joint(*joint, side);
        ride_along(body_, rig_);
        add_couplings();
        for (const anatomy::MovementDefinition& movement : definitions_.movements)
            if (has_all(movement)) rig_.movements.push_back(movement);
        return std::make_shared<const Rig>(std::move(rig_));
    }

private:
    std::vector<const JointDefinition*> parents_first() const {
        std::vector<const JointDefinition*> waiting, ordered;
        for (const JointDefinition& joint : definitions_.joints) waiting.push_back(&joint);
        std::vector<std::string> placed = {"trunk"};
        for (bool moved = true; moved;) {
            moved = false;
            for (auto it = waiting.begin(); it != waiting.end();) {
                if (std::find(placed.begin(), placed.end(), (*it)->parent) == placed.end()) {
                    ++it;
                    continue;
                }
                placed.push_back((*it)->child);
                ordered.push_back(*it);
                it = waiting.erase(it);
                moved = true;
            }
        }
        return ordered;
    }

    /// The nearest segment that exists from a segment up to the trunk.
    SegmentIndex segment_or_ancestor(std::string name, Side side) const {
        while (name != "trunk") {
            if (const auto found = rig_.find_segment(sided(side, name))) return *found;
            const auto joint = std::find_if(definitions_.joints.begin(), definitions_.joints.end(),
                                            [&](const JointDefinition& one) { return one.child == name; });
            if (joint == definitions_.joints.end()) break;
            name = joint->parent;
        }
        return k_trunk;
    }

    void tell(const std::string& place, const std::string& code, const std::string& what) {
        rig_.findings.add(Severity::note, place, code, what);
    }

    void add_joint(const JointDefinition& definition, Side side) {
        const std::string id = sided(side, definition.id);
        const std::vector<anatomy::PartIndex> bones = bones_.find(definition.bones, side);
        if (bones.empty())
            return tell(id, "no-bone", fmt::format("this body has no {}, so it has no {}", sided(side, definition.child), id));
        const SegmentIndex parent = segment_or_ancestor(definition.parent, side);
        const Landmark* centre = nullptr;
        for (const std::string& name : definition.centre)
            if (centre == nullptr) centre = rig_.landmarks.find(name, side);
        auto coordinates = centre == nullptr ? std::nullopt : make_coordinates(definition, side, id);
        if (!coordinates) {
            if (centre == nullptr) tell(id, "no-centre", fmt::format("the centre of the {} joint was not found on this body", id));
            for (const anatomy::PartIndex bone : bones) rig_.segment_of_part[bone] = parent;
            auto& carried = rig_.segments[parent].bones;
            carried.insert(carried.end(), bones.begin(), bones.end());
            return;
        }
        Joint joint;
        joint.id = id;
        joint.name = sentence(sided(side, sentence(definition.name, false)), true);
        joint.side = side;
        joint.parent = parent;
        joint.reference = segment_or_ancestor(definition.reference, side);
        joint.child = static_cast<SegmentIndex>(rig_.segments.size());
        joint.centre = centre->position;
        joint.fit_residual = centre->residual;
        joint.motion = definition.motion;
        place(definition, std::move(joint), std::move(*coordinates), bones);
    }

    void place(const JointDefinition& definition, Joint joint, std::vector<Coordinate> coordinates,
               const std::vector<anatomy::PartIndex>& bones) {
        const auto index = static_cast<std::uint32_t>(rig_.joints.size());
        for (Coordinate& coordinate : coordinates) {
            coordinate.joint = index;
            joint.coordinates.push_back(static_cast<std::uint32_t>(rig_.coordinates.size()));
            rig_.coordinates.push_back(std::move(coordinate));
        }
        if (joint.motion == JointMotion::swing) set_swing_rest(definition, joint);
        if (joint.motion == JointMotion::glide) joint.wall = make_wall(definition, joint);
        for (const std::uint32_t c : joint.coordinates) to_pose_range(rig_.coordinates[c]);
        if (joint.fit_residual > k_poor_fit)
            rig_.findings.add(Severity::warning, joint.id, "poor-fit",
                              fmt::format("the centre of the {} fits its bone only to {:.1f} mm", joint.id, joint.fit_residual * 1000));
        rig_.segments.push_back({sided(joint.side, definition.child), index, bones});
        for (const anatomy::PartIndex bone : bones) rig_.segment_of_part[bone] = joint.child;
        rig_.joints.push_back(std::move(joint));
    }

    /// Coordinates with anatomical ranges and measured rest values; nothing if a direction cannot be found.
    std::optional<std::vector<Coordinate>> make_coordinates(const JointDefinition& joint, Side side, const std::string& id) {
        std::vector<Coordinate> coordinates;
        for (const CoordinateDefinition& definition : joint.coordinates) {
            const auto axis = measure_direction(definition.axis, rig_.landmarks, side);
            if (!axis) {
                tell(id, "no-axis", fmt::format("{} cannot turn on this body: {}", id, axis.error().message));
                return std::nullopt;
            }
            Coordinate out;
            out.id = sided(side, definition.id);
            out.side = side;
            out.translation = definition.slide;
            const double unit = definition.slide ? geometry::k_mm : geometry::k_degree;
            out.lower = definition.lower * unit, out.upper = definition.upper * unit;
            out.axis = definition.slide ? *axis : turn_sign(side) * *axis;
            out.positive = definition.positive;
            out.source = definition.source;
            out.rest = measure_rest(definition, out.axis, side, id);
            coordinates.push_back(std::move(out));
        }
        return coordinates;
    }

    double measure_rest(const CoordinateDefinition& definition, const glm::dvec3& axis, Side side, const std::string& id) {
        if (definition.rest_from.empty()) return 0;
        const auto from = measure_direction(definition.rest_from, rig_.landmarks, side);
        const auto to = measure_direction(definition.rest_to, rig_.landmarks, side);
        if (from && to) return measure_angle_about(axis, *from, *to);
        tell(id, "no-rest-angle",
             fmt::format("how far the delivered body stands in {} is unknown and taken as 0: {}", sided(side, definition.id),
                         (from ? to : from).error().message));
        return 0;
    }

    void set_swing_rest(const JointDefinition& definition, Joint& joint) {
        const auto limb = measure_direction(definition.limb_along, rig_.landmarks, joint.side);
        const auto hinge = measure_direction(definition.limb_hinge, rig_.landmarks, joint.side);
        if (!limb || !hinge)
            return tell(joint.id, "no-rest-angle",
                        fmt::format("the posture of the {} is unknown and taken as hanging straight: {}", joint.id,
                                    (limb ? hinge : limb).error().message));
        const SwingJoint swing = swing_of(rig_, joint);
        const double sign = turn_sign(joint.side);
        const SwingValues rest = measure_swing(swing.axes, sign * swing.axes.spin, *limb, sign * swing.axes.forward, *hinge);
        rig_.coordinates[swing.forward].rest = rest.forward;
        rig_.coordinates[swing.sideways].rest = rest.sideways;
        rig_.coordinates[swing.spin].rest = rest.spin;
        joint.rest_turn = swing_turn(swing.axes, rest);
    }

    std::optional<Wall> make_wall(const JointDefinition& definition, const Joint& joint) {
        const Landmark* wall = rig_.landmarks.find(definition.wall, joint.side);
        const Landmark* first = rig_.landmarks.find(definition.wall_points[0], joint.side);
        const Landmark* second = rig_.landmarks.find(definition.wall_points[1], joint.side);
        if (wall != nullptr && first != nullptr && second != nullptr && wall->radii.x > 0)
            return Wall{wall->position, wall->radii, {first->position, second->position}};
        tell(joint.id, "no-wall", fmt::format("{} turns freely: this body has no ribs to glide on", joint.id));
        return std::nullopt;
    }

    /// From anatomical values to values of a pose; the delivered body is always allowed.
    void to_pose_range(Coordinate& coordinate) {
        if (coordinate.rest < coordinate.lower || coordinate.rest > coordinate.upper)
            tell(coordinate.id, "rest-out-of-range",
                 fmt::format("the delivered body stands at {:.0f} degrees of {}, outside the normal range {:.0f} to {:.0f}",
                             coordinate.rest / geometry::k_degree, coordinate.id, coordinate.lower / geometry::k_degree,
                             coordinate.upper / geometry::k_degree));
        coordinate.lower = std::min(0.0, coordinate.lower - coordinate.rest);
        coordinate.upper = std::max(0.0, coordinate.upper - coordinate.rest);
    }

    void add_couplings() {
        for (const anatomy::CouplingDefinition& definition : definitions_.couplings)
            for (const Side side : {Side::right, Side::left, Side::midline}) {
                const auto driver = rig_.find_joint(sided(side, definition.driver));
                const auto driven = rig_.find_coordinate(sided(side, definition.driven));
                if (!driver || !driven) continue;
                const double unit = rig_.coordinates[*driven].translation ? geometry::k_mm : geometry::k_degree;
                rig_.couplings.push_back({*driver, *driven, definition.total * unit, definition.at * geometry::k_degree,
                                          definition.setting_sideways * geometry::k_degree,
                                          definition.setting_forward * geometry::k_degree});
            }
    }

    bool has_all(const anatomy::MovementDefinition& movement) const {
        return std::all_of(movement.coordinates.begin(), movement.coordinates.end(), [&](const std::string& id) {
            return rig_.find_coordinate("right " + id) || rig_.find_coordinate("left " + id) || rig_.find_coordinate(id);
        });
    }

    const anatomy::Body& body_;
    BoneIndex bones_;
    const anatomy::JointDefinitions& definitions_;
    Rig rig_;
};

}  // namespace

std::shared_ptr<const Rig> make_rig(const anatomy::Body& body, const anatomy::Landmarks& landmarks,
                                    const anatomy::JointDefinitions& definitions) {
    return Maker(body, landmarks, definitions).make();
}

}  // namespace smrt::skeleton
