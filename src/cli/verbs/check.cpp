// `check`: silent when all is well.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/files.h"
#include "base/text.h"
#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/check_assets.h"
#include "tasks/check_joints.h"
#include "tasks/check_poses.h"
#include "tasks/load_model.h"
#include "tasks/measure_overlaps.h"

namespace smrt::cli {
namespace {

base::Result<int> print_overlaps(const std::string& name, Terminal& terminal) {
    const auto choice = choose_body(name);
    if (!choice) return tl::make_unexpected(choice.error());
    const auto model = tasks::load_model(choice->path, {}, terminal.progress());
    if (!model) return tl::make_unexpected(model.error());
    terminal.end_progress();
    const anatomy::Body& body = *(*model)->body;
    fmt::print("{}", tasks::describe_overlaps(body, tasks::measure_overlaps(body, *(*model)->muscles)));
    return 0;
}

/// Bones that joints move into each other.
base::Result<int> print_bone_clashes(const std::string& name, Terminal& terminal) {
    const auto choice = choose_body(name);
    if (!choice) return tl::make_unexpected(choice.error());
    const auto model = tasks::load_model(choice->path, {true, false, false}, terminal.progress());
    if (!model) return tl::make_unexpected(model.error());
    const auto clashes = tasks::check_joints(**model, 0.001, terminal.progress());
    terminal.end_progress();
    if (!clashes) return tl::make_unexpected(clashes.error());
    fmt::print("{}", tasks::describe_bone_clashes(**model, *clashes));
    return 0;
}

/// What every posture of a file does to soft tissue.
base::Result<int> print_pose_faults(const std::string& name, const std::string& file, Terminal& terminal) {
    const auto choice = choose_body(name);
    if (!choice) return tl::make_unexpected(choice.error());
    const auto model = tasks::load_model(choice->path, {true, false, false}, terminal.progress());
    if (!model) return tl::make_unexpected(model.error());
    const auto text = base::read_text_file(file);
    if (!text) return tl::make_unexpected(text.error());
    std::vector<std::string> poses;
    for (const std::string& line : base::split(*text, '\n'))
        if (!base::trim(line).empty()) poses.emplace_back(base::trim(line));
    const auto faults = tasks::check_poses(**model, poses, terminal.progress());
    terminal.end_progress();
    if (!faults) return tl::make_unexpected(faults.error());
    fmt::print("{}", tasks::describe_pose_faults(*faults));
    return 0;
}

}  // namespace

Run attach_check(CLI::App& app) {
    struct Given {
        std::string what, body, poses;
        bool notes = false, overlaps = false, joints = false;
    };
    auto given = std::make_shared<Given>();
    app.add_option("WHAT", given->what, "`assets` checks the program's texts alone; without it the body is checked too")
        ->check(CLI::IsMember({"assets"}));
    add_body_flag(app, given->body);
    app.add_flag("--notes", given->notes, "Also what is no fault but good to know");
    app.add_flag("--overlaps", given->overlaps,
                 "Instead: a table of bones in each other and of muscles in bones, deeper than 1 mm at rest");
    app.add_flag("--joints", given->joints,
                 "Instead: a table of bones that joints move more than 1 mm deeper into each other than they are at rest");
    app.add_option("--poses", given->poses, "Instead: what the postures of a file, one a line, do to the shapes of soft tissue")
        ->type_name("FILE");
    return [given](Terminal& terminal) -> base::Result<int> {
        if (!given->poses.empty()) return print_pose_faults(given->body, given->poses, terminal);
        if (given->joints) return print_bone_clashes(given->body, terminal);
        const auto root = base::find_program_root();
        if (!root) return tl::make_unexpected(root.error());
        if (given->overlaps) return print_overlaps(given->body, terminal);
        auto findings = tasks::check_assets(*root / "assets");
        if (!findings) return tl::make_unexpected(findings.error());
        if (given->what.empty()) {
            const auto body = choose_body(given->body);
            if (!body) return tl::make_unexpected(body.error());
            const auto model = tasks::load_model(body->path, tasks::ModelNeeds::everything(), terminal.progress());
            if (!model) return tl::make_unexpected(model.error());
            findings->append(tasks::check_body(**model));
        }
        if (!given->notes)
            std::erase_if(findings->list, [](const base::Finding& finding) { return finding.severity == base::Severity::note; });
        terminal.print(*findings);
        for (const base::Finding& finding : findings->list)
            if (finding.severity != base::Severity::note) return 1;
        return 0;
    };
}

}  // namespace smrt::cli
