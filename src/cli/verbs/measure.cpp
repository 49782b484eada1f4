// `measure`: lengths and lever arms under a pose.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/files.h"
#include "base/text.h"
#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/load_model.h"
#include "tasks/measure_pose.h"

namespace smrt::cli {
namespace {

struct Given {
    std::string body, poses;
    tasks::MeasureRequest request;
    bool json = false, csv = false;
};

void print_lines(const base::Json& rows) {
    for (const base::Json& row : rows) {
        fmt::print("{:<52} {:8.1f} mm  {:6.1f} % of rest\n", row["name"].get<std::string>(), row["length_mm"].get<double>(),
                   100 * row["ratio"].get<double>());
        for (const auto& [coordinate, value] : row["lever_arms"].items())
            fmt::print("    {:<40} {:8.1f} mm lever arm\n", coordinate, value.get<double>());
    }
}

/// One JSON object a posture of the file, a line each.
base::Result<int> print_all(const scene::Model& model, const Given& given, Terminal& terminal) {
    const auto text = base::read_text_file(given.poses);
    if (!text) return tl::make_unexpected(text.error());
    tasks::MeasureRequest request = given.request;
    for (const std::string& line : base::split(*text, '\n')) {
        if (base::trim(line).empty()) continue;
        request.pose = line;
        const auto rows = tasks::measure_pose(model, request);
        if (!rows) return tl::make_unexpected(rows.error());
        fmt::print("{}\n", base::Json{{"pose", line}, {"parts", *rows}}.dump());
    }
    terminal.end_progress();
    return 0;
}

base::Result<int> run_measure(const Given& given, Terminal& terminal) {
    const auto body = choose_body(given.body);
    if (!body) return tl::make_unexpected(body.error());
    const auto model = tasks::load_model(body->path, {true, false, false}, terminal.progress());
    if (!model) return tl::make_unexpected(model.error());
    if (!given.poses.empty()) return print_all(**model, given, terminal);
    const auto rows = tasks::measure_pose(**model, given.request, terminal.progress());
    terminal.end_progress();
    if (!rows) return tl::make_unexpected(rows.error());
    if (given.json)
        fmt::print("{}\n", rows->dump(1));
    else if (given.csv)
        fmt::print("{}", tasks::write_csv(*rows));
    else
        print_lines(*rows);
    return 0;
}

}  // namespace

Run attach_measure(CLI::App& app) {
    auto given = std::make_shared<Given>();
    add_body_flag(app, given->body);
    app.add_option("--pose", given->request.pose, "Posture, e.g. \"right elbow flexion=90; left shoulder abduction=30\" [at rest]")
        ->type_name("COORDINATE=VALUE[;...]");
    app.add_option("--part", given->request.parts, "Part by name or id; may be given several times [everything with fibres]")
        ->type_name("PART")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_option("--poses", given->poses, "File of postures, one a line: prints a JSON object for each")->type_name("FILE");
    app.add_flag("--json", given->json, "An array of objects");
    app.add_flag("--csv", given->csv, "A table with commas");
    return [given](Terminal& terminal) { return run_measure(*given, terminal); };
}

}  // namespace smrt::cli
