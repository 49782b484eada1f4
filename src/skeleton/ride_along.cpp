// Mean distance of a part's coarse vertices to the bones of each segment.
#include "skeleton/ride_along.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "geometry/nearest.h"

namespace smrt::skeleton {
namespace {

using anatomy::Kind;

constexpr float k_detail = 0.0025f;  ///< metres: level of the bones that is looked at
constexpr float k_reach = 0.01f;     ///< metres beyond which no part rides with a bone

bool may_ride(Kind kind) {
    return kind == Kind::cartilage || kind == Kind::disc || kind == Kind::tooth || kind == Kind::bone;
}

/// What joins two moving bones bends between them: discs of the spine, cartilages of the ribs.
bool joins_bones(const anatomy::Part& part) {
    return part.name.find("costal cartilage") != std::string::npos || part.name.find("Intervertebral dis") != std::string::npos ||
           part.name.find("Interpubic") != std::string::npos;
}

std::vector<glm::vec3> coarse_points(const geometry::LevelMesh& mesh) {
    return geometry::unpack(mesh, geometry::find_level(mesh, k_detail)).positions;
}

/// Bones of one segment near a box, as points.
geometry::PointTree gather_bones(const anatomy::Body& body, const Rig& rig, SegmentIndex segment, const geometry::Box& near) {
    std::vector<glm::vec3> points;
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        const anatomy::Part& part = body.part(p);
        if (part.kind != Kind::bone || !rig.placed[p] || rig.segment_of_part[p] != segment || part.mesh.levels.empty()) continue;
        const glm::vec3 gap = glm::max(near.lower - part.mesh.box.upper, part.mesh.box.lower - near.upper);
        if (std::max({gap.x, gap.y, gap.z}) > k_reach) continue;
        const std::vector<glm::vec3> more = coarse_points(part.mesh);
        points.insert(points.end(), more.begin(), more.end());
    }
    return geometry::PointTree(std::move(points));
}

}  // namespace

void ride_along(const anatomy::Body& body, Rig& rig) {
    std::vector<anatomy::PartIndex> rides;
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        const anatomy::Part& part = body.part(p);
        if (joins_bones(part)) rig.placed[p] = false;
        if (!may_ride(part.kind) || rig.placed[p] || joins_bones(part) || part.mesh.levels.empty()) continue;
        const std::vector<glm::vec3> points = coarse_points(part.mesh);
        double nearest = std::numeric_limits<double>::max();
        std::optional<SegmentIndex> found;
        for (SegmentIndex s = 0; s < rig.segments.size(); ++s) {
            const geometry::PointTree bones = gather_bones(body, rig, s, part.mesh.box);
            if (bones.empty()) continue;
            double sum = 0;
            for (const glm::vec3& point : points) sum += static_cast<double>(bones.nearest(point).distance);
            if (sum < nearest) nearest = sum, found = s;
        }
        if (found) rig.segment_of_part[p] = *found;
        if (found || part.kind == Kind::bone) rides.push_back(p);  // a bone far from all others goes with the root
    }
    for (const anatomy::PartIndex p : rides) rig.placed[p] = true;
}

}  // namespace smrt::skeleton
