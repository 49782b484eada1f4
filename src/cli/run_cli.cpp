// Reading arguments and catching what goes wrong.
#include "cli/run_cli.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "base/ensure.h"
#include "base/files.h"
#include "base/text.h"
#include "cli/picture_flags.h"
#include "cli/verb.h"

namespace smrt::cli {
namespace {

constexpr int k_wrong_usage = 2, k_bug = 4;

struct Parser {
    CLI::App app{
        "SMRT Atlas: see the body, move it into positions of ease, and understand why they work.\n"
        "Without a verb the window opens.",
        "smrt-atlas"};
    std::shared_ptr<PictureFlags> window;
    bool fresh = false;
    std::vector<std::pair<CLI::App*, Run>> runs;
};

std::unique_ptr<Parser> make_parser() {
    auto parser = std::make_unique<Parser>();
    parser->app.set_version_flag("--version", fmt::format("smrt-atlas {}", base::version()));
    parser->app.footer("`smrt-atlas VERB --help` explains a verb, `smrt-atlas help commands` what window and scripts can do.");
    parser->window = add_picture_flags(parser->app, session::k_in_window);
    parser->app.add_flag("--fresh", parser->fresh, "Neither read nor write the settings file");
    parser->app.require_subcommand(0, 1);
    for (const Verb& verb : verbs()) {
        CLI::App* sub = parser->app.add_subcommand(verb.name, verb.help);
        parser->runs.emplace_back(sub, verb.attach(*sub));
    }
    return parser;
}

int refuse_usage(const std::string& message, const std::string& verb) {
    fmt::print(stderr, "smrt-atlas: {}; `smrt-atlas {}{}--help` shows what is possible\n", message, verb, verb.empty() ? "" : " ");
    return k_wrong_usage;
}

bool is_verb(std::string_view word) {
    const auto all = verbs();
    return std::any_of(all.begin(), all.end(), [&](const Verb& verb) { return word == verb.name; });
}

/// A first word that is no verb and no body is a slip of the hand: say so instead of opening a window.
std::optional<std::string> find_slip(int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    const std::string word = argv[1];
    std::vector<std::string> names;
    if (is_verb(word)) return std::nullopt;
    for (const Verb& verb : verbs()) names.emplace_back(verb.name);
    std::error_code ignored;
    if (std::filesystem::exists(word, ignored)) return std::nullopt;
    return fmt::format("`{}` is neither a verb nor a body{}", word, base::did_you_mean(word, names));
}

std::string verb_of(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? std::string() : chosen.front()->get_name();
}

int run_verb(Parser& parser, const CLI::App* chosen) {
    Terminal terminal;
    for (const auto& [sub, run] : parser.runs) {
        if (sub != chosen) continue;
        const auto code = run(terminal);
        terminal.end_progress();
        return code ? *code : terminal.refuse(code.error());
    }
    ENSURE(false, "the verb {} has no function", chosen->get_name());
    return k_bug;
}

Outcome parse_and_run(int argc, const char* const* argv) {
    if (const auto slip = find_slip(argc, argv)) return {refuse_usage(*slip, {}), {}};
    const auto parser = make_parser();
    std::vector<const char*> arguments(argv, argv + argc);
    // A body may stand without a flag: `smrt-atlas my.atlas`.
    const bool body_first = argc >= 2 && argv[1][0] != '-' && !is_verb(argv[1]);
    if (body_first) arguments.insert(arguments.begin() + 1, "--body");
    try {
        parser->app.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return {parser->app.exit(error), {}};
        return {refuse_usage(error.what(), verb_of(parser->app)), {}};
    }
    const auto chosen = parser->app.get_subcommands();
    if (!chosen.empty()) return {run_verb(*parser, chosen.front()), {}};
    return {std::nullopt, {parser->window->body, parser->window->values, parser->fresh}};
}

}  // namespace

Outcome run_cli(int argc, const char* const* argv) {
    try {
        return parse_and_run(argc, argv);
    } catch (const base::Bug& bug) {
        fmt::print(stderr, "smrt-atlas: this is a fault of the program, please report it: {}\n", bug.what());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "smrt-atlas: there is not enough memory; close other programs or take a smaller picture\n");
        return {3, {}};
    } catch (const std::exception& failure) {
        fmt::print(stderr, "smrt-atlas: this is a fault of the program, please report it: {}\n", failure.what());
    }
    return {k_bug, {}};
}

}  // namespace smrt::cli
