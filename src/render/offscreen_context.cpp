// OpenGL 3.3 core without a window, through EGL: surfaceless where Mesa offers it, else a one-pixel pbuffer.
#include "render/offscreen_context.h"

#include <fmt/format.h>

#ifdef SMRT_HAS_EGL
#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <string_view>
#endif

namespace smrt::render {

#ifdef SMRT_HAS_EGL

struct OffscreenContext::Handles {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLSurface surface = EGL_NO_SURFACE;
    EGLContext context = EGL_NO_CONTEXT;
};

namespace {

constexpr const char* k_hint = "install Mesa's EGL (Debian packages libegl1 and libgl1-mesa-dri) or a graphics driver with EGL";

tl::unexpected<base::Error> egl_failure(std::string_view step) {
    return base::fail(
        base::ErrorCode::environment,
        fmt::format("{} failed with EGL error 0x{:04x}, so pictures without a window cannot be made; {}", step, eglGetError(), k_hint));
}

bool offers(EGLDisplay display, std::string_view extension) {
    const char* list = eglQueryString(display, EGL_EXTENSIONS);
    return list != nullptr && std::string_view(list).find(extension) != std::string_view::npos;
}

/// Mesa's surfaceless platform needs no display server; other drivers answer on the default display.
EGLDisplay open_display() {
    if (offers(EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless")) {
        const auto get = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
        if (get != nullptr) {
            const EGLDisplay display = get(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
            if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
        }
    }
    const EGLDisplay display = eglGetDisplay(EGL_DEFAULT_DISPLAY);
    if (display != EGL_NO_DISPLAY && eglInitialize(display, nullptr, nullptr)) return display;
    return EGL_NO_DISPLAY;
}

EGLConfig find_config(EGLDisplay display, bool surfaceless) {
    const std::array<EGLint, 5> wanted = {EGL_SURFACE_TYPE, surfaceless ? 0 : EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                          EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (!eglChooseConfig(display, wanted.data(), &config, 1, &count) || count == 0) return nullptr;
    return config;
}

}  // namespace

base::Result<std::unique_ptr<OffscreenContext>> OffscreenContext::make() {
    std::unique_ptr<OffscreenContext> made(new OffscreenContext);
    Handles& handles = *made->handles_;
    handles.display = open_display();
    if (handles.display == EGL_NO_DISPLAY) return egl_failure("opening an EGL display");
    if (!eglBindAPI(EGL_OPENGL_API)) return egl_failure("binding OpenGL to EGL");
    const bool surfaceless = offers(handles.display, "EGL_KHR_surfaceless_context");
    const EGLConfig config = find_config(handles.display, surfaceless);
    if (config == nullptr) return egl_failure("choosing an EGL configuration");
    const std::array<EGLint, 7> version = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    handles.context = eglCreateContext(handles.display, config, EGL_NO_CONTEXT, version.data());
    if (handles.context == EGL_NO_CONTEXT) return egl_failure("making an OpenGL 3.3 core context");
    if (!surfaceless) {
        const std::array<EGLint, 5> one_pixel = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
        handles.surface = eglCreatePbufferSurface(handles.display, config, one_pixel.data());
        if (handles.surface == EGL_NO_SURFACE) return egl_failure("making a pbuffer");
    }
    if (!eglMakeCurrent(handles.display, handles.surface, handles.surface, handles.context))
        return egl_failure("making the OpenGL context current");
    return made;
}

OffscreenContext::~OffscreenContext() {
    if (handles_->display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(handles_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (handles_->surface != EGL_NO_SURFACE) eglDestroySurface(handles_->display, handles_->surface);
    if (handles_->context != EGL_NO_CONTEXT) eglDestroyContext(handles_->display, handles_->context);
    // No eglTerminate: the display may be shared with another context of this process.
}

LoadFunction OffscreenContext::loader() const {
    return [](const char* name) { return eglGetProcAddress(name); };
}

#else

struct OffscreenContext::Handles {};

base::Result<std::unique_ptr<OffscreenContext>> OffscreenContext::make() {
    return base::fail(base::ErrorCode::environment,
                      "this build has no EGL, so pictures without a window cannot be made; open the window instead");
}

OffscreenContext::~OffscreenContext() = default;

LoadFunction OffscreenContext::loader() const {
    return nullptr;
}

#endif

OffscreenContext::OffscreenContext() : handles_(std::make_unique<Handles>()) {}

}  // namespace smrt::render
