// Level of detail from the error on the screen.
#include "scene/level_choice.h"

#include <algorithm>

namespace smrt::scene {
namespace {

constexpr float k_moving = 2;  ///< times coarser while the view moves; with 4, 2.5 % of the pixels differ by more than 16 of 255 from full detail
constexpr float k_ghost = 2;

}  // namespace

float allowed_error(const View& view, float distance, bool ghost) {
    const float pixels = view.level_error * view.pixel_scale * (view.moving ? k_moving : 1) * (ghost ? k_ghost : 1);
    return pixels * metres_per_pixel(view.camera, distance, view.height);
}

float distance_to(const geometry::Box& box, const glm::vec3& point) {
    return glm::length(glm::max(glm::max(box.lower - point, point - box.upper), glm::vec3(0)));
}

std::uint32_t choose_level(const geometry::LevelMesh& mesh, const geometry::Box& box, const View& view, bool ghost) {
    return geometry::find_level(mesh, allowed_error(view, distance_to(box, view.camera.eye()), ghost));
}

}  // namespace smrt::scene
