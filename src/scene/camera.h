// Where the picture is taken from.
#pragma once

#include <glm/glm.hpp>
#include <optional>
#include <string_view>

#include "geometry/triangle_mesh.h"

namespace smrt::scene {

/// A perspective camera that looks at a target from a distance. Angles in radians, lengths in metres.
struct Camera {
    glm::vec3 target{0, 0.9f, 0};
    float distance = 3.2f;
    float azimuth = 0;              ///< turn about +Y; 0 looks at the front of the body, +pi/2 from the subject's left
    float elevation = 0;            ///< up positive, -pi/2..pi/2
    float field_of_view = 0.5236f;  ///< vertical, radians (30 degrees)

    [[nodiscard]] glm::vec3 eye() const;
    [[nodiscard]] glm::mat4 view() const;
    /// Near and far enclose a sphere about the target; depth resolution stays below 0.1 mm there.
    [[nodiscard]] glm::mat4 projection(float aspect) const;
    bool operator==(const Camera&) const = default;
};

/// The six standard views: front, back, left, right, top, bottom (seen from the subject's left, right ...).
[[nodiscard]] std::optional<Camera> find_standard_view(std::string_view name, const geometry::Box& bounds, float aspect);
/// The same direction, moved so that the box fills the picture.
[[nodiscard]] Camera framed(const Camera& camera, const geometry::Box& box, float aspect);
/// What a camera sees of a body that is turned and moved, as it saw it before; upright, so that a body on its side lies across the picture.
[[nodiscard]] Camera carried(const Camera& camera, const glm::mat4& motion);
/// Metres that one pixel covers at a distance from the eye.
[[nodiscard]] float metres_per_pixel(const Camera& camera, float distance, int picture_height);

}  // namespace smrt::scene
