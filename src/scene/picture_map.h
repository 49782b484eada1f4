// Between the world and the pixels of one picture.
#pragma once

#include <glm/glm.hpp>

#include "geometry/triangle_mesh.h"
#include "scene/camera.h"

namespace smrt::scene {

/// A point in the picture: pixels from the top left and metres along the view direction (negative: behind the eye).
struct Projected {
    glm::vec2 pixel{0};
    float depth = 0;
};

/// A ray in the world; direction is unit.
struct Ray {
    glm::vec3 origin{0}, direction{0, 0, -1};
};

/// Projection of one camera onto one picture, worked out once.
class PictureMap {
public:
    PictureMap(const Camera& camera, int width, int height);

    [[nodiscard]] Projected project(const glm::vec3& point) const;
    /// Ray through a pixel; pixel centres are at .5.
    [[nodiscard]] Ray ray(const glm::vec2& pixel) const;
    /// False if the whole box lies outside of the picture or behind the eye. May say true for boxes just outside.
    [[nodiscard]] bool may_see(const geometry::Box& box) const;
    [[nodiscard]] glm::vec2 size() const { return size_; }
    [[nodiscard]] const glm::vec3& eye() const { return eye_; }

private:
    glm::mat4 view_projection_{1}, inverse_{1};
    glm::vec3 eye_{0};
    glm::vec2 size_{1};
};

}  // namespace smrt::scene
