// OpenGL 3.3 core without a window, through EGL.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

namespace smrt::render {

/// Finds an OpenGL function by name; what `gladLoadGL`, `eglGetProcAddress` and `glfwGetProcAddress` have in common.
using LoadFunction = void (*(*)(const char* name))();

/// A current OpenGL context that has no window: surfaceless Mesa, else a pbuffer on EGL's default display.
/// Belongs to the thread that made it. Systems without EGL build without it and `make` says so.
class OffscreenContext {
public:
    /// Makes the context and makes it current. Errors: environment, with what EGL answered and what to install.
    [[nodiscard]] static base::Result<std::unique_ptr<OffscreenContext>> make();
    ~OffscreenContext();
    OffscreenContext(const OffscreenContext&) = delete;
    OffscreenContext& operator=(const OffscreenContext&) = delete;

    /// For Renderer::make.
    [[nodiscard]] LoadFunction loader() const;

private:
    OffscreenContext();
    struct Handles;
    std::unique_ptr<Handles> handles_;
};

}  // namespace smrt::render
