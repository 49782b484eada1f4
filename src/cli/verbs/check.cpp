// `check`: silent when all is well.
#include <CLI/CLI.hpp>

#include "base/files.h"
#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/check_assets.h"
#include "tasks/load_model.h"

namespace smrt::cli {

Run attach_check(CLI::App& app) {
    struct Given {
        std::string what, body;
        bool notes = false;
    };
    auto given = std::make_shared<Given>();
    app.add_option("WHAT", given->what, "`assets` checks the program's texts alone; without it the body is checked too")
        ->check(CLI::IsMember({"assets"}));
    add_body_flag(app, given->body);
    app.add_flag("--notes", given->notes, "Also what is no fault but good to know");
    return [given](Terminal& terminal) -> base::Result<int> {
        const auto root = base::find_program_root();
        if (!root) return tl::make_unexpected(root.error());
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
