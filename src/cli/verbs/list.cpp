// `list` and `info`: as lines for people or JSON for programs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "session/part_query.h"
#include "tasks/list_things.h"
#include "tasks/load_model.h"

namespace smrt::cli {
namespace {

struct Given {
    std::string what, body;
    bool json = false;
};

std::string text_of(const base::Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Columns of the first four keys of every row, aligned.
void print_rows(const base::Json& rows) {
    const std::vector<std::string> keys = {"id", "name", "kind", "side"};
    std::vector<std::size_t> widths(keys.size(), 0);
    for (const base::Json& row : rows)
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (row.contains(keys[i])) widths[i] = std::max(widths[i], text_of(row[keys[i]]).size());
    for (const base::Json& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (row.contains(keys[i])) line += fmt::format("{:<{}}  ", text_of(row[keys[i]]), widths[i]);
        fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
    }
}

base::Result<scene::ModelPtr> load(const Given& given, const tasks::ModelNeeds& needs, Terminal& terminal) {
    const auto body = choose_body(given.body);
    if (!body) return tl::make_unexpected(body.error());
    if (!body->remark.empty()) terminal.say(body->remark);
    auto model = tasks::load_model(body->path, needs, terminal.progress());
    terminal.end_progress();
    return model;
}

base::Result<int> run_list(const Given& given, Terminal& terminal) {
    const auto list = tasks::find_list(given.what);
    if (!list) return tl::make_unexpected(list.error());
    const auto model = (*list)->of_body ? load(given, (*list)->needs, terminal) : tasks::make_bodiless_model();
    if (!model) return tl::make_unexpected(model.error());
    const base::Json rows = (*list)->make(**model);
    if (rows.empty()) terminal.say((*list)->nothing);
    if (given.json)
        fmt::print("{}\n", rows.dump(1));
    else
        print_rows(rows);
    return 0;
}

base::Result<int> run_info(const Given& given, Terminal& terminal) {
    const auto model = load(given, {true, true, false}, terminal);
    if (!model) return tl::make_unexpected(model.error());
    const auto parts = session::find_parts(**model, session::make_first_state(**model), given.what);
    if (!parts) return tl::make_unexpected(parts.error());
    base::Json rows = base::Json::array();
    for (const anatomy::PartIndex part : *parts) rows.push_back(tasks::describe_part(**model, part));
    if (given.json) {
        fmt::print("{}\n", rows.dump(1));
        return 0;
    }
    for (const base::Json& row : rows) {
        fmt::print("{}\n", text_of(row["name"]));
        for (const auto& [key, value] : row.items())
            if (key != "name" && !value.empty() && text_of(value) != "") fmt::print("  {:<17} {}\n", key, text_of(value));
    }
    return 0;
}

}  // namespace

Run attach_list(CLI::App& app) {
    auto given = std::make_shared<Given>();
    std::string kinds;
    for (const tasks::ListKind& list : tasks::list_kinds())
        kinds += fmt::format("{}{} ({})", kinds.empty() ? "" : ", ", list.name, list.help);
    app.add_option("WHAT", given->what, kinds)->required();
    add_body_flag(app, given->body);
    app.add_flag("--json", given->json, "An array of objects instead of lines");
    return [given](Terminal& terminal) { return run_list(*given, terminal); };
}

Run attach_info(CLI::App& app) {
    auto given = std::make_shared<Given>();
    app.add_option("PART", given->what, "Part by name, id or FMA id; groups such as `region arm` too")->required();
    add_body_flag(app, given->body);
    app.add_flag("--json", given->json, "An array of objects instead of lines");
    return [given](Terminal& terminal) { return run_info(*given, terminal); };
}

}  // namespace smrt::cli
