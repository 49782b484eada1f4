// Reading key names and finding the command of a key.
#include "gui/keys.h"

#include <GLFW/glfw3.h>

#include <cctype>
#include <utility>

#include "session/command.h"

namespace smrt::gui {
namespace {

constexpr std::pair<std::string_view, int> k_named_keys[] = {
    {"Escape", GLFW_KEY_ESCAPE}, {"Space", GLFW_KEY_SPACE}, {".", GLFW_KEY_PERIOD},  {"/", GLFW_KEY_SLASH},     {",", GLFW_KEY_COMMA},
    {"Delete", GLFW_KEY_DELETE}, {"Enter", GLFW_KEY_ENTER}, {"Left", GLFW_KEY_LEFT}, {"Right", GLFW_KEY_RIGHT}, {"Up", GLFW_KEY_UP},
    {"Down", GLFW_KEY_DOWN},     {"Home", GLFW_KEY_HOME},   {"End", GLFW_KEY_END},   {"Plus", GLFW_KEY_EQUAL},  {"Minus", GLFW_KEY_MINUS}};

constexpr const char* k_views[] = {"front", "back", "left", "right", "top", "bottom"};

std::optional<int> parse_plain_key(std::string_view name) {
    for (const auto& [word, key] : k_named_keys)
        if (word == name) return key;
    if (name.size() == 1 && std::isalnum(static_cast<unsigned char>(name[0]))) return std::toupper(static_cast<unsigned char>(name[0]));
    if (name.size() == 2 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9') return GLFW_KEY_F1 + (name[1] - '1');
    return std::nullopt;
}

KeyPress normalised(KeyPress press) {
    if ((press.mods & GLFW_MOD_SUPER) != 0) press.mods |= GLFW_MOD_CONTROL;
    press.mods &= GLFW_MOD_SHIFT | GLFW_MOD_CONTROL | GLFW_MOD_ALT;
    return press;
}

}  // namespace

std::optional<KeyPress> parse_key(std::string_view text) {
    KeyPress press;
    for (std::size_t plus = text.find('+'); plus != std::string_view::npos && plus + 1 < text.size(); plus = text.find('+')) {
        const std::string_view modifier = text.substr(0, plus);
        if (modifier == "Ctrl")
            press.mods |= GLFW_MOD_CONTROL;
        else if (modifier == "Alt")
            press.mods |= GLFW_MOD_ALT;
        else if (modifier == "Shift")
            press.mods |= GLFW_MOD_SHIFT;
        else
            return std::nullopt;
        text.remove_prefix(plus + 1);
    }
    const auto key = parse_plain_key(text);
    if (!key) return std::nullopt;
    press.key = *key;
    return press;
}

std::string find_key_command(KeyPress raw) {
    const KeyPress press = normalised(raw);
    if (press.mods == 0 && press.key >= GLFW_KEY_1 && press.key <= GLFW_KEY_6)
        return std::string("view ") + k_views[press.key - GLFW_KEY_1];
    if (press == KeyPress{GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT}) return "redo";
    for (const session::Command* command : session::commands()) {
        const auto key = parse_key(command->key);
        if (key && *key == press) return command->name;
    }
    return {};
}

}  // namespace smrt::gui
