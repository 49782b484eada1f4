// Dual quaternion blending of rigid motions.
#include "muscles/rigid_blend.h"

#include <glm/gtc/matrix_access.hpp>

namespace smrt::muscles {

skeleton::SegmentIndex parent_of(const skeleton::Rig& rig, skeleton::SegmentIndex segment) {
    return segment == skeleton::k_root ? skeleton::k_root : rig.joints[rig.segments[segment].joint].parent;
}

DualQuaternion make_motion(const Rigid& rigid) {
    return {rigid.turn, 0.5 * (glm::dquat(0, rigid.shift.x, rigid.shift.y, rigid.shift.z) * rigid.turn)};
}

DualQuaternion make_motion(const glm::dmat4& rigid) {
    return make_motion(Rigid{glm::normalize(glm::quat_cast(glm::dmat3(rigid))), glm::dvec3(rigid[3])});
}

std::vector<DualQuaternion> make_segment_motions(const skeleton::Rig& rig, const skeleton::PosedBody& posed) {
    std::vector<DualQuaternion> out(posed.segments.size());
    for (skeleton::SegmentIndex s = 0; s < posed.segments.size(); ++s) {
        out[s] = make_motion(posed.segments[s]);
        // Parents come first, so their sign is settled.
        if (s != skeleton::k_root && glm::dot(out[s].real, out[parent_of(rig, s)].real) < 0) out[s] = {-out[s].real, -out[s].dual};
    }
    return out;
}

void add_weighted(DualQuaternion& sum, const DualQuaternion& motion, double weight) {
    sum.real = sum.real + motion.real * weight;
    sum.dual = sum.dual + motion.dual * weight;
}

DualQuaternion multiply(const DualQuaternion& a, const DualQuaternion& b) {
    return {a.real * b.real, a.real * b.dual + a.dual * b.real};
}

DualQuaternion inverse(const DualQuaternion& motion) {
    return {glm::conjugate(motion.real), glm::conjugate(motion.dual)};
}

DualQuaternion turn_part(const DualQuaternion& motion, double share) {
    const DualQuaternion end = motion.real.w < 0 ? DualQuaternion{-motion.real, -motion.dual} : motion;
    DualQuaternion out{glm::dquat(1, 0, 0, 0) * (1 - share) + end.real * share, end.dual * share};
    const double length = glm::length(out.real);
    out.real = out.real / length, out.dual = out.dual / length;
    out.dual = out.dual - out.real * glm::dot(out.real, out.dual);
    return out;
}

DualQuaternion turn_part_against(const DualQuaternion& first, const DualQuaternion& motion, double share) {
    return multiply(first, turn_part(multiply(inverse(first), motion), share));
}

Rigid to_rigid(const DualQuaternion& sum) {
    const double share = 1 / glm::length(sum.real);
    const glm::dquat real = sum.real * share;
    // The vector part of 2 dual conjugate(real).
    const glm::dvec3 v(real.x, real.y, real.z), d(sum.dual.x, sum.dual.y, sum.dual.z);
    return {real, 2 * share * (real.w * d - sum.dual.w * v + glm::cross(v, d))};
}

}  // namespace smrt::muscles
