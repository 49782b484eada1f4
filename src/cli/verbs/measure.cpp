// `measure`: lengths and lever arms under a pose.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/files.h"
#include "base/text.h"
#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "skeleton/motion.h"
#include "tasks/load_model.h"
#include "tasks/measure_pose.h"

namespace smrt::cli {
namespace {

struct Given {
    std::string body, poses, motion, write_motion;
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
    skeleton::Motion motion;
    for (const std::string& line : base::split(*text, '\n')) {
        if (base::trim(line).empty()) continue;
        request.pose = line;
        const auto rows = tasks::measure_pose(model, request);
        if (!rows) return tl::make_unexpected(rows.error());
        fmt::print("{}\n", base::Json{{"pose", line}, {"parts", *rows}}.dump());
        motion.seconds.push_back(static_cast<double>(motion.seconds.size()));
        motion.poses.push_back(*skeleton::parse_pose(*model.rig, line));
    }
    terminal.end_progress();
    if (given.write_motion.empty()) return 0;
    if (const auto written = base::write_file_atomically(given.write_motion, skeleton::write_mot(*model.rig, motion, "SMRT Atlas"));
        !written)
        return tl::make_unexpected(written.error());
    return 0;
}

/// One JSON object a row of an OpenSim motion, a line each.
base::Result<int> print_motion(const scene::Model& model, const Given& given, Terminal& terminal) {
    if (model.rig == nullptr) return base::fail(base::ErrorCode::bad_data, "none of this program's joints fits the bones of this body");
    const auto text = base::read_text_file(given.motion);
    if (!text) return tl::make_unexpected(text.error());
    base::Findings ignored;
    const auto motion = skeleton::read_mot(*model.rig, *text, &ignored);
    if (!motion) return tl::make_unexpected(motion.error());
    for (const base::Finding& finding : ignored.list) terminal.say(finding.what);
    for (std::size_t i = 0; i < motion->poses.size(); ++i) {
        const auto rows = tasks::measure_pose(model, motion->poses[i], given.request);
        if (!rows) return tl::make_unexpected(rows.error());
        fmt::print("{}\n", base::Json{{"seconds", motion->seconds[i]}, {"parts", *rows}}.dump());
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
    if (!given.motion.empty()) return print_motion(**model, given, terminal);
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
    app.add_option("--motion", given->motion, "OpenSim motion (.mot): prints a JSON object for each of its rows")->type_name("FILE");
    app.add_option("--write-motion", given->write_motion, "With --poses: also write them as an OpenSim motion, one a second")
        ->type_name("FILE");
    app.add_flag("--json", given->json, "An array of objects");
    app.add_flag("--csv", given->csv, "A table with commas");
    return [given](Terminal& terminal) { return run_measure(*given, terminal); };
}

}  // namespace smrt::cli
