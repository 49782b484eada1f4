// Projection, rays and the frustum test.
#include "scene/picture_map.h"

#include <algorithm>

namespace smrt::scene {

PictureMap::PictureMap(const Camera& camera, int width, int height) : eye_(camera.eye()), size_(std::max(1, width), std::max(1, height)) {
    view_projection_ = camera.projection(size_.x / size_.y) * camera.view();
    inverse_ = glm::inverse(view_projection_);
}

Projected PictureMap::project(const glm::vec3& point) const {
    const glm::vec4 clip = view_projection_ * glm::vec4(point, 1);
    const float w = clip.w != 0 ? clip.w : 1e-9f;
    const glm::vec2 ndc = glm::vec2(clip) / w;
    return {glm::vec2(0.5f * (ndc.x + 1) * size_.x, 0.5f * (1 - ndc.y) * size_.y), clip.w};
}

Ray PictureMap::ray(const glm::vec2& pixel) const {
    const glm::vec2 ndc(2 * pixel.x / size_.x - 1, 1 - 2 * pixel.y / size_.y);
    const glm::vec4 far_point = inverse_ * glm::vec4(ndc, 1, 1);
    return {eye_, glm::normalize(glm::vec3(far_point) / far_point.w - eye_)};
}

bool PictureMap::may_see(const geometry::Box& box) const {
    if (box.empty()) return false;
    int outside[5] = {0, 0, 0, 0, 0};
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 point((corner & 1) != 0 ? box.upper.x : box.lower.x, (corner & 2) != 0 ? box.upper.y : box.lower.y,
                              (corner & 4) != 0 ? box.upper.z : box.lower.z);
        const glm::vec4 clip = view_projection_ * glm::vec4(point, 1);
        outside[0] += clip.x < -clip.w ? 1 : 0;
        outside[1] += clip.x > clip.w ? 1 : 0;
        outside[2] += clip.y < -clip.w ? 1 : 0;
        outside[3] += clip.y > clip.w ? 1 : 0;
        outside[4] += clip.z < -clip.w ? 1 : 0;
    }
    return std::none_of(std::begin(outside), std::end(outside), [](int count) { return count == 8; });
}

}  // namespace smrt::scene
