// Orbit camera: where the eye is, and how a box is brought to fill the picture.
#include "scene/camera.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace smrt::scene {
namespace {

constexpr float k_half_pi = 1.57079632679f;
constexpr float k_scene_radius = 2.4f;  ///< metres; no part of a body is farther from a sensible target
constexpr float k_frame_share = 0.92f;  ///< share of the picture that a framed box may fill
constexpr float k_closest = 0.02f;      ///< metres from eye to target

/// Axes of the camera in the world. Up is the derivative of the direction by elevation, so straight down works as well.
struct Basis {
    glm::vec3 right, up, back;
};

Basis basis_of(const Camera& camera) {
    const float sa = std::sin(camera.azimuth), ca = std::cos(camera.azimuth);
    const float se = std::sin(camera.elevation), ce = std::cos(camera.elevation);
    return {glm::vec3(ca, 0, -sa), glm::vec3(-sa * se, ce, -ca * se), glm::vec3(sa * ce, se, ca * ce)};
}

}  // namespace

glm::vec3 Camera::eye() const {
    return target + distance * basis_of(*this).back;
}

glm::mat4 Camera::view() const {
    const Basis basis = basis_of(*this);
    return glm::lookAt(eye(), target, basis.up);
}

glm::mat4 Camera::projection(float aspect) const {
    // The nearest plane may cut into the sphere about the target only where the eye is inside of it; a fiftieth of the
    // distance then keeps 24 bits of depth finer than 0.1 mm over the whole sphere.
    const float nearest = std::max(0.02f * distance, distance - k_scene_radius);
    return glm::perspective(field_of_view, aspect, nearest, distance + k_scene_radius);
}

std::optional<Camera> find_standard_view(std::string_view name, const geometry::Box& bounds, float aspect) {
    struct Named {
        std::string_view name;
        float azimuth, elevation;
    };
    static constexpr std::array<Named, 6> views{{{"front", 0, 0},
                                                 {"back", 2 * k_half_pi, 0},
                                                 {"left", k_half_pi, 0},
                                                 {"right", -k_half_pi, 0},
                                                 {"top", 0, k_half_pi},
                                                 {"bottom", 0, -k_half_pi}}};
    for (const Named& view : views) {
        if (view.name != name) continue;
        Camera camera;
        camera.azimuth = view.azimuth;
        camera.elevation = view.elevation;
        return framed(camera, bounds, aspect);
    }
    return std::nullopt;
}

Camera carried(const Camera& camera, const glm::mat4& motion) {
    if (motion == glm::mat4(1)) return camera;
    const Basis basis = basis_of(camera);
    const glm::vec3 toward_eye = glm::mat3(motion) * basis.back, up = glm::mat3(motion) * basis.up;
    Camera out = camera;
    out.target = glm::vec3(motion * glm::vec4(camera.target, 1));
    out.elevation = std::asin(std::clamp(toward_eye.y, -1.0f, 1.0f));
    // From straight above or below, the top of the picture tells the azimuth.
    const bool upright = std::abs(toward_eye.y) < 0.999f;
    const glm::vec3 level = upright ? toward_eye : (toward_eye.y > 0 ? -up : up);
    out.azimuth = std::atan2(level.x, level.z);
    return out;
}

Camera framed(const Camera& camera, const geometry::Box& box, float aspect) {
    if (box.empty()) return camera;
    Camera out = camera;
    out.target = box.centre();
    const Basis basis = basis_of(camera);
    const float tangent_y = std::tan(0.5f * camera.field_of_view) * k_frame_share;
    const float tangent_x = tangent_y * aspect;
    float distance = k_closest;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick((corner & 1) != 0 ? 1 : 0, (corner & 2) != 0 ? 1 : 0, (corner & 4) != 0 ? 1 : 0);
        const glm::vec3 offset = glm::mix(box.lower, box.upper, pick) - out.target;
        const float depth = glm::dot(offset, basis.back);
        distance = std::max(distance, depth + std::abs(glm::dot(offset, basis.right)) / tangent_x);
        distance = std::max(distance, depth + std::abs(glm::dot(offset, basis.up)) / tangent_y);
    }
    out.distance = distance;
    return out;
}

float metres_per_pixel(const Camera& camera, float distance, int picture_height) {
    return 2 * distance * std::tan(0.5f * camera.field_of_view) / static_cast<float>(std::max(1, picture_height));
}

}  // namespace smrt::scene
