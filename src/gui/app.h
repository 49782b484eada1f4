// One window: its body, session, renderer and panels, and the loop that ties them together.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "gui/loader.h"
#include "gui/panel.h"
#include "gui/view_interaction.h"
#include "gui/view_surface.h"
#include "gui/window.h"
#include "render/renderer.h"
#include "scene/camera_motion.h"
#include "scene/compose_scene.h"
#include "session/options.h"
#include "session/session.h"
#include "session/settings.h"

namespace smrt::gui {

/// Everything that is made anew when another body is opened.
struct OpenBody {
    session::Session session;
    scene::Composer composer;
    Catalogue catalogue;
    scene::Picker picker;
    ViewInteraction interaction;
    OpenBody(const scene::ModelPtr& model, const std::filesystem::path& assets);
};

/// Lets the picture glide to a camera that a command set at once; drags are followed directly.
class CameraGlide {
public:
    /// Camera to show now. `at_once`: the user drags, or there is nothing to glide from.
    [[nodiscard]] scene::Camera follow(const scene::Camera& wanted, double seconds, bool at_once);
    [[nodiscard]] bool gliding() const { return gliding_; }

private:
    scene::Camera from_, to_;
    double begun_ = 0;
    bool gliding_ = false, started_ = false;
};

class App {
public:
    App(Window& window, render::Renderer& renderer, std::filesystem::path program_root, session::StartOptions options);
    /// Until the window is closed.
    void run();

private:
    void start_loading(const std::string& body);
    void adopt_news();
    void adopt_model(const scene::ModelPtr& model);
    void handle_keys();
    void handle_requests();
    void draw_frame();
    void show_scene(const PanelInput& input);
    void rescale();
    void save_settings();
    [[nodiscard]] double pause() const;

    Window& window_;
    render::Renderer& renderer_;
    std::filesystem::path program_root_;
    session::StartOptions options_;
    session::Settings settings_;
    WindowState state_;
    Loader loader_;
    std::optional<OpenBody> body_;
    ViewSurface surface_;
    std::string loading_body_;    ///< file or folder under way
    bool body_is_there_ = false;  ///< the load under way has shown its body; the rest goes on in the background
    CameraGlide glide_;
    double last_seconds_ = 0;
    bool refining_ = false;
    int frames_owed_ = 3;  ///< ImGui needs a few frames after each input to settle
    bool values_applied_ = false;
};

}  // namespace smrt::gui
