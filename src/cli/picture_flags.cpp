// One flag per option.
#include "cli/picture_flags.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "session/settings.h"

namespace smrt::cli {
namespace {

std::string help_of(const session::Option& option) {
    return option.fallback[0] == '\0' ? option.help : fmt::format("{} [{}]", option.help, option.fallback);
}

void add_flag(CLI::App& app, const session::Option& option, session::OptionValues& values) {
    const auto take = [&option, &values](const CLI::results_t& given) {
        std::vector<std::string>& kept = values[option.name];
        for (const std::string& value : given) kept.push_back(value.empty() && option.type == session::OptionType::on_off ? "on" : value);
        return true;
    };
    CLI::Option* flag = app.add_option(fmt::format("--{}", option.name), take, help_of(option));
    flag->type_name(option.domain)->group("Picture")->allow_extra_args(false);
    if (option.type == session::OptionType::on_off) flag->expected(0, 1);
    if (option.type == session::OptionType::parts)
        flag->take_all()->expected(1, 1000)->allow_extra_args(false);
    else
        flag->take_last();
    flag->check(
        [&option](const std::string& value) -> std::string {
            if (value.empty() && option.type == session::OptionType::on_off) return {};
            const auto good = session::check_option(option, value);
            return good ? std::string() : good.error().message;
        },
        "");
}

}  // namespace

void add_body_flag(CLI::App& app, std::string& body) {
    app.add_option("--body", body,
                   "Body to show: male, female, .atlas file, archive or folder of meshes [the last one, or the default body]")
        ->type_name("BODY");
}

std::shared_ptr<PictureFlags> add_picture_flags(CLI::App& app, unsigned uses) {
    auto flags = std::make_shared<PictureFlags>();
    add_body_flag(app, flags->body);
    for (const session::Option& option : session::options())
        if ((option.uses & uses) != 0) add_flag(app, option, flags->values);
    return flags;
}

base::Result<tasks::BodyChoice> choose_body(const std::string& given) {
    if (!given.empty()) return tasks::find_body(given);
    return tasks::find_body({}, session::read_settings(session::settings_file()).settings.last_body);
}

}  // namespace smrt::cli
