// `fit`: a body's structures as sphere-meshes.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/verbs/verbs.h"
#include "tasks/fit_shapes.h"

namespace smrt::cli {

Run attach_fit(CLI::App& app) {
    auto request = std::make_shared<tasks::FitRequest>();
    auto out = std::make_shared<std::string>();
    app.add_option("--body", request->body, "Body to measure: .atlas file, archive or folder of meshes")->type_name("BODY")->required();
    app.add_option("--parts", request->parts, "Parts to measure, as in --select [what the default body is made of]")->type_name("PARTS");
    app.add_option("--out,-o", *out, "Folder for the definition files")->type_name("FOLDER")->required();
    app.add_option("--source", request->source, "Key of assets/sources.toml that the figures are credited to")->capture_default_str();
    return [request, out](Terminal& terminal) -> base::Result<int> {
        request->out = *out;
        const auto table = tasks::fit_shapes(*request, terminal.progress());
        if (!table) return tl::make_unexpected(table.error());
        terminal.end_progress();
        fmt::print("{}", *table);
        return 0;
    };
}

}  // namespace smrt::cli
