// Drawing of the symbols with ImGui's draw list.
#include "gui/symbols.h"

#include <imgui.h>

#include <cmath>

namespace smrt::gui {
namespace {

void draw_eye_shape(ImDrawList* draw, ImVec2 centre, float radius, float open, ImU32 colour) {
    const float width = std::max(1.0f, radius * 0.16f);
    const ImVec2 left(centre.x - radius, centre.y), right(centre.x + radius, centre.y);
    const float lift = open > 0 ? radius * 0.95f : radius * 0.45f;
    if (open > 0) {
        draw->AddBezierQuadratic(left, ImVec2(centre.x, centre.y - lift), right, colour, width);
        draw->AddBezierQuadratic(left, ImVec2(centre.x, centre.y + lift), right, colour, width);
        if (open >= 1)
            draw->AddCircleFilled(centre, radius * 0.30f, colour);
        else
            draw->AddCircle(centre, radius * 0.28f, colour, 0, width);
    } else {
        draw->AddBezierQuadratic(left, ImVec2(centre.x, centre.y + lift * 2), right, colour, width);
    }
}

void draw_symbol(ImDrawList* draw, Symbol symbol, ImVec2 c, float r, ImU32 colour) {
    const auto triangle = [&](float x, float direction) {
        draw->AddTriangleFilled(ImVec2(x - direction * r * 0.7f, c.y - r), ImVec2(x - direction * r * 0.7f, c.y + r),
                                ImVec2(x + direction * r, c.y), colour);
    };
    switch (symbol) {
        case Symbol::play:
            triangle(c.x, 1);
            break;
        case Symbol::pause:
            draw->AddRectFilled(ImVec2(c.x - r * 0.8f, c.y - r), ImVec2(c.x - r * 0.2f, c.y + r), colour);
            draw->AddRectFilled(ImVec2(c.x + r * 0.2f, c.y - r), ImVec2(c.x + r * 0.8f, c.y + r), colour);
            break;
        case Symbol::stop:
            draw->AddRectFilled(ImVec2(c.x - r * 0.8f, c.y - r * 0.8f), ImVec2(c.x + r * 0.8f, c.y + r * 0.8f), colour, 2);
            break;
        case Symbol::back:
        case Symbol::forward: {
            const float direction = symbol == Symbol::forward ? 1.0f : -1.0f;
            triangle(c.x - direction * r * 0.2f, direction);
            draw->AddRectFilled(ImVec2(c.x + direction * r - r * 0.15f, c.y - r), ImVec2(c.x + direction * r + r * 0.15f, c.y + r), colour);
            break;
        }
        case Symbol::loop:
            draw->PathArcTo(c, r * 0.9f, 0.6f, 5.6f, 24);
            draw->PathStroke(colour, 0, r * 0.25f);
            draw->AddTriangleFilled(ImVec2(c.x + r * 0.35f, c.y - r * 0.6f), ImVec2(c.x + r * 1.15f, c.y - r * 0.75f),
                                    ImVec2(c.x + r * 0.9f, c.y + r * 0.05f), colour);
            break;
    }
}

}  // namespace

bool draw_eye(const char* id, float open) {
    const float size = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton(id, ImVec2(size, size));
    const ImU32 colour = ImGui::GetColorU32(ImGui::IsItemHovered() ? ImGuiCol_CheckMark : open > 0 ? ImGuiCol_Text : ImGuiCol_TextDisabled);
    draw_eye_shape(ImGui::GetWindowDrawList(), ImVec2(at.x + size * 0.5f, at.y + size * 0.5f), size * 0.42f, open, colour);
    return clicked;
}

bool symbol_button(const char* id, Symbol symbol, const char* tooltip, float size) {
    ImGui::PushID(id);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::Button("##symbol", ImVec2(size, size));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tooltip);
    draw_symbol(ImGui::GetWindowDrawList(), symbol, ImVec2(at.x + size * 0.5f, at.y + size * 0.5f), size * 0.22f,
                ImGui::GetColorU32(ImGuiCol_Text));
    ImGui::PopID();
    return clicked;
}

}  // namespace smrt::gui
