// What is remembered between two runs: the last body, the window, some options. A text file in the user's settings folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/options.h"

namespace smrt::session {

struct Settings {
    std::string last_body;            ///< file or folder shown last; empty: none yet
    std::vector<std::string> recent;  ///< bodies shown before, newest first
    int window_width = 1280, window_height = 800;
    bool window_maximized = false;
    double text_scale = 1;       ///< the user's own factor on top of the screen's DPI, 0.5..3
    bool precise_words = false;  ///< texts for students instead of plain ones
    OptionValues values;         ///< options with k_remembered
    bool operator==(const Settings&) const = default;
};

/// Settings, and a message for the user where the file was broken.
struct SettingsRead {
    Settings settings;
    std::string message;
};

/// `settings.toml` in base::settings_folder().
[[nodiscard]] std::filesystem::path settings_file();
/// A missing file gives the defaults. A broken one is renamed to `settings.toml.broken`, the defaults are given and the message says so.
/// Single values out of range are replaced by their defaults, named in the message.
[[nodiscard]] SettingsRead read_settings(const std::filesystem::path& file);
/// Errors: environment; an old file stays as it was.
[[nodiscard]] base::Status write_settings(const Settings& settings, const std::filesystem::path& file);

/// Puts a body at the front of `recent` (at most eight, each once) and makes it the last one.
void remember_body(Settings& settings, const std::string& body);

}  // namespace smrt::session
