// GLFW: opening the window, gathering input.
#include "gui/window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace smrt::gui {
namespace {

std::string glfw_reason() {
    const char* text = nullptr;
    glfwGetError(&text);
    return text == nullptr ? "unknown reason" : text;
}

Window& of(GLFWwindow* handle) {
    return *static_cast<Window*>(glfwGetWindowUserPointer(handle));
}

}  // namespace

base::Result<std::unique_ptr<Window>> Window::make(int width, int height, const std::string& title) {
    if (glfwInit() != GLFW_TRUE)
        return base::fail(base::ErrorCode::environment,
                          "no window can be opened: " + glfw_reason() + "; without a screen use `smrt-atlas snapshot`, `film` or `tour`");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);  // the picture is drawn into a texture of its own
    std::unique_ptr<Window> window(new Window);
    window->handle_ = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (window->handle_ == nullptr)
        return base::fail(base::ErrorCode::environment,
                          "no window with OpenGL 3.3 can be opened: " + glfw_reason() + "; update the graphics driver");
    glfwMakeContextCurrent(window->handle_);
    glfwSwapInterval(1);
    window->listen();
    return window;
}

Window::~Window() {
    if (handle_ != nullptr) glfwDestroyWindow(handle_);
    glfwTerminate();
}

void Window::listen() {
    glfwSetWindowUserPointer(handle_, this);
    glfwSetKeyCallback(handle_, [](GLFWwindow* handle, int key, int, int action, int mods) {
        if (action != GLFW_RELEASE) of(handle).keys_.push_back({key, mods});
        of(handle).active_ = true;
    });
    glfwSetDropCallback(handle_, [](GLFWwindow* handle, int count, const char** paths) {
        for (int i = 0; i < count; ++i) of(handle).drops_.emplace_back(paths[i]);
        of(handle).active_ = true;
    });
    glfwSetCursorPosCallback(handle_, [](GLFWwindow* handle, double, double) { of(handle).active_ = true; });
    glfwSetMouseButtonCallback(handle_, [](GLFWwindow* handle, int, int, int) { of(handle).active_ = true; });
    glfwSetScrollCallback(handle_, [](GLFWwindow* handle, double, double) { of(handle).active_ = true; });
    glfwSetCharCallback(handle_, [](GLFWwindow* handle, unsigned) { of(handle).active_ = true; });
    glfwSetFramebufferSizeCallback(handle_, [](GLFWwindow* handle, int, int) { of(handle).active_ = true; });
    glfwSetWindowRefreshCallback(handle_, [](GLFWwindow* handle) { of(handle).active_ = true; });
    glfwSetWindowFocusCallback(handle_, [](GLFWwindow* handle, int) { of(handle).active_ = true; });
}

bool Window::should_close() const {
    return glfwWindowShouldClose(handle_) == GLFW_TRUE;
}
void Window::close() {
    glfwSetWindowShouldClose(handle_, GLFW_TRUE);
}
void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(handle_, title.c_str());
}

void Window::measure(int& pixel_width, int& pixel_height, int& width, int& height) const {
    glfwGetFramebufferSize(handle_, &pixel_width, &pixel_height);
    glfwGetWindowSize(handle_, &width, &height);
}

float Window::content_scale() const {
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(handle_, &x, &y);
    return std::clamp(std::max(x, y), 0.5f, 4.0f);
}

bool Window::wait(double seconds) {
    if (seconds > 0)
        glfwWaitEventsTimeout(seconds);
    else
        glfwPollEvents();
    return std::exchange(active_, false);
}

void Window::swap() {
    glfwSwapBuffers(handle_);
}
double Window::now() {
    return glfwGetTime();
}

std::vector<KeyPress> Window::take_keys() {
    return std::exchange(keys_, {});
}
std::vector<std::string> Window::take_drops() {
    return std::exchange(drops_, {});
}

}  // namespace smrt::gui
