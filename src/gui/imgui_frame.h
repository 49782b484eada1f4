// Dear ImGui's platform and renderer backends: start, frame, end.
#pragma once

struct GLFWwindow;

namespace smrt::gui {

/// ImGui for one window while this lives. Input reaches ImGui through GLFW callbacks chained after the window's own.
class ImGuiForWindow {
public:
    explicit ImGuiForWindow(GLFWwindow* window);
    ~ImGuiForWindow();
    ImGuiForWindow(const ImGuiForWindow&) = delete;
    ImGuiForWindow& operator=(const ImGuiForWindow&) = delete;
};

void begin_imgui_frame(GLFWwindow* window);
/// Clears the window and draws the frame into it.
void end_imgui_frame(int pixel_width, int pixel_height);
/// After fonts were loaded again.
void refresh_font_texture();

}  // namespace smrt::gui
