// How near a bone comes to the one that it slides on.
#pragma once

#include <glm/glm.hpp>
#include <optional>
#include <vector>

#include "anatomy/body.h"
#include "geometry/bvh.h"
#include "skeleton/pose.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// The bones of a joint: those of its child over the surface of those of its parent, near the joint. Keeps what it needs of the meshes.
class BoneContact {
public:
    /// Nothing if either segment has no bones near the joint's centre. Cost: milliseconds.
    [[nodiscard]] static std::optional<BoneContact> make(const anatomy::Body& body, const Rig& rig, std::uint32_t joint);
    /// Least distance of the child's surface from the parent's, metres; negative inside it. Cost: about 0.5 ms.
    [[nodiscard]] double measure(const PosedBody& posed) const;

private:
    BoneContact(std::vector<glm::vec3> points, geometry::TriangleMesh ground, SegmentIndex moving, SegmentIndex fixed);

    std::vector<glm::vec3> points_;  ///< of the child
    geometry::TriangleMesh ground_;  ///< of the parent
    geometry::Bvh tree_;
    SegmentIndex moving_, fixed_;
};

}  // namespace smrt::skeleton
