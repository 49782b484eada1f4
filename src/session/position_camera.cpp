// The camera of a position, from where its target lies in the body.
#include "session/position_camera.h"

#include <algorithm>
#include <cmath>

namespace smrt::session {
namespace {

constexpr float k_least_reach = 0.36f;  ///< metres about the target: room for the limb that moves
constexpr float k_band = 0.15f;         ///< metres above and below the target in which bones count
constexpr float k_side_share = 0.4f;    ///< how much the target's distance from the midline turns the view to its side
constexpr float k_elevation = 0.10f;    ///< radians from above

/// Mean depth (z) of the skeleton about a height: what lies in front of it is seen from the front.
float middle_of_bones(const anatomy::Body& body, float height) {
    float sum = 0;
    int count = 0;
    for (const anatomy::Part& part : body.parts()) {
        if (part.kind != anatomy::Kind::bone || part.mesh.box.empty()) continue;
        if (std::abs(part.mesh.box.centre().y - height) > k_band) continue;
        sum += part.mesh.box.centre().z;
        ++count;
    }
    return count == 0 ? body.bounds().centre().z : sum / static_cast<float>(count);
}

}  // namespace

scene::Camera camera_for_position(const anatomy::Body& body, const positions::Position& position, anatomy::Side side,
                                  const scene::View& view) {
    geometry::Box box;
    for (const anatomy::PartIndex part : body.find_definition(position.target, side)) box.include(body.part(part).mesh.box);
    if (box.empty()) return view.camera;
    const glm::vec3 centre = box.centre();
    const glm::vec3 half = glm::max(0.75f * box.size(), glm::vec3(k_least_reach));
    scene::Camera camera = view.camera;
    camera.azimuth = std::atan2(k_side_share * centre.x, centre.z - middle_of_bones(body, centre.y));
    camera.elevation = k_elevation;
    return scene::framed(camera, {centre - half, centre + half}, static_cast<float>(view.width) / static_cast<float>(view.height));
}

}  // namespace smrt::session
