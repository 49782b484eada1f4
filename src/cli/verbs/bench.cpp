// `bench`: a table for people, JSON for scripts.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/bench.h"

namespace smrt::cli {

Run attach_bench(CLI::App& app) {
    struct Given {
        std::shared_ptr<PictureFlags> flags;
        int frames = 36;
        bool json = false;
    };
    auto given = std::make_shared<Given>();
    given->flags = add_picture_flags(app, session::k_in_picture);
    app.add_option("--frames", given->frames, "Frames of each orbit [36]")->type_name("N")->check(CLI::Range(2, 10000));
    app.add_flag("--json", given->json, "One object instead of a table");
    return [given](Terminal& terminal) -> base::Result<int> {
        const auto body = choose_body(given->flags->body);
        if (!body) return tl::make_unexpected(body.error());
        if (!body->remark.empty()) terminal.say(body->remark);
        const auto measures = tasks::run_bench(*body, given->flags->values, given->frames, terminal.progress());
        if (!measures) return tl::make_unexpected(measures.error());
        terminal.end_progress();
        if (given->json)
            fmt::print("{}\n", tasks::to_json(*measures).dump(1));
        else
            for (const tasks::Measure& measure : *measures)
                fmt::print("{:<20} {:>10.2f} {:<9} {}\n", measure.id, measure.value, measure.unit, measure.what);
        return 0;
    };
}

}  // namespace smrt::cli
