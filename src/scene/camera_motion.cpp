// Orbit, pan, zoom to the cursor, focus and gliding.
#include "scene/camera_motion.h"

#include <algorithm>
#include <cmath>

namespace smrt::scene {
namespace {

constexpr float k_pi = 3.14159265359f;
constexpr float k_closest = 0.02f, k_farthest = 20.0f;  ///< metres from eye to target
constexpr float k_zoom_per_step = 0.86f;                ///< distance left after one wheel step

glm::vec3 right_of(const Camera& camera) {
    return glm::vec3(glm::transpose(camera.view())[0]);
}
glm::vec3 up_of(const Camera& camera) {
    return glm::vec3(glm::transpose(camera.view())[1]);
}

float wrapped(float angle) {
    return std::remainder(angle, 2 * k_pi);
}

}  // namespace

Camera orbited(const Camera& camera, const glm::vec2& pixels, int picture_height) {
    Camera out = camera;
    const float per_pixel = k_pi / static_cast<float>(std::max(1, picture_height));
    out.azimuth = wrapped(camera.azimuth - pixels.x * per_pixel);
    out.elevation = std::clamp(camera.elevation + pixels.y * per_pixel, -0.5f * k_pi, 0.5f * k_pi);
    return out;
}

Camera panned(const Camera& camera, const glm::vec2& pixels, int picture_height, float distance) {
    Camera out = camera;
    const float scale = metres_per_pixel(camera, distance > 0 ? distance : camera.distance, picture_height);
    out.target += scale * (-pixels.x * right_of(camera) + pixels.y * up_of(camera));
    return out;
}

Camera zoomed(const Camera& camera, float steps, const glm::vec3& point) {
    Camera out = camera;
    out.distance = std::clamp(camera.distance * std::pow(k_zoom_per_step, steps), k_closest, k_farthest);
    // Scaling the whole arrangement about the point moves the eye along the line to it: its pixel stays.
    const float scale = out.distance / camera.distance;
    out.target = point + scale * (camera.target - point);
    return out;
}

glm::vec3 point_at_target_depth(const Camera& camera, const glm::vec2& pixel, int width, int height) {
    const float scale = metres_per_pixel(camera, camera.distance, height);
    const glm::vec2 offset = pixel - 0.5f * glm::vec2(width, height);
    return camera.target + scale * (offset.x * right_of(camera) - offset.y * up_of(camera));
}

Camera focused(const Camera& camera, const glm::vec3& point, float distance) {
    Camera out = camera;
    out.target = point;
    if (distance > 0) out.distance = std::clamp(std::min(camera.distance, distance), k_closest, k_farthest);
    return out;
}

Camera interpolate(const Camera& from, const Camera& to, float t) {
    Camera out = to;
    out.target = glm::mix(from.target, to.target, t);
    out.distance = from.distance * std::pow(to.distance / from.distance, t);
    out.azimuth = wrapped(from.azimuth + t * wrapped(to.azimuth - from.azimuth));
    out.elevation = glm::mix(from.elevation, to.elevation, t);
    out.field_of_view = glm::mix(from.field_of_view, to.field_of_view, t);
    return t >= 1 ? to : out;
}

}  // namespace smrt::scene
