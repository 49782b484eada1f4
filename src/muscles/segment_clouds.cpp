// Bone points per segment, taken from a coarse level of the bones' meshes.
#include "muscles/segment_clouds.h"

#include <algorithm>

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

namespace {

/// Points no farther apart than a step: the corners of a level's triangles, and points between them on large ones.
void cover(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level, float step, std::vector<glm::vec3>& points) {
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) points.push_back(mesh.position(v));
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::vec3 a = mesh.position(t[0]), b = mesh.position(t[1]), c = mesh.position(t[2]);
        const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
        const int n = static_cast<int>(longest / step);
        for (int j = 0; j <= n && n > 0; ++j)
            for (int k = 0; j + k <= n; ++k) {
                const float u = static_cast<float>(j) / static_cast<float>(n), w = static_cast<float>(k) / static_cast<float>(n);
                points.push_back(a + u * (b - a) + w * (c - a));
            }
    }
}

}  // namespace

SegmentClouds::SegmentClouds(const anatomy::Body& body, const skeleton::Rig& rig) : boxes_(rig.segments.size()) {
    constexpr float k_step = 0.006f;  // metres
    std::vector<std::vector<glm::vec3>> points(rig.segments.size());
    const auto add = [&](skeleton::SegmentIndex s, const glm::vec3& p) { points[s].push_back(p), boxes_[s].include(p); };
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        const anatomy::Part& part = body.part(p);
        // What may bend and rides on no bone (discs, cartilages of the airways) carries nothing.
        const bool rides = rig.placed[p] || rig.segment_of_part[p] != skeleton::k_root;
        if (!is_rigid_kind(part.kind) || part.mesh.levels.empty() || !rides) continue;
        std::vector<glm::vec3> own;
        cover(part.mesh, part.mesh.levels[find_level(part.mesh, 0.00125f)], k_step, own);
        const auto fused = std::find_if(rig.fused.begin(), rig.fused.end(), [&](const skeleton::Fused& one) { return one.part == p; });
        for (const glm::vec3& point : own)
            add(fused != rig.fused.end() && static_cast<double>(point.y) < fused->below ? fused->segment : rig.segment_of_part[p], point);
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
