// The camera of a position, from where its target lies in the body.
#include "session/position_camera.h"

#include <algorithm>
#include <cmath>

#include "scene/playback.h"
#include "session/posed_box.h"

namespace smrt::session {
namespace {

constexpr float k_least_reach = 0.36f;  ///< metres about the target: room for the limb that moves
constexpr float k_band = 0.15f;         ///< metres above and below the target in which bones count
constexpr float k_side_share = 0.4f;    ///< how much the target's distance from the midline turns the view to its side
constexpr float k_elevation = 0.10f;    ///< radians from above
constexpr float k_lowest_lying = 0.15f, k_highest_lying = 1.1f;  ///< radians from above, of a client on the table

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

scene::Camera camera_for_position(const scene::Model& model, const positions::Position& position, const scene::View& view) {
    const Parts targets = model.body->find_definition(position.target, view.playback.side);
    geometry::Box standing;
    for (const anatomy::PartIndex part : targets) standing.include(model.body->part(part).mesh.box);
    if (standing.empty()) return view.camera;
    const glm::vec3 centre = standing.centre();
    scene::Camera camera = view.camera;
    camera.azimuth = std::atan2(k_side_share * centre.x, centre.z - middle_of_bones(*model.body, centre.y));
    camera.elevation = k_elevation;
    const skeleton::Posture posture = scene::posture_of(model, view);
    if (skeleton::lies(posture)) {
        camera = scene::carried(camera, motion_of_posture(model, view));
        // Not straight down or up, so that the table is seen for what it is.
        camera.elevation = std::clamp(camera.elevation, k_lowest_lying, k_highest_lying);
    }
    const geometry::Box box =
        model.rig == nullptr ? standing : find_posed_box(model, skeleton::make_rest_pose(*model.rig, posture), targets);
    const glm::vec3 half = glm::max(0.75f * box.size(), glm::vec3(k_least_reach));
    return scene::framed(camera, {box.centre() - half, box.centre() + half},
                         static_cast<float>(view.width) / static_cast<float>(view.height));
}

}  // namespace smrt::session
