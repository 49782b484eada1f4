// The options, one line each, and how they become commands.
#include "session/options.h"

#include <fmt/format.h>

#include "base/text.h"
#include "session/arguments.h"

namespace smrt::session {
namespace {

constexpr unsigned k_everywhere = k_in_picture | k_in_window;

constexpr Option k_options[] = {
    // name, type, fallback, domain, lower, upper, uses, command, help
    {"size", OptionType::size, "1280x720", "WIDTHxHEIGHT", 16, 16384, k_in_picture, "size", "Pixels of the picture"},
    {"hide", OptionType::parts, "", "PARTS", 0, 0, k_everywhere, "hide", "Parts that are not drawn"},
    {"isolate", OptionType::parts, "", "PARTS", 0, 0, k_everywhere, "isolate", "Draw only these parts"},
    {"position", OptionType::text, "", "POSITION", 0, 0, k_everywhere, "", "Position of ease, by id or name (see `list positions`)"},
    {"side", OptionType::choice, "right", "left|right", 0, 0, k_everywhere, "", "Side of the position"},
    {"hold", OptionType::number, "", "SECONDS", 0, 600, k_everywhere | k_remembered, "hold-seconds", "Shorter or longer hold for viewing"},
    {"phase", OptionType::number, "1", "0..1", 0, 1, k_everywhere, "phase", "Moment of the position: 0 at rest, 1 arrived in it"},
    {"seek", OptionType::number, "", "SECONDS", 0, 3600, k_everywhere, "seek", "Moment of the position in seconds, instead of the phase"},
    {"pose", OptionType::text, "", "COORDINATE=VALUE[;...]", 0, 0, k_everywhere, "pose", "Free posture, e.g. \"right elbow flexion=90\""},
    {"select", OptionType::parts, "", "PARTS", 0, 0, k_everywhere, "select", "Parts that shine through whatever covers them"},
    {"ghost", OptionType::text, "", "0..1|PARTS", 0, 0, k_everywhere, "", "How far the rest turns to ghosts, or which parts do"},
    {"peel", OptionType::number, "0.12", "0..1", 0, 1, k_everywhere, "peel", "Layers taken away, from the skin (0) to the bones (1)"},
    {"glow", OptionType::on_off, "on", "on|off", 0, 0, k_everywhere, "glow", "See-through highlight of the selection"},
    {"lymph", OptionType::on_off, "off", "on|off", 0, 0, k_everywhere | k_remembered, "lymph", "Lymph vessels and nodes with their flow"},
    {"labels", OptionType::on_off, "on", "on|off", 0, 0, k_everywhere | k_remembered, "labels", "Names with leader lines"},
    {"captions", OptionType::on_off, "on", "on|off", 0, 0, k_everywhere | k_remembered, "captions",
     "Readings, countdown and credit in the picture"},
    {"view", OptionType::choice, "", "front|back|left|right|top|bottom", 0, 0, k_everywhere, "view",
     "Side one looks from; left and right are the subject's"},
    {"frame", OptionType::parts, "", "PARTS", 0, 0, k_everywhere, "frame", "Fill the picture with these parts"},
    {"focus", OptionType::parts, "", "PARTS", 0, 0, k_everywhere, "focus", "Come near these parts, with their neighbours in view"},
    {"camera", OptionType::text, "", "azimuth=DEG elevation=DEG distance=M target=X,Y,Z fov=DEG", 0, 0, k_everywhere, "camera",
     "Exact camera; what is not given stays"},
    {"clip", OptionType::text, "", "coronal|sagittal|axial [MM]", 0, 0, k_everywhere, "clip", "Cut the body open"},
    {"time", OptionType::number, "0", "SECONDS", 0, 1e6, k_in_picture, "time", "Time of the lymph's flow marks"},
    {"moving", OptionType::on_off, "off", "on|off", 0, 0, k_in_picture, "moving", "Draw quickly, as while the view is dragged"},
    {"samples", OptionType::number, "8", "1..8", 1, 8, k_in_picture, "samples",
     "Samples a pixel: with 1 the picture is ready several times sooner"},
    {"speed", OptionType::number, "1", "0.1..10", 0.1, 10, k_in_window | k_remembered, "speed", "Speed of the player"},
    {"loop", OptionType::on_off, "off", "on|off", 0, 0, k_in_window | k_remembered, "loop", "Begin a position again at its end"},
};

const std::string* last_value(const OptionValues& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() || found->second.empty() ? nullptr : &found->second.back();
}

std::string joined(const std::vector<std::string>& values) {
    std::string all;
    for (const std::string& value : values) all += (all.empty() ? "" : "; ") + value;
    return all;
}

/// Options whose command is not just their value.
void add_special(const OptionValues& values, const Option& option, std::vector<std::string>& commands) {
    const std::string_view name = option.name;
    const std::string* value = last_value(values, name);
    if (value == nullptr) return;
    if (name == "position") {
        const std::string* side = last_value(values, "side");
        commands.push_back(fmt::format("play {} {}", *value, side == nullptr ? find_option("side")->fallback : side->c_str()));
        commands.emplace_back("pause");
        if (last_value(values, "phase") == nullptr && last_value(values, "seek") == nullptr)
            commands.push_back(fmt::format("phase {}", find_option("phase")->fallback));
    } else if (name == "ghost") {
        commands.push_back((find_number(*value) ? "ghost-others " : "ghost ") + *value);
    }
}

}  // namespace

std::span<const Option> options() {
    return k_options;
}

const Option* find_option(std::string_view name) {
    for (const Option& option : k_options)
        if (name == option.name) return &option;
    return nullptr;
}

base::Status check_option(const Option& option, std::string_view value) {
    const auto refuse = [&](base::Error error) -> base::Status {
        error.place = fmt::format("--{}", option.name);
        return tl::make_unexpected(std::move(error));
    };
    if (option.type == OptionType::number) {
        const auto number = parse_number(value, "the value", option.lower, option.upper);
        if (!number) return refuse(number.error());
    } else if (option.type == OptionType::on_off) {
        const auto on = parse_switch(value, false);
        if (!on) return refuse(on.error());
    } else if (option.type == OptionType::choice) {
        const std::vector<std::string> words = base::split(option.domain, '|');
        const std::vector<std::string_view> choices(words.begin(), words.end());
        const auto choice = parse_choice(value, option.name, choices);
        if (!choice) return refuse(choice.error());
    } else if (option.type == OptionType::size) {
        const std::vector<std::string> pieces = base::split(value, 'x');
        for (const std::string& piece : pieces)
            if (const auto number = parse_number(piece, "width or height", option.lower, option.upper); !number || pieces.size() != 2)
                return refuse({base::ErrorCode::bad_usage, fmt::format("`{}` is no size, expected for example `1280x720`", value), {}, {}});
    } else if (base::trim(value).empty()) {
        return refuse({base::ErrorCode::bad_usage, fmt::format("is empty, expected {}", option.domain), {}, {}});
    }
    return {};
}

std::vector<std::string> compose_commands(const OptionValues& values) {
    std::vector<std::string> commands;
    for (const Option& option : k_options) {
        const auto given = values.find(std::string_view(option.name));
        if (given == values.end() || given->second.empty()) continue;
        if (option.command[0] == '\0')
            add_special(values, option, commands);
        else if (option.type == OptionType::parts)
            commands.push_back(fmt::format("{} {}", option.command, joined(given->second)));
        else
            commands.push_back(fmt::format("{} {}", option.command, given->second.back()));
    }
    return commands;
}

OptionValues remembered_values(const State& state) {
    const auto on_off = [](bool on) { return std::vector<std::string>{on ? "on" : "off"}; };
    OptionValues values;
    if (state.view.playback.hold_override >= 0) values["hold"] = {number_text(state.view.playback.hold_override)};
    values["lymph"] = on_off(state.view.lymph);
    values["labels"] = on_off(state.view.labels);
    values["captions"] = on_off(state.view.captions);
    values["speed"] = {number_text(state.speed)};
    values["loop"] = on_off(state.loop);
    return values;
}

}  // namespace smrt::session
