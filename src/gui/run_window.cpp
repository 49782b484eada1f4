// Window, OpenGL, ImGui, renderer: made in order, each failure said in plain words.
#include "gui/run_window.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include "base/files.h"
#include "gui/app.h"
#include "gui/imgui_frame.h"
#include "session/settings.h"

namespace smrt::gui {
namespace {

int refuse(const base::Error& error) {
    fmt::print(stderr, "smrt-atlas: {}\n", error.text());
    return base::exit_code_of(error);
}

}  // namespace

int run_window(const session::StartOptions& options) {
    const session::Settings settings = options.fresh ? session::Settings{} : session::read_settings(session::settings_file()).settings;
    const auto root = base::find_program_root();
    if (!root) return refuse(root.error());
    const auto window = Window::make(settings.window_width, settings.window_height, "SMRT Atlas");
    if (!window) return refuse(window.error());
    const ImGuiForWindow imgui((*window)->handle());
    const auto renderer = render::Renderer::make(glfwGetProcAddress, *root);
    if (!renderer) return refuse(renderer.error());
    App app(**window, **renderer, *root, options);
    app.run();
    return 0;
}

}  // namespace smrt::gui
