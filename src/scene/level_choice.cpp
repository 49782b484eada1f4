// Level of detail from the error on the screen.
#include "scene/level_choice.h"

#include <algorithm>

namespace smrt::scene {
namespace {

/// Times coarser while the view moves, and for ghosts: with 1.34, one level more at arm's length of the whole body, 1.6 % of the
/// pixels differ by more than 16 of 255 from full detail (`bench`, orbit-opaque-difference).
constexpr float k_coarser = 1.2f;

}  // namespace

float allowed_error(const View& view, float distance, bool ghost) {
    const float pixels = view.level_error * view.pixel_scale * (view.moving || ghost ? k_coarser : 1);
    return pixels * metres_per_pixel(view.camera, distance, view.height);
}

float distance_to(const geometry::Box& box, const glm::vec3& point) {
    return glm::length(glm::max(glm::max(box.lower - point, point - box.upper), glm::vec3(0)));
}

std::uint32_t choose_level(const geometry::LevelMesh& mesh, const geometry::Box& box, const View& view, bool ghost) {
    return geometry::find_level(mesh, allowed_error(view, distance_to(box, view.camera.eye()), ghost));
}

}  // namespace smrt::scene
