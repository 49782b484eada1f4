// The surface points that landmark rules look at: a bone's surface, its box, and which of them lie near another bone.
#pragma once

#include <glm/glm.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "anatomy/body.h"

namespace smrt::body_compiler {

/// A point of the surface and the area that it stands for, so that means don't follow mesh density. Vertices and, inside
/// triangles wider than 3 mm, evenly spread points (vertices of such triangles carry no area of their own).
struct SurfacePoint {
    glm::dvec3 position{0};  ///< metres
    double area = 0;         ///< square metres
};

/// One bone or several bones taken together; metres.
struct Surface {
    std::vector<SurfacePoint> points;
    glm::dvec3 lower{0}, upper{0};
};

/// Bones of one body by name, their surfaces sampled once and kept.
class BoneSurfaces {
public:
    explicit BoneSurfaces(const anatomy::Body& body);

    /// Parts of kind bone or cartilage with that name on a side; midline parts belong to both sides, and
    /// Side::midline finds both sides.
    [[nodiscard]] std::vector<anatomy::PartIndex> find(std::string_view bone, anatomy::Side side) const;
    /// Samples these surfaces on all cores, so that surface() finds them ready.
    void prepare(const std::set<std::vector<anatomy::PartIndex>>& wanted);
    /// All points of some parts as one surface; empty if there are none.
    [[nodiscard]] const Surface& surface(const std::vector<anatomy::PartIndex>& parts);

private:
    [[nodiscard]] Surface sample(const std::vector<anatomy::PartIndex>& parts) const;

    const anatomy::Body& body_;
    std::multimap<std::string, anatomy::PartIndex> by_name_;
    std::map<std::vector<anatomy::PartIndex>, Surface> surfaces_;
};

/// Which of the chosen points of `from` lie within `gap` metres of a point of `to`.
[[nodiscard]] std::vector<SurfacePoint> find_points_near(const std::vector<SurfacePoint>& from, const Surface& to, double gap);

}  // namespace smrt::body_compiler
