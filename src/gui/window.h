// The GLFW window with its OpenGL 3.3 core context, and what the user did to it since the last look.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "gui/keys.h"

struct GLFWwindow;

namespace smrt::gui {

class Window {
public:
    /// Opens a window and makes its context current. Errors: environment with GLFW's reason (no display, no OpenGL 3.3).
    [[nodiscard]] static base::Result<std::unique_ptr<Window>> make(int width, int height, const std::string& title);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    [[nodiscard]] GLFWwindow* handle() const { return handle_; }
    [[nodiscard]] bool should_close() const;
    void close();
    void set_title(const std::string& title);
    /// Framebuffer size in pixels and size in screen units.
    void measure(int& pixel_width, int& pixel_height, int& width, int& height) const;
    [[nodiscard]] float content_scale() const;
    /// Waits for input at most this long (0: only looks), then returns true if anything happened.
    bool wait(double seconds);
    void swap();
    /// Seconds since the program opened the window.
    [[nodiscard]] static double now();

    [[nodiscard]] std::vector<KeyPress> take_keys();
    [[nodiscard]] std::vector<std::string> take_drops();

private:
    Window() = default;
    void listen();

    GLFWwindow* handle_ = nullptr;
    bool active_ = false;
    std::vector<KeyPress> keys_;
    std::vector<std::string> drops_;
};

}  // namespace smrt::gui
