// Where the segments go under a pose.
#include <glm/gtc/quaternion.hpp>
#include <utility>

#include "base/ensure.h"
#include "skeleton/pose.h"
#include "skeleton/swing_joint.h"
#include "skeleton/wall_contact.h"

namespace smrt::skeleton {
namespace {

using anatomy::JointMotion;

/// Rotation about and translation of the resting body's origin.
struct Placement {
    glm::dmat3 turn{1};
    glm::dvec3 shift{0};
    [[nodiscard]] glm::dvec3 carry(const glm::dvec3& point) const { return turn * point + shift; }
};

/// Placement that turns by `turn` and takes `from` to `to`; exactly the identity when nothing moves.
Placement turn_and_take(const glm::dmat3& turn, const glm::dvec3& from, const glm::dvec3& to) {
    if (turn == glm::dmat3(1)) return {turn, to - from};
    return {turn, to - turn * from};
}

/// What slides along axes that the child carries, or along those that the parent does.
glm::dvec3 slide_of(const Rig& rig, const Joint& joint, const std::vector<double>& values, bool along_child) {
    glm::dvec3 slide{0};
    for (const std::uint32_t c : joint.coordinates)
        if (rig.coordinates[c].translation && rig.coordinates[c].along_child == along_child)
            slide += values[c] * rig.coordinates[c].shown * rig.coordinates[c].axis;
    return slide;
}

glm::dmat3 turns_of(const Rig& rig, const Joint& joint, const std::vector<double>& values) {
    glm::dmat3 turn(1);
    for (const std::uint32_t c : joint.coordinates)
        if (!rig.coordinates[c].translation && values[c] != 0)
            turn = turn * turn_about(rig.coordinates[c].axis, values[c] * rig.coordinates[c].shown);
    return turn;
}

/// From the delivered limb to the posed one, against the reference segment.
glm::dmat3 swing_of_pose(const Rig& rig, const Joint& joint, const std::vector<double>& values) {
    const SwingJoint swing = swing_of(rig, joint);
    if (values[swing.forward] == 0 && values[swing.sideways] == 0 && values[swing.plane] == 0 && values[swing.spin] == 0)
        return glm::dmat3(1);
    const auto anatomical = [&](std::uint32_t c) { return rig.coordinates[c].rest + values[c]; };
    return swing_turn(swing.axes,
                      {anatomical(swing.forward), anatomical(swing.sideways), anatomical(swing.plane), anatomical(swing.spin)}) *
           glm::transpose(joint.rest_turn);
}

/// Segments one after the other, parents first.
class Walk {
public:
    Walk(const Rig& rig, std::vector<double> values) : rig_(rig), values_(std::move(values)), placed_(rig.segments.size()) {}

    PosedBody run() {
        PosedBody out;
        out.segments.assign(rig_.segments.size(), glm::dmat4(1));
        for (const Joint& joint : rig_.joints) {
            const Placement placed = place(joint);
            placed_[joint.child] = placed;
            out.segments[joint.child] = glm::dmat4(placed.turn);
            out.segments[joint.child][3] = glm::dvec4(placed.shift, 1);
        }
        return out;
    }

private:
    [[nodiscard]] Placement place(const Joint& joint) const {
        const Placement parent = joint.mean_of.empty() ? placed_[joint.parent] : mean_of(joint);
        const Placement& base = placed_[joint.reference];
        const glm::dvec3 centre = parent.carry(joint.centre) + parent.turn * slide_of(rig_, joint, values_, false);
        const auto turned = [&](const glm::dmat3& turn) {
            return turn_and_take(turn, joint.centre, centre + turn * slide_of(rig_, joint, values_, true));
        };
        switch (joint.motion) {
            case JointMotion::turns:
                return turned(parent.turn * turns_of(rig_, joint, values_));
            case JointMotion::swing:
                return turned(base.turn * swing_of_pose(rig_, joint, values_));
            case JointMotion::glide: {
                const glm::dvec3 in_base = glm::transpose(base.turn) * (centre - base.shift);
                return turn_and_take(base.turn * glide(joint, in_base), joint.centre, centre);
            }
        }
        return parent;
    }

    /// Turn of the weighted mean of some segments; the joint's centre where the parent or the mean carries it.
    [[nodiscard]] Placement mean_of(const Joint& joint) const {
        const Placement& first = placed_[joint.mean_of.front().first];
        glm::dquat sum(0, 0, 0, 0);
        glm::dvec3 centre(0);
        double weight = 0;
        bool alike = true;
        for (const auto& [segment, share] : joint.mean_of) {
            const Placement& one = placed_[segment];
            glm::dquat turn = glm::quat_cast(one.turn);
            if (glm::dot(turn, sum) < 0) turn = -turn;
            sum = sum + turn * share;
            centre += share * one.carry(joint.centre), weight += share;
            alike = alike && one.turn == first.turn && one.shift == first.shift;
        }
        const Placement& parent = placed_[joint.parent];
        if (alike && (!joint.hinged || (parent.turn == first.turn && parent.shift == first.shift))) return first;
        return turn_and_take(glm::mat3_cast(glm::normalize(sum)), joint.centre,
                             joint.hinged ? parent.carry(joint.centre) : centre / weight);
    }

    [[nodiscard]] glm::dmat3 glide(const Joint& joint, const glm::dvec3& centre) const {
        std::array<std::uint32_t, 3> turning{};
        std::size_t count = 0;
        for (const std::uint32_t c : joint.coordinates)
            if (!rig_.coordinates[c].translation && count < turning.size()) turning[count++] = c;
        ENSURE(count == 3, "{} glides with {} turning coordinates", joint.id, count);
        GlideTurn turn{rig_.coordinates[turning[0]].axis, rig_.coordinates[turning[1]].axis, rig_.coordinates[turning[2]].axis,
                       values_[turning[0]]};
        if (joint.wall) solve_wall_contact(*joint.wall, joint.centre, centre, turn);
        turn.about += values_[turning[1]];
        turn.tilt += values_[turning[2]];
        return turn.matrix();
    }

    const Rig& rig_;
    std::vector<double> values_;
    std::vector<Placement> placed_;
};

}  // namespace

std::vector<double> measure_coupled_values(const Rig& rig, const Pose& pose) {
    std::vector<double> values = pose.values;
    values.resize(rig.coordinates.size(), 0.0);
    for (const Coupling& coupling : rig.couplings) {
        const SwingJoint swing = swing_of(rig, rig.joints[coupling.driver]);
        const double forward = rig.coordinates[swing.forward].rest;
        const double sideways = rig.coordinates[swing.sideways].rest;
        const double at_rest = measure_coupling(coupling, forward, sideways);
        const double now = measure_coupling(coupling, forward + pose.values[swing.forward], sideways + pose.values[swing.sideways]);
        values[coupling.driven] += now - at_rest;
    }
    for (const Curve& curve : rig.curves) {
        const double rest = rig.coordinates[curve.driver].rest, moved = values[curve.driver];
        if (moved != 0) values[curve.driven] += curve(rest + moved) - curve(rest);
    }
    return values;
}

PosedBody measure_posed_body(const Rig& rig, const Pose& pose) {
    ENSURE(pose.values.size() == rig.coordinates.size(), "a pose of {} values for a rig of {}", pose.values.size(), rig.coordinates.size());
    PosedBody posed = Walk(rig, measure_coupled_values(rig, pose)).run();
    take_posture(rig, pose.posture, posed);
    posed.gathers = pose.gathers;
    return posed;
}

}  // namespace smrt::skeleton
