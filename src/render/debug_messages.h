// What the OpenGL driver complains about.
#pragma once

#include <string>
#include <vector>

namespace smrt::render {

/// Collects errors and messages of high severity through KHR_debug while it lives; without that extension, glGetError's.
class DebugMessages {
public:
    DebugMessages();
    ~DebugMessages();
    DebugMessages(const DebugMessages&) = delete;
    DebugMessages& operator=(const DebugMessages&) = delete;
    /// Everything since the last call.
    [[nodiscard]] std::vector<std::string> take();

private:
    std::vector<std::string> messages_;
};

}  // namespace smrt::render
