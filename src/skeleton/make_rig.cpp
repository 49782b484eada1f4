// Joint definitions and landmarks to a rig.
#include "skeleton/make_rig.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.h"
#include "geometry/units.h"
#include "skeleton/curves.h"
#include "skeleton/direction_rule.h"
#include "skeleton/lay_at_ease.h"
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

/// Parts by name, so that each joint does not walk the whole body.
class BoneIndex {
public:
    explicit BoneIndex(const anatomy::Body& body) : body_(body) {
        for (anatomy::PartIndex i = 0; i < body.parts().size(); ++i)
            by_name_.emplace(base::fold(anatomy::name_without_side(body.part(i).name)), i);
    }
    [[nodiscard]] std::vector<anatomy::PartIndex> find(const std::vector<std::string>& names, Side side) const {
        std::vector<anatomy::PartIndex> found;
        for (const std::string& name : names) {
            const auto [first, last] = by_name_.equal_range(base::fold(name));
            for (auto it = first; it != last; ++it)
                if (side == Side::midline || body_.part(it->second).side == side) found.push_back(it->second);
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
        rig_.segment_of_part.assign(body.parts().size(), k_root);
        rig_.placed.assign(body.parts().size(), false);
        rig_.segments.push_back({"pelvis", k_no_joint, {}});
    }

    std::shared_ptr<const Rig> make() {
        for (const JointDefinition* joint : parents_first())
            for (const Side side : joint->paired ? std::vector{Side::right, Side::left} : std::vector{Side::midline})
                add_joint(*joint, side);
        ride_along(body_, rig_);
        rig_.supports = find_supports(body_, rig_);
        add_couplings();
        add_curves(body_, definitions_, rig_);
        for (const anatomy::MovementDefinition& movement : definitions_.movements)
            if (has_all(movement)) rig_.movements.push_back(movement);
        lay_at_ease(definitions_.postures, rig_);
        return std::make_shared<const Rig>(std::move(rig_));
    }

private:
    std::vector<const JointDefinition*> parents_first() const {
        std::vector<const JointDefinition*> waiting, ordered;
        for (const JointDefinition& joint : definitions_.joints) waiting.push_back(&joint);
        std::set<std::string> placed = {"room"};
        if (std::none_of(waiting.begin(), waiting.end(), [](const JointDefinition* joint) { return joint->child == "pelvis"; }))
            placed.insert("pelvis");
        const auto ready = [&](const JointDefinition& joint) {
            const auto is_placed = [&](const std::string& name) { return placed.contains(name); };
            return is_placed(joint.parent) && (joint.motion == JointMotion::turns || is_placed(joint.reference)) &&
                   std::all_of(joint.mean_of.begin(), joint.mean_of.end(), is_placed);
        };
        for (bool moved = true; moved;) {
            moved = false;
            for (auto it = waiting.begin(); it != waiting.end();) {
                if (!ready(**it)) {
                    ++it;
                    continue;
                }
                placed.insert((*it)->child);
                ordered.push_back(*it);
                it = waiting.erase(it);
                moved = true;
            }
        }
        return ordered;
    }

    std::optional<SegmentIndex> find_segment(const std::string& name, Side side) const {
        const auto found = rig_.find_segment(sided(side, name));
        return found ? found : rig_.find_segment(name);
    }

    /// The nearest segment that exists from a segment up to the root.
    SegmentIndex segment_or_ancestor(std::string name, Side side) const {
        while (name != "pelvis" && name != "room") {
            if (const auto found = find_segment(name, side)) return *found;
            const auto joint = std::find_if(definitions_.joints.begin(), definitions_.joints.end(),
                                            [&](const JointDefinition& one) { return one.child == name; });
            if (joint == definitions_.joints.end()) break;
            name = joint->parent;
        }
        return k_root;
    }

    void tell(const std::string& place, const std::string& code, const std::string& what) {
        rig_.findings.add(Severity::note, place, code, what);
    }

    void add_joint(const JointDefinition& definition, Side side) {
        const std::string id = sided(side, definition.id);
        const std::vector<anatomy::PartIndex> bones = bones_.find(definition.bones, side);
        const std::vector<anatomy::PartIndex> fused = find_fused(definition, bones.empty());
        if (bones.empty() && fused.empty())
            return tell(id, "no-bone", fmt::format("this body has no {}, so it has no {}", sided(side, definition.child), id));
        const SegmentIndex parent = segment_or_ancestor(definition.parent, side);
        const Landmark* centre = nullptr;
        for (const std::string& name : definition.centre)
            if (centre == nullptr) centre = rig_.landmarks.find(name, side);
        auto coordinates = centre == nullptr ? std::nullopt : make_coordinates(definition, side, id);
        if (!coordinates) {
            if (centre == nullptr) tell(id, "no-centre", fmt::format("the centre of the {} joint was not found on this body", id));
            for (const anatomy::PartIndex bone : bones) rig_.segment_of_part[bone] = parent, rig_.placed[bone] = true;
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
        joint.child = definition.child == "pelvis" ? k_root : static_cast<SegmentIndex>(rig_.segments.size());
        joint.hinged = definition.hinged;
        for (std::size_t i = 0; i < definition.mean_of.size(); ++i)
            if (const auto segment = find_segment(definition.mean_of[i], side))
                joint.mean_of.emplace_back(*segment, definition.mean_shares[i]);
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
        if (joint.child == k_root)
            rig_.segments[k_root].joint = index, rig_.segments[k_root].bones = bones;
        else
            rig_.segments.push_back({sided(joint.side, definition.child), index, bones});
        for (const anatomy::PartIndex bone : bones) rig_.segment_of_part[bone] = joint.child, rig_.placed[bone] = true;
        for (const anatomy::PartIndex whole : find_fused(definition, bones.empty())) {
            const geometry::Box& box = body_.part(whole).mesh.box;
            rig_.fused.push_back(
                {whole, joint.child,
                 static_cast<double>(box.lower.y) + definition.fused_share * static_cast<double>(box.upper.y - box.lower.y)});
        }
        rig_.joints.push_back(std::move(joint));
    }

    /// The bone that the child is drawn together with, if the body has no part for the child itself.
    std::vector<anatomy::PartIndex> find_fused(const JointDefinition& definition, bool missing) const {
        if (definition.fused_in.empty() || !missing) return {};
        return bones_.find({definition.fused_in}, Side::midline);
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
            out.along_child = definition.along_child;
            out.millimetres = definition.slide || !definition.surface.empty();
            out.unit = definition.slide ? geometry::k_mm : geometry::k_degree;
            if (!definition.surface.empty()) {
                const auto reach = measure_reach(definition.surface, *axis, joint, side);
                if (!reach)
                    return tell(id, "no-surface", fmt::format("{} cannot be read in millimetres on this body", definition.id)),
                           std::nullopt;
                out.unit = geometry::k_mm / *reach;
            }
            out.shown = definition.shown;
            out.lower = definition.lower * out.unit, out.upper = definition.upper * out.unit;
            out.axis = definition.slide ? *axis : turn_sign(side) * *axis;
            out.positive = definition.positive;
            out.source = definition.source;
            out.rest = definition.rest_share * measure_rest(definition, out.axis, side, id);
            coordinates.push_back(std::move(out));
        }
        return coordinates;
    }

    /// Distance of a landmark from the axis through the joint's centre, metres.
    std::optional<double> measure_reach(const std::string& surface, const glm::dvec3& axis, const JointDefinition& joint, Side side) const {
        const Landmark *point = rig_.landmarks.find(surface, side), *centre = nullptr;
        for (const std::string& name : joint.centre)
            if (centre == nullptr) centre = rig_.landmarks.find(name, side);
        if (point == nullptr || centre == nullptr) return std::nullopt;
        const glm::dvec3 arm = point->position - centre->position;
        const double reach = glm::length(arm - axis * glm::dot(axis, arm));
        return reach > 1e-3 ? std::optional(reach) : std::nullopt;
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
                 fmt::format("the delivered body stands at {:.0f} of {}, outside the normal range {:.0f} to {:.0f}",
                             coordinate.rest / coordinate.unit, coordinate.id, coordinate.lower / coordinate.unit,
                             coordinate.upper / coordinate.unit));
        coordinate.lower = std::min(0.0, coordinate.lower - coordinate.rest);
        coordinate.upper = std::max(0.0, coordinate.upper - coordinate.rest);
    }

    void add_couplings() {
        for (const anatomy::CouplingDefinition& definition : definitions_.couplings)
            for (const Side side : {Side::right, Side::left, Side::midline}) {
                const auto driver = rig_.find_joint(sided(side, definition.driver));
                const auto driven = rig_.find_coordinate(sided(side, definition.driven));
                if (!driver || !driven) continue;
                rig_.couplings.push_back({*driver, *driven, definition.total * rig_.coordinates[*driven].unit,
                                          definition.at * geometry::k_degree, definition.setting_sideways * geometry::k_degree,
                                          definition.setting_forward * geometry::k_degree});
            }
    }

    bool has_all(const anatomy::MovementDefinition& movement) const {
        return movement.gathers || std::any_of(movement.coordinates.begin(), movement.coordinates.end(), [&](const std::string& listed) {
                   const std::string id(plain_coordinate(listed));
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
