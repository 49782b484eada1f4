// Over the upper right corner of the view while the body is cut: the direction of the cut.
#include <imgui.h>

#include "gui/panel.h"

namespace smrt::gui {

void draw_cut_panel(const PanelInput& input) {
    if (!input.session.state().view.clip) return;
    static constexpr struct {
        const char *label, *command, *tooltip;
    } k_cuts[] = {{"Front / back", "clip coronal", "Coronal: takes the front away"},
                  {"Left / right", "clip sagittal", "Sagittal: takes the left away"},
                  {"Top / bottom", "clip axial", "Axial: takes the top away"},
                  {"Other half", "clip flip", "Show what was cut away, hide the rest"}};
    const Area& view = input.layout.view;
    ImGui::SetNextWindowPos(ImVec2(view.x + view.width - 10 * input.window.scale, view.y + 10 * input.window.scale), ImGuiCond_Always,
                            ImVec2(1, 0));
    ImGui::SetNextWindowBgAlpha(0.7f);
    if (ImGui::Begin("##cut", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing)) {
        for (const auto& cut : k_cuts) {
            if (ImGui::Button(cut.label)) input.act(cut.command);
            if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", cut.tooltip);
            ImGui::SameLine(0, 4 * input.window.scale);
        }
        if (ImGui::Button("x")) input.act("clip off");
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("Close the cut (C)");
    }
    ImGui::End();
}

}  // namespace smrt::gui
