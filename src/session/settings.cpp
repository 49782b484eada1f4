// Reading and writing the settings file.
#include "session/settings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/definition_file.h"
#include "base/files.h"
#include "session/arguments.h"

namespace smrt::session {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t k_most_recent = 8;

/// A TOML basic string.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20)
            out += fmt::format("\\u{:04x}", static_cast<int>(c));
        else
            out += c;
    }
    return out + "\"";
}

double number_within(const base::Definition& table, const char* key, double fallback, double lower, double upper,
                     base::Findings& findings) {
    const double value = table.number_or(key, fallback, findings);
    if (value >= lower && value <= upper) return value;
    findings.add(base::Severity::warning, table.place().text(), "out-of-range",
                 fmt::format("`{}` is {}, expected {} to {}", key, value, lower, upper));
    return fallback;
}

void read_window(const base::Definition& table, Settings& settings, base::Findings& findings) {
    const Settings fresh;
    settings.window_width = static_cast<int>(number_within(table, "width", fresh.window_width, 320, 16384, findings));
    settings.window_height = static_cast<int>(number_within(table, "height", fresh.window_height, 240, 16384, findings));
    settings.window_maximized = table.boolean_or("maximized", fresh.window_maximized, findings);
    settings.text_scale = number_within(table, "text_scale", fresh.text_scale, 0.5, 3, findings);
    settings.precise_words = table.boolean_or("precise_words", fresh.precise_words, findings);
}

void read_options(const base::Definition& table, Settings& settings, base::Findings& findings) {
    for (const auto& [name, value] : table.members()) {
        const Option* option = find_option(name);
        const std::string text = table.text_or(name, {}, findings);
        if (option == nullptr || (option->uses & k_remembered) == 0) {
            findings.add(base::Severity::warning, value.place().text(), "unknown-option",
                         fmt::format("no option `{}` is remembered", name));
        } else if (const base::Status good = check_option(*option, text); !good) {
            findings.add(base::Severity::warning, value.place().text(), "bad-option", good.error().text());
        } else {
            settings.values[name] = {text};
        }
    }
}

Settings read_table(const base::Definition& root, base::Findings& findings) {
    Settings settings;
    settings.last_body = root.text_or("last_body", {}, findings);
    settings.recent = root.texts("recent", findings);
    if (settings.recent.size() > k_most_recent) settings.recent.resize(k_most_recent);
    if (const base::Definition* window = root.find("window")) read_window(*window, settings, findings);
    if (const base::Definition* values = root.find("options")) read_options(*values, settings, findings);
    return settings;
}

SettingsRead set_aside(const fs::path& file, const std::string& reason) {
    const fs::path aside = file.string() + ".broken";
    std::error_code failed;
    fs::rename(file, aside, failed);
    const std::string where = failed ? "it could not be set aside: " + failed.message() : "it was set aside as " + aside.string();
    return {{}, fmt::format("the settings file is broken ({}); {}, and the program starts with its defaults", reason, where)};
}

}  // namespace

fs::path settings_file() {
    return base::settings_folder() / "settings.toml";
}

SettingsRead read_settings(const fs::path& file) {
    std::error_code failed;
    if (!fs::exists(file, failed)) return {};
    const auto root = base::read_definition_file(file);
    if (!root && root.error().code == base::ErrorCode::environment)
        return {{}, fmt::format("the settings were not read: {}", root.error().text())};
    if (!root) return set_aside(file, root.error().text());
    base::Findings findings;
    SettingsRead read{read_table(*root, findings), {}};
    for (const base::Finding& finding : findings.list)
        read.message += fmt::format("{}{}: {}", read.message.empty() ? "settings: " : "; ", finding.place, finding.what);
    return read;
}

base::Status write_settings(const Settings& settings, const fs::path& file) {
    std::string text = "# Written by SMRT Atlas when its window closes. Delete this file to start afresh.\n";
    text += fmt::format("last_body = {}\nrecent = [", quoted(settings.last_body));
    for (std::size_t i = 0; i < settings.recent.size(); ++i) text += (i == 0 ? "" : ", ") + quoted(settings.recent[i]);
    text += fmt::format("]\n\n[window]\nwidth = {}\nheight = {}\nmaximized = {}\ntext_scale = {}\nprecise_words = {}\n\n[options]\n",
                        settings.window_width, settings.window_height, settings.window_maximized, number_text(settings.text_scale),
                        settings.precise_words);
    for (const auto& [name, values] : settings.values)
        if (!values.empty()) text += fmt::format("{} = {}\n", name, quoted(values.back()));
    return base::write_file_atomically(file, text);
}

void remember_body(Settings& settings, const std::string& body) {
    settings.last_body = body;
    std::erase(settings.recent, body);
    settings.recent.insert(settings.recent.begin(), body);
    if (settings.recent.size() > k_most_recent) settings.recent.resize(k_most_recent);
}

}  // namespace smrt::session
