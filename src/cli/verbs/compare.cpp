// `compare`: distances between two bodies.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/verbs/verbs.h"
#include "tasks/compare_bodies.h"
#include "tasks/find_body.h"
#include "tasks/load_model.h"

namespace smrt::cli {

Run attach_compare(CLI::App& app) {
    auto names = std::make_shared<std::pair<std::string, std::string>>("default", "");
    app.add_option("--body", names->first, "Body to measure: male, female, .atlas file, archive or folder")
        ->type_name("BODY")
        ->capture_default_str();
    app.add_option("--with", names->second, "Body to measure it against")->type_name("BODY")->required();
    return [names](Terminal& terminal) -> base::Result<int> {
        const auto first = tasks::find_body(names->first), second = tasks::find_body(names->second);
        if (!first) return tl::make_unexpected(first.error());
        if (!second) return tl::make_unexpected(second.error());
        const auto body = tasks::load_body(first->path, terminal.progress());
        if (!body) return tl::make_unexpected(body.error());
        const auto other = tasks::load_body(second->path, terminal.progress());
        if (!other) return tl::make_unexpected(other.error());
        terminal.end_progress();
        fmt::print("{}", tasks::describe_distances(tasks::compare_bodies(**body, **other)));
        return 0;
    };
}

}  // namespace smrt::cli
