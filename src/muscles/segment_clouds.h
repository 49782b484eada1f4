// How far a point is from the bones of each segment: the basis of all weights of soft tissue.
#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <vector>

#include "anatomy/body.h"
#include "geometry/nearest.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

/// Points on the bones of every segment.
class SegmentClouds {
public:
    SegmentClouds(const anatomy::Body& body, const skeleton::Rig& rig);

    /// Metres to the nearest bone point of a segment; a large number for a segment without bones.
    [[nodiscard]] double distance(skeleton::SegmentIndex segment, const glm::vec3& point) const;
    /// The nearest bone point of a segment; the point itself for a segment without bones.
    [[nodiscard]] glm::vec3 nearest(skeleton::SegmentIndex segment, const glm::vec3& point) const;
    [[nodiscard]] const geometry::Box& box(skeleton::SegmentIndex segment) const { return boxes_[segment]; }
    [[nodiscard]] const std::vector<glm::vec3>& points(skeleton::SegmentIndex segment) const { return trees_[segment].points(); }
    [[nodiscard]] std::size_t count() const { return trees_.size(); }

private:
    std::vector<geometry::PointTree> trees_;
    std::vector<geometry::Box> boxes_;
};

/// Bones, cartilages and discs of a segment (rigid parts); for the trunk all that ride on it.
[[nodiscard]] std::vector<anatomy::PartIndex> rigid_parts_of(const anatomy::Body& body, const skeleton::Rig& rig,
                                                             skeleton::SegmentIndex segment);
/// True for kinds that never bend.
[[nodiscard]] bool is_rigid_kind(anatomy::Kind kind);
/// Distance from a point to a box, 0 inside.
[[nodiscard]] float distance_to_box(const glm::vec3& point, const geometry::Box& box);

}  // namespace smrt::muscles
