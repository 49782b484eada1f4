// Placing the camera: standard views, framing, focus.
#include <algorithm>

#include "session/camera_text.h"
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"
#include "session/posed_box.h"

namespace smrt::session {
namespace {

constexpr std::string_view k_views[] = {"front", "back", "left", "right", "top", "bottom"};
constexpr float k_focus_room = 2.2f;  // the part fills not quite half of the picture, so that its neighbours can be seen

float aspect_of(const scene::View& view) {
    return static_cast<float>(view.width) / static_cast<float>(view.height);
}

/// What the camera should show: the isolated parts if there are any, else the body.
geometry::Box shown_box(const scene::Model& model, const State& now) {
    return find_posed_box(model, find_shown_pose(model, now.view), now.view.isolated);
}

Planned plan_view(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto choice = parse_choice(arguments, "standard view", k_views);
    if (!choice) return refused(choice.error());
    const geometry::Box box = shown_box(model, now);
    auto camera = scene::find_standard_view(k_views[*choice], box, aspect_of(now.view));
    if (!camera) return refused(fmt::format("there is no standard view `{}`", arguments));
    // Front is the client's front, also where she lies.
    camera = scene::framed(scene::carried(*camera, motion_of_posture(model, now.view)), box, aspect_of(now.view));
    State next = now;
    next.view.camera = *camera;
    return changed(std::move(next), fmt::format("View: {}", k_views[*choice]));
}

Planned plan_camera(const scene::Model&, const State& now, std::string_view arguments) {
    const auto camera = parse_camera(arguments, now.view.camera);
    if (!camera) return refused(camera.error());
    State next = now;
    next.view.camera = *camera;
    return changed(std::move(next), "Camera: " + camera_text(*camera));
}

Planned plan_frame(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    if (arguments.empty() && now.view.selection.empty()) {
        next.view.camera = scene::framed(now.view.camera, shown_box(model, now), aspect_of(now.view));
        return changed(std::move(next), "Framed: everything");
    }
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    next.view.camera = scene::framed(now.view.camera, find_posed_box(model, find_shown_pose(model, now.view), *parts), aspect_of(now.view));
    return changed(std::move(next), "Framed: " + describe(*model.body, *parts));
}

Planned plan_focus(const scene::Model& model, const State& now, std::string_view arguments) {
    const auto parts = find_parts(model, now, arguments);
    if (!parts) return refused(parts.error());
    geometry::Box box = find_posed_box(model, find_shown_pose(model, now.view), *parts);
    const glm::vec3 half = 0.5f * k_focus_room * box.size();
    box = {box.centre() - half, box.centre() + half};
    State next = now;
    next.view.camera = scene::framed(now.view.camera, box, aspect_of(now.view));
    return changed(std::move(next), "In focus: " + describe(*model.body, *parts));
}

}  // namespace

const Command k_view = {"view",
                        "front|back|left|right|top|bottom",
                        "Look at the body from one of the six sides; left and right are the subject's",
                        "",
                        Undo::step,
                        plan_view};
const Command k_camera = {
    "camera",   "azimuth=DEG elevation=DEG distance=M target=X,Y,Z fov=DEG", "Place the camera; what is not given stays", "", Undo::step,
    plan_camera};
const Command k_frame = {"frame", "[PARTS]",  "Fill the picture with parts, with the selection, or with everything",
                         "F",     Undo::step, plan_frame};
const Command k_focus = {"focus", "[PARTS]",  "Turn about a part and come near it, with its neighbours in view",
                         ".",     Undo::step, plan_focus};

}  // namespace smrt::session
