// Top: undo, views, how deep one looks, what is drawn.
#include <fmt/format.h>
#include <imgui.h>

#include "gui/panel.h"

namespace smrt::gui {
namespace {

/// A button that shows whether something is on.
void draw_switch(const PanelInput& input, const char* label, bool on, const char* command, const char* tooltip) {
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_Header));
    if (ImGui::Button(label)) input.act(command);
    if (on) ImGui::PopStyleColor();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tooltip);
    ImGui::SameLine();
}

void draw_history(const PanelInput& input) {
    const auto step = [&](const char* label, bool possible, const std::string& concerns, const char* command, const char* key) {
        ImGui::BeginDisabled(!possible);
        if (ImGui::Button(label)) input.act(command);
        ImGui::EndDisabled();
        if (possible && ImGui::IsItemHovered()) ImGui::SetTooltip("%s: %s (%s)", label, concerns.c_str(), key);
        ImGui::SameLine();
    };
    step("Undo", input.session.can_undo(), input.session.undo_message(), "undo", "Ctrl+Z");
    step("Redo", input.session.can_redo(), input.session.redo_message(), "redo", "Ctrl+Y");
}

void draw_views(const PanelInput& input) {
    static constexpr struct {
        const char *label, *command, *tooltip;
    } k_views[] = {{"Front", "view front", "From the front (1)"},  {"Back", "view back", "From behind (2)"},
                   {"L", "view left", "From the body's left (3)"}, {"R", "view right", "From the body's right (4)"},
                   {"Top", "view top", "From above (5)"},          {"Bottom", "view bottom", "From below (6)"}};
    for (const auto& view : k_views) {
        if (ImGui::Button(view.label)) input.act(view.command);
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", view.tooltip);
        ImGui::SameLine(0, 3 * input.window.scale);
    }
    ImGui::Dummy(ImVec2(6 * input.window.scale, 1));
    ImGui::SameLine();
}

/// A slider whose whole drag is one undo step.
void draw_slider(const PanelInput& input, const char* label, float value, const char* command, const char* low, const char* high) {
    ImGui::AlignTextToFramePadding();
    ImGui::TextDisabled("%s", label);
    ImGui::SameLine();
    ImGui::SetNextItemWidth(120 * input.window.scale);
    ImGui::PushID(label);
    const bool changed = ImGui::SliderFloat("##value", &value, 0, 1, "");
    if (ImGui::IsItemActivated()) input.session.begin_drag(label);
    if (changed) input.act(fmt::format("{} {:.3f}", command, value));
    if (ImGui::IsItemDeactivated()) input.session.end_drag();
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s: left %s, right %s", label, low, high);
    ImGui::PopID();
    ImGui::SameLine();
}

}  // namespace

void draw_toolbar(const PanelInput& input) {
    if (begin_area("##toolbar", input.layout.toolbar)) {
        const scene::View& view = input.session.state().view;
        draw_history(input);
        draw_views(input);
        if (input.layout.toolbar.height > 60 * input.window.scale) ImGui::NewLine();
        draw_slider(input, "Depth", view.peel, "peel", "skin", "bones");
        draw_slider(input, "Ghost", view.ghost, "ghost-others", "solid", "glass");
        draw_switch(input, "See-through", view.glow, "glow", "The selection shines through what covers it (X)");
        draw_switch(input, "Cut", view.clip.has_value(), "clip", "Cut the body open; drag the round handle to move the cut (C)");
        draw_switch(input, "Labels", view.labels, "labels", "Names with leader lines (N)");
        draw_switch(input, "Lymph", view.lymph, "lymph", "Lymph vessels and nodes with their flow (L)");
        if (input.window.show_move) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_Header));
        const bool was_shown = input.window.show_move;
        if (ImGui::Button("Move")) input.window.show_move = !input.window.show_move;
        if (was_shown) ImGui::PopStyleColor();
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("Sliders for every joint, in the words of therapists");
        ImGui::SameLine();
        if (ImGui::Button("Open")) input.window.show_open = true;
        ImGui::SameLine();
        if (ImGui::Button("?")) input.window.show_help = true;
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("Keys and mouse (F1)");
        ImGui::SameLine();
        if (ImGui::Button("About")) input.window.show_about = true;
    }
    end_area();
}

}  // namespace smrt::gui
