// Nearest points of one bone's vertices on another bone's triangles.
#include "skeleton/bone_contact.h"

#include <algorithm>
#include <utility>

namespace smrt::skeleton {
namespace {

constexpr float k_reach = 0.08f;     ///< metres from the joint's centre within which bone counts
constexpr float k_coarse = 0.0004f;  ///< metres by which the surfaces may be simplified

/// The triangles of a segment's bones near a point, as one mesh.
geometry::TriangleMesh gather_near(const anatomy::Body& body, const Segment& segment, const glm::vec3& centre) {
    geometry::TriangleMesh out;
    for (const anatomy::PartIndex bone : segment.bones) {
        const geometry::LevelMesh& mesh = body.part(bone).mesh;
        if (mesh.levels.empty()) continue;
        const geometry::TriangleMesh whole = geometry::unpack(mesh, geometry::find_level(mesh, k_coarse));
        std::vector<std::uint32_t> place(whole.positions.size(), ~0u);
        for (const glm::uvec3& t : whole.triangles) {
            glm::uvec3 moved(0);
            const bool near = std::any_of(&t[0], &t[0] + 3, [&](auto v) { return glm::distance(whole.positions[v], centre) < k_reach; });
            for (int k = 0; near && k < 3; ++k) {
                if (place[t[k]] == ~0u)
                    place[t[k]] = static_cast<std::uint32_t>(out.positions.size()), out.positions.push_back(whole.positions[t[k]]);
                moved[k] = place[t[k]];
            }
            if (near) out.triangles.push_back(moved);
        }
    }
    return out;
}

}  // namespace

BoneContact::BoneContact(std::vector<glm::vec3> points, geometry::TriangleMesh ground, SegmentIndex moving, SegmentIndex fixed)
    : points_(std::move(points)), ground_(std::move(ground)), tree_(ground_), moving_(moving), fixed_(fixed) {}

std::optional<BoneContact> BoneContact::make(const anatomy::Body& body, const Rig& rig, std::uint32_t joint) {
    const Joint& j = rig.joints[joint];
    const glm::vec3 centre(j.centre);
    geometry::TriangleMesh ground = gather_near(body, rig.segments[j.parent], centre);
    std::vector<glm::vec3> points = gather_near(body, rig.segments[j.child], centre).positions;
    if (ground.empty() || points.empty()) return std::nullopt;
    return BoneContact(std::move(points), std::move(ground), j.child, j.parent);
}

double BoneContact::measure(const PosedBody& posed) const {
    const glm::mat4 between(glm::inverse(posed.segments[fixed_]) * posed.segments[moving_]);
    float least = 1;
    for (const glm::vec3& point : points_) {
        const glm::vec3 p(between * glm::vec4(point, 1));
        const auto hit = tree_.find_nearest(p);
        if (!hit) continue;
        const glm::uvec3& t = ground_.triangles[hit->triangle];
        const glm::vec3& a = ground_.positions[t[0]];
        const bool inside = glm::dot(p - hit->point, glm::cross(ground_.positions[t[1]] - a, ground_.positions[t[2]] - a)) < 0;
        least = std::min(least, inside ? -hit->distance : hit->distance);
    }
    return static_cast<double>(least);
}

}  // namespace smrt::skeleton
