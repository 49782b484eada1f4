// `snapshot`: one picture.
#include <CLI/CLI.hpp>

#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/snapshot.h"

namespace smrt::cli {

Run attach_snapshot(CLI::App& app) {
    auto flags = add_picture_flags(app, session::k_in_picture);
    auto out = std::make_shared<std::string>();
    app.add_option("--out,-o", *out, "Picture to write")->type_name("FILE.png")->required();
    return [flags, out](Terminal& terminal) -> base::Result<int> {
        const auto body = choose_body(flags->body);
        if (!body) return tl::make_unexpected(body.error());
        if (!body->remark.empty()) terminal.say(body->remark);
        const auto done = tasks::take_snapshot(*body, flags->values, *out, terminal.progress());
        if (!done) return tl::make_unexpected(done.error());
        return 0;
    };
}

}  // namespace smrt::cli
