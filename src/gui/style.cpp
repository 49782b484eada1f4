// Theme and fonts.
#include "gui/style.h"

#include <imgui.h>

#include <filesystem>

#include "base/files.h"
#include "render/text_font.h"

namespace smrt::gui {
namespace {

constexpr float k_text_size = 16;
constexpr float k_large_text_size = 40;

/// First font of the overlay's list that is there, so that panels and picture are written alike.
std::string find_font_file() {
    const auto root = base::find_program_root();
    std::error_code ignored;
    for (const std::filesystem::path& place : render::font_candidates(root ? *root : std::filesystem::path()))
        if (std::filesystem::is_regular_file(place, ignored)) return place.string();
    return {};
}

void apply_colours(ImVec4* colours) {
    colours[ImGuiCol_Text] = ImVec4(0.90f, 0.92f, 0.94f, 1);
    colours[ImGuiCol_TextDisabled] = ImVec4(0.56f, 0.60f, 0.65f, 1);
    colours[ImGuiCol_WindowBg] = ImVec4(0.115f, 0.128f, 0.148f, 1);
    colours[ImGuiCol_ChildBg] = ImVec4(0, 0, 0, 0);
    colours[ImGuiCol_PopupBg] = ImVec4(0.135f, 0.15f, 0.172f, 0.98f);
    colours[ImGuiCol_Border] = ImVec4(0.22f, 0.245f, 0.28f, 1);
    colours[ImGuiCol_FrameBg] = ImVec4(0.175f, 0.195f, 0.225f, 1);
    colours[ImGuiCol_FrameBgHovered] = ImVec4(0.22f, 0.245f, 0.285f, 1);
    colours[ImGuiCol_FrameBgActive] = ImVec4(0.25f, 0.28f, 0.325f, 1);
    colours[ImGuiCol_TitleBg] = colours[ImGuiCol_TitleBgActive] = ImVec4(0.15f, 0.168f, 0.195f, 1);
    colours[ImGuiCol_Button] = ImVec4(0.205f, 0.23f, 0.27f, 1);
    colours[ImGuiCol_ButtonHovered] = ImVec4(0.265f, 0.30f, 0.35f, 1);
    colours[ImGuiCol_ButtonActive] = ImVec4(0.33f, 0.37f, 0.43f, 1);
    colours[ImGuiCol_Header] = ImVec4(0.36f, 0.295f, 0.14f, 1);
    colours[ImGuiCol_HeaderHovered] = ImVec4(0.24f, 0.27f, 0.315f, 1);
    colours[ImGuiCol_HeaderActive] = ImVec4(0.42f, 0.34f, 0.16f, 1);
    colours[ImGuiCol_CheckMark] = colours[ImGuiCol_SliderGrabActive] = ImVec4(1.0f, 0.76f, 0.25f, 1);
    colours[ImGuiCol_SliderGrab] = ImVec4(0.80f, 0.63f, 0.27f, 1);
    colours[ImGuiCol_Separator] = ImVec4(0.22f, 0.245f, 0.28f, 1);
    colours[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
    colours[ImGuiCol_ScrollbarGrab] = ImVec4(0.28f, 0.31f, 0.36f, 1);
    colours[ImGuiCol_PlotHistogram] = ImVec4(0.90f, 0.69f, 0.26f, 1);
    colours[ImGuiCol_TextSelectedBg] = ImVec4(0.36f, 0.42f, 0.55f, 1);
    colours[ImGuiCol_ModalWindowDimBg] = ImVec4(0, 0, 0, 0.45f);
}

}  // namespace

void apply_style(float scale) {
    ImGuiStyle style;
    style.WindowRounding = 0;
    style.ChildRounding = style.FrameRounding = style.PopupRounding = style.GrabRounding = 5;
    style.ScrollbarRounding = 6;
    style.ScrollbarSize = 12;
    style.WindowPadding = ImVec2(10, 8);
    style.FramePadding = ImVec2(8, 4);
    style.ItemSpacing = ImVec2(8, 6);
    style.IndentSpacing = 16;
    style.WindowBorderSize = 1;
    style.ScaleAllSizes(scale);
    apply_colours(style.Colors);
    ImGui::GetStyle() = style;
}

std::string load_fonts(float scale) {
    ImGuiIO& io = ImGui::GetIO();
    io.Fonts->Clear();
    // Latin with accents, dashes, degree and per cent signs, arrows and the player's symbols.
    static const ImWchar k_ranges[] = {0x20, 0x24F, 0x2010, 0x2027, 0x2030, 0x203A, 0x2190, 0x21FF, 0x2500, 0x25FF, 0};
    const std::string path = find_font_file();
    if (!path.empty() && io.Fonts->AddFontFromFileTTF(path.c_str(), k_text_size * scale, nullptr, k_ranges) != nullptr) {
        io.Fonts->AddFontFromFileTTF(path.c_str(), k_large_text_size * scale, nullptr, io.Fonts->GetGlyphRangesDefault());
        return {};
    }
    ImFontConfig config;
    config.SizePixels = 13 * scale;
    io.Fonts->AddFontDefault(&config);
    return "No font file was found, so a plain built-in font is used; install DejaVu Sans or set SMRT_ATLAS_FONT to a .ttf file.";
}

ImFont* large_font() {
    ImFontAtlas* fonts = ImGui::GetIO().Fonts;
    return fonts->Fonts.Size > 1 ? fonts->Fonts[1] : fonts->Fonts[0];
}

}  // namespace smrt::gui
