// The list of panels, the frame's layout, and what all panels share.
#include <imgui.h>

#include <algorithm>

#include "base/ensure.h"
#include "gui/panel.h"

namespace smrt::gui {

namespace {

constexpr float k_one_row = 1310;  ///< width below which the toolbar takes two rows

}  // namespace

const std::vector<Panel>& panels() {
    static const std::vector<Panel> k_panels = {
        {"toolbar", draw_toolbar},   {"tree", draw_tree_panel}, {"info", draw_info_panel},       {"player", draw_player_panel},
        {"cut", draw_cut_panel},     {"move", draw_move_panel}, {"status", draw_status_bar},     {"help", draw_help_panel},
        {"about", draw_about_panel}, {"open", draw_open_panel}, {"loading", draw_loading_panel},
    };
    return k_panels;
}

Layout make_layout(float width, float height, float scale, bool with_player) {
    const float toolbar = (width < k_one_row * scale ? 78 : 44) * scale;
    const float status = 26 * scale;
    const float player = with_player ? 132 * scale : 0;
    const float left = std::min(300 * scale, 0.3f * width);
    const float right = std::min(310 * scale, 0.3f * width);
    const float middle = std::max(1.0f, height - toolbar - status);
    Layout layout;
    layout.toolbar = {0, 0, width, toolbar};
    layout.status = {0, height - status, width, status};
    layout.tree = {0, toolbar, left, middle};
    layout.info = {width - right, toolbar, right, middle};
    layout.player = {left, height - status - player, width - left - right, player};
    layout.view = {left, toolbar, std::max(1.0f, width - left - right), std::max(1.0f, middle - player)};
    return layout;
}

bool PanelInput::act(std::string_view command) const {
    const base::Status done = session.apply(command);
    window.message_is_error = !done;
    window.message = done ? session.message() : done.error().text();
    return done.has_value();
}

void draw_panels(const PanelInput& input) {
    for (const Panel& panel : panels()) {
        try {
            panel.draw(input);
        } catch (const base::Bug& bug) {
            // ImGui's stack may be unbalanced now; ending the frame's windows is left to its own error recovery.
            input.window.message = std::string("The panel `") + panel.name + "` failed: " + bug.what();
            input.window.message_is_error = true;
        }
    }
}

bool begin_area(const char* name, const Area& area, bool with_background) {
    ImGui::SetNextWindowPos(ImVec2(area.x, area.y));
    ImGui::SetNextWindowSize(ImVec2(std::max(1.0f, area.width), std::max(1.0f, area.height)));
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (!with_background) flags |= ImGuiWindowFlags_NoBackground;
    return ImGui::Begin(name, nullptr, flags);
}

void end_area() {
    ImGui::End();
}

}  // namespace smrt::gui
