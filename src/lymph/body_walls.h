// The skin and the bones of one body as walls that rays meet.
#pragma once

#include <glm/glm.hpp>
#include <optional>
#include <vector>

#include "anatomy/body.h"
#include "geometry/bvh.h"
#include "geometry/nearest.h"

namespace smrt::lymph {

/// Where a ray from inside the body leaves it.
struct WayOut {
    float bone = 0;       ///< metres along the ray to the outermost bone surface; 0 if it meets none
    float skin = 0;       ///< metres along the ray to the outer surface of the skin
    glm::vec3 normal{0};  ///< of the skin there, outwards
};

/// Skin and bones of a body, ready for questions. Skins with two walls are understood; the outer one counts.
class BodyWalls {
public:
    explicit BodyWalls(const anatomy::Body& body);

    [[nodiscard]] bool has_skin() const { return skin_.has_value(); }
    /// Input: unit direction. Empty if the ray meets no skin within 15 cm.
    [[nodiscard]] std::optional<WayOut> find_way_out(const glm::vec3& from, const glm::vec3& direction) const;
    /// The point itself, or the nearest place that is outside of every bone by the clearance (metres).
    [[nodiscard]] glm::vec3 keep_off_bone(const glm::vec3& point, float clearance) const;
    [[nodiscard]] bool is_inside_bone(const glm::vec3& point) const;
    /// Metres to the nearest bone surface; a large number in a body without bones.
    [[nodiscard]] float distance_to_bone(const glm::vec3& point) const;

private:
    struct Bone {
        geometry::Box box;
        geometry::TriangleMesh mesh;
        geometry::Bvh rays;
        geometry::SurfaceTree surface;
        explicit Bone(geometry::TriangleMesh whole);
    };
    [[nodiscard]] bool is_inside(const Bone& bone, const glm::vec3& point) const;

    geometry::TriangleMesh skin_mesh_;
    std::optional<geometry::Bvh> skin_;
    std::vector<std::unique_ptr<Bone>> bones_;
};

}  // namespace smrt::lymph
