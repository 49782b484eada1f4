// Listens to the driver.
#include "render/debug_messages.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <utility>

namespace smrt::render {

namespace {

void GLAPIENTRY keep_message(GLenum, GLenum type, GLuint, GLenum severity, GLsizei length, const GLchar* text, const void* user) {
    if (type != GL_DEBUG_TYPE_ERROR && severity != GL_DEBUG_SEVERITY_HIGH) return;
    auto* messages = static_cast<std::vector<std::string>*>(const_cast<void*>(user));
    messages->emplace_back(text, length >= 0 ? static_cast<std::size_t>(length) : std::char_traits<char>::length(text));
}

}  // namespace

DebugMessages::DebugMessages() {
    if (!GLAD_GL_KHR_debug) return;
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDebugMessageCallback(keep_message, &messages_);
}

DebugMessages::~DebugMessages() {
    if (GLAD_GL_KHR_debug) glDebugMessageCallback(nullptr, nullptr);
}

std::vector<std::string> DebugMessages::take() {
    for (GLenum error = glGetError(); error != GL_NO_ERROR; error = glGetError()) {
        if (!GLAD_GL_KHR_debug) messages_.push_back(fmt::format("OpenGL error 0x{:04x}", error));
    }
    return std::exchange(messages_, {});
}

}  // namespace smrt::render
