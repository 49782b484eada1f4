// What the mouse does in the 3D view: turn, shift, zoom, hover, select, drag the cut.
#pragma once

#include "gui/panel.h"
#include "scene/compose_scene.h"
#include "scene/scene.h"

namespace smrt::gui {

/// Kept between frames by the window.
struct ViewInteraction {
    enum class Drag { none, orbit, pan, clip };
    Drag drag = Drag::none;
    bool moved = false;  ///< the press became a drag, so its release selects nothing
    float pressed_x = 0, pressed_y = 0;
    double wheel_until = -1;  ///< seconds: the wheel still turns until then, so coarse drawing goes on
    float hover_x = -1, hover_y = -1;
};

/// Draws the view's picture and handles the mouse over it.
/// Input: `shown` is the scene of the picture, for picking; `texture` the picture (0: none yet).
void draw_view(const PanelInput& input, ViewInteraction& interaction, scene::Picker& picker, const scene::Scene* shown, unsigned texture);

/// The handle of the cutting plane in picture pixels, where the plane meets the camera's target; empty when there is no cut.
[[nodiscard]] std::optional<glm::vec2> find_clip_handle(const scene::View& view, const anatomy::Body& body);

}  // namespace smrt::gui
