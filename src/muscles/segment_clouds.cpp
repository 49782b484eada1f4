// Bone points per segment, taken from a coarse level of the bones' meshes.
#include "muscles/segment_clouds.h"

namespace smrt::muscles {

bool is_rigid_kind(anatomy::Kind kind) {
    return kind == anatomy::Kind::bone || kind == anatomy::Kind::cartilage || kind == anatomy::Kind::disc || kind == anatomy::Kind::tooth;
}

float distance_to_box(const glm::vec3& point, const geometry::Box& box) {
    return glm::length(glm::max(glm::max(box.lower - point, point - box.upper), glm::vec3(0)));
}

std::vector<anatomy::PartIndex> rigid_parts_of(const anatomy::Body& body, const skeleton::Rig& rig, skeleton::SegmentIndex segment) {
    std::vector<anatomy::PartIndex> out;
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p)
        if (rig.segment_of_part[p] == segment && is_rigid_kind(body.part(p).kind) && !body.part(p).mesh.levels.empty()) out.push_back(p);
    return out;
}

SegmentClouds::SegmentClouds(const anatomy::Body& body, const skeleton::Rig& rig) : boxes_(rig.segments.size()) {
    std::vector<std::vector<glm::vec3>> points(rig.segments.size());
    for (skeleton::SegmentIndex s = 0; s < rig.segments.size(); ++s)
        for (const anatomy::PartIndex p : rigid_parts_of(body, rig, s)) {
            const geometry::LevelMesh& mesh = body.part(p).mesh;
            const float error = s == skeleton::k_root ? 0.0025f : 0.00125f;
            const std::uint32_t count = mesh.levels[find_level(mesh, error)].vertex_count;
            for (std::uint32_t v = 0; v < count; ++v) points[s].push_back(mesh.position(v)), boxes_[s].include(points[s].back());
        }
    trees_.reserve(points.size());
    for (auto& list : points) trees_.emplace_back(std::move(list));
}

glm::vec3 SegmentClouds::nearest(skeleton::SegmentIndex segment, const glm::vec3& point) const {
    if (trees_[segment].empty()) return point;
    return trees_[segment].points()[trees_[segment].nearest(point).index];
}

double SegmentClouds::distance(skeleton::SegmentIndex segment, const glm::vec3& point) const {
    constexpr double k_far = 10.0;  // metres; no body is that large
    return trees_[segment].empty() ? k_far : static_cast<double>(trees_[segment].nearest(point).distance);
}

}  // namespace smrt::muscles
