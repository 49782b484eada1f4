// Bottom line: what was done or refused, what is under the cursor, what is hidden and how to get it back.
#include <fmt/format.h>
#include <imgui.h>

#include "gui/panel.h"

namespace smrt::gui {
namespace {

void draw_way_back(const PanelInput& input) {
    const scene::View& view = input.session.state().view;
    if (view.hidden.empty() && view.isolated.empty() && view.ghosted.empty()) return;
    std::string text;
    if (!view.isolated.empty())
        text = fmt::format("Only {} shown", view.isolated.size());
    else if (!view.hidden.empty())
        text = fmt::format("{} hidden", view.hidden.size());
    else
        text = fmt::format("{} as ghosts", view.ghosted.size());
    const bool only_ghosts = view.hidden.empty() && view.isolated.empty();
    const std::string label = text + (only_ghosts ? "  -  make solid" : "  -  show all");
    ImGui::SameLine(ImGui::GetWindowWidth() - ImGui::CalcTextSize(label.c_str()).x - 3 * ImGui::GetStyle().FramePadding.x);
    if (ImGui::SmallButton(label.c_str())) input.act(only_ghosts ? "unghost" : "show-all");
}

}  // namespace

void draw_status_bar(const PanelInput& input) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10 * input.window.scale, 3 * input.window.scale));
    if (begin_area("##status", input.layout.status)) {
        const auto& hover = input.session.state().view.hover;
        if (input.window.message_is_error) {
            ImGui::TextColored(ImVec4(1.0f, 0.62f, 0.45f, 1), "%s", input.window.message.c_str());
        } else if (hover) {
            const anatomy::Part& part = input.session.model()->body->part(*hover);
            ImGui::Text("%s", part.name.c_str());
            ImGui::SameLine();
            ImGui::TextDisabled("%s", part.latin.c_str());
        } else {
            ImGui::TextDisabled("%s", input.window.message.empty()
                                          ? "Drag to turn, right-drag to shift, wheel to zoom, click to select. F1 for help."
                                          : input.window.message.c_str());
        }
        if (!input.window.background.empty()) {
            ImGui::SameLine();
            ImGui::TextDisabled("  (%s)", input.window.background.c_str());
        }
        draw_way_back(input);
    }
    end_area();
    ImGui::PopStyleVar();
}

}  // namespace smrt::gui
