// Keys of the keyboard and the commands they stand for.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smrt::gui {

/// One press as GLFW reports it.
struct KeyPress {
    int key = 0;   ///< GLFW_KEY_...
    int mods = 0;  ///< GLFW_MOD_SHIFT | GLFW_MOD_CONTROL | GLFW_MOD_ALT
    bool operator==(const KeyPress&) const = default;
};

/// "Ctrl+Z", "Alt+H", "F1", "Escape", ".", "Space" → key and modifiers; empty for unknown words.
[[nodiscard]] std::optional<KeyPress> parse_key(std::string_view text);

/// Command text for a key press: views on 1..6 and the default keys of all commands. Empty: the key means nothing.
/// Command key on macOS counts as Ctrl.
[[nodiscard]] std::string find_key_command(KeyPress press);

}  // namespace smrt::gui
