// The windows that come and go: help, about, opening a body, loading.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include "base/files.h"
#include "gui/imgui_compat.h"
#include "gui/panel.h"
#include "session/command.h"

namespace smrt::gui {
namespace {

bool begin_dialog(const char* title, bool* open, float scale, float width) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos(ImVec2(display.x * 0.5f, display.y * 0.45f), ImGuiCond_Always, ImVec2(0.5f, 0.5f));
    ImGui::SetNextWindowSizeConstraints(ImVec2(width * scale, 0), ImVec2(width * scale, display.y * 0.85f));
    return ImGui::Begin(title, open,
                        ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                            ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
}

void draw_key_row(const std::string& key, const std::string& what) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::TextColored(ImVec4(1.0f, 0.80f, 0.38f, 1), "%s", key.c_str());
    ImGui::TableNextColumn();
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(what.c_str());
    ImGui::PopTextWrapPos();
}

void draw_mouse_rows() {
    draw_key_row("Left drag", "Turn");
    draw_key_row("Right or Shift drag", "Shift");
    draw_key_row("Wheel", "Zoom towards the cursor");
    draw_key_row("Click", "Select; with Ctrl add or remove; beside the body: nothing selected");
    draw_key_row("Double click", "Turn about that part from now on");
    draw_key_row("1 ... 6", "Front, back, left, right, top, bottom");
    draw_key_row("/", "Search");
    draw_key_row("Ctrl + / Ctrl -", "Larger or smaller text");
}

}  // namespace

void draw_help_panel(const PanelInput& input) {
    if (!input.window.show_help) return;
    if (begin_dialog("Keys and mouse", &input.window.show_help, input.window.scale, 620) &&
        ImGui::BeginTable("##keys", 2, ImGuiTableFlags_SizingFixedFit)) {
        ImGui::TableSetupColumn("key", ImGuiTableColumnFlags_WidthFixed, 150 * input.window.scale);
        ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch);
        draw_mouse_rows();
        for (const session::Command* command : session::commands())
            if (command->key[0] != '\0') draw_key_row(command->key, command->help);
        ImGui::EndTable();
    }
    ImGui::End();
}

void draw_about_panel(const PanelInput& input) {
    if (!input.window.show_about) return;
    if (begin_dialog("About SMRT Atlas", &input.window.show_about, input.window.scale, 560)) {
        ImGui::PushTextWrapPos(0);
        ImGui::Text("SMRT Atlas %s", base::version());
        ImGui::TextUnformatted(
            "Shows how a position of ease shortens a muscle, and which way lymph flows. It teaches; it does not diagnose or treat.");
        ImGui::Separator();
        ImGui::TextUnformatted("Program: Apache License 2.0 (LICENSE).");
        ImGui::TextUnformatted(
            "Content and figures measured on BodyParts3D: CC BY-SA 4.0 (assets/LICENSE.md), sources in assets/sources.toml.");
        const anatomy::Body& body = *input.session.model()->body;
        ImGui::Separator();
        ImGui::Text("Body shown: %s", body.name().c_str());
        if (!body.credit().empty()) ImGui::TextUnformatted(body.credit().c_str());
        ImGui::PopTextWrapPos();
        if (ImGui::Button("Close") || key_pressed(ImGuiKey_Escape, false)) input.window.show_about = false;
    }
    ImGui::End();
}

void draw_open_panel(const PanelInput& input) {
    if (!input.window.show_open) return;
    if (begin_dialog("Open a body", &input.window.show_open, input.window.scale, 620)) {
        ImGui::TextUnformatted("The body that comes with the program:");
        for (const char* build : {"male", "female"}) {
            ImGui::SameLine();
            if (ImGui::Button(build) && input.act(fmt::format("open {}", build))) input.window.show_open = false;
        }
        ImGui::PushTextWrapPos(0);
        ImGui::TextUnformatted(
            "Or an .atlas file, the BodyParts3D archive (zip or folder), or a file or folder of OBJ, STL, PLY, glTF or FBX meshes. "
            "You can also drop it on the window.");
        ImGui::PopTextWrapPos();
        ImGui::SetNextItemWidth(-90 * input.window.scale);
        const bool enter =
            ImGui::InputTextWithHint("##path", "path of the file or folder", &input.window.open_path, ImGuiInputTextFlags_EnterReturnsTrue);
        ImGui::SameLine();
        if ((ImGui::Button("Open", ImVec2(-1, 0)) || enter) && !input.window.open_path.empty() &&
            input.act("open " + input.window.open_path))
            input.window.show_open = false;
        for (const std::string& recent : input.window.recent)
            if (ImGui::Selectable(recent.c_str()) && input.act("open " + recent)) input.window.show_open = false;
    }
    ImGui::End();
}

void draw_loading_dialog(WindowState& window) {
    if (window.loading.empty()) return;
    bool open = true;
    if (begin_dialog("Please wait", &open, window.scale, 420)) {
        ImGui::TextUnformatted(window.loading.c_str());
        ImGui::ProgressBar(window.loading_fraction, ImVec2(-1, 0));
        if (ImGui::Button("Cancel") || key_pressed(ImGuiKey_Escape, false)) window.cancel_loading = true;
    }
    ImGui::End();
}

void draw_loading_panel(const PanelInput& input) {
    draw_loading_dialog(input.window);
}

}  // namespace smrt::gui
