// The few places where Dear ImGui changed between 1.86 (Debian) and now.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace smrt::gui {

inline bool key_pressed(ImGuiKey key, bool repeat = true) {
#if IMGUI_VERSION_NUM < 18700
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), repeat);
#else
    return ImGui::IsKeyPressed(key, repeat);
#endif
}

inline ImTextureID texture_id(unsigned texture) {
#if IMGUI_VERSION_NUM < 19140
    return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture));
#else
    return static_cast<ImTextureID>(texture);
#endif
}

}  // namespace smrt::gui
