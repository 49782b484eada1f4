// Rigid transforms as dual quaternions: blending them keeps volume where joints bend.
#pragma once

#include <glm/glm.hpp>
#include <glm/gtc/quaternion.hpp>
#include <vector>

#include "skeleton/pose.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

/// A rigid motion: real part turns, dual part carries.
struct DualQuaternion {
    glm::dquat real{1, 0, 0, 0};
    glm::dquat dual{0, 0, 0, 0};
};

/// A turn and a shift, ready to apply.
struct Rigid {
    glm::dquat turn{1, 0, 0, 0};
    glm::dvec3 shift{0};
    [[nodiscard]] glm::dvec3 operator()(const glm::dvec3& p) const { return turn * p + shift; }
};

/// One rigid transform as a dual quaternion.
[[nodiscard]] DualQuaternion make_motion(const glm::dmat4& rigid);
[[nodiscard]] DualQuaternion make_motion(const Rigid& rigid);

/// Segments of a posed body as dual quaternions; each has the sign of its parent's, so that blends are continuous in the pose
/// even where a limb turns by more than half a circle against the trunk.
[[nodiscard]] std::vector<DualQuaternion> make_segment_motions(const skeleton::Rig& rig, const skeleton::PosedBody& posed);

/// Sum of weighted motions, to be normalised by `to_rigid`.
void add_weighted(DualQuaternion& sum, const DualQuaternion& motion, double weight);
[[nodiscard]] Rigid to_rigid(const DualQuaternion& sum);

/// The second motion after the first is undone, and such: a * b does b first.
[[nodiscard]] DualQuaternion multiply(const DualQuaternion& a, const DualQuaternion& b);
[[nodiscard]] DualQuaternion inverse(const DualQuaternion& motion);
/// A share of a motion's way, blended from rest.
[[nodiscard]] DualQuaternion turn_part(const DualQuaternion& motion, double share);

/// A share of a motion's way against another one, which stays whole.
[[nodiscard]] DualQuaternion turn_part_against(const DualQuaternion& first, const DualQuaternion& motion, double share);

/// Parent of a segment in the joint tree; the trunk is its own parent.
[[nodiscard]] skeleton::SegmentIndex parent_of(const skeleton::Rig& rig, skeleton::SegmentIndex segment);

}  // namespace smrt::muscles
