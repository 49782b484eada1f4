// `gallery` and `tour`: many pictures at once.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/gallery.h"
#include "tasks/tour.h"

namespace smrt::cli {
namespace {

struct Given {
    std::shared_ptr<PictureFlags> flags;
    std::string out = "out";
    bool joints = false;
};

std::shared_ptr<Given> add_flags(CLI::App& app) {
    auto given = std::make_shared<Given>();
    given->flags = add_picture_flags(app, session::k_in_picture);
    app.add_option("--out,-o", given->out, "Folder to write to [out]")->type_name("FOLDER");
    return given;
}

base::Result<int> run_gallery(const Given& given, Terminal& terminal) {
    const auto body = choose_body(given.flags->body);
    if (!body) return tl::make_unexpected(body.error());
    if (!body->remark.empty()) terminal.say(body->remark);
    const auto made = tasks::make_gallery(*body, given.flags->values, given.out,
                                          given.joints ? tasks::GalleryKind::joints : tasks::GalleryKind::standard, terminal.progress());
    if (!made) return tl::make_unexpected(made.error());
    for (const std::string& reason : made->left_out) terminal.say("left out: " + reason);
    terminal.say(fmt::format("{} pictures written to {}", made->files.size(), given.out));
    return 0;
}

base::Result<int> run_tour(const Given& given, Terminal& terminal) {
    const auto body = choose_body(given.flags->body);
    if (!body) return tl::make_unexpected(body.error());
    if (!body->remark.empty()) terminal.say(body->remark);
    session::OptionValues values = given.flags->values;
    if (values.find("size") == values.end()) values["size"] = {"960x540"};  // a film that is ready in minutes without a graphics card
    const auto made = tasks::make_tour(*body, values, given.out, terminal.progress());
    if (!made) return tl::make_unexpected(made.error());
    for (const std::string& remark : made->remarks) terminal.say("left out: " + remark);
    if (!made->film.empty()) terminal.say(fmt::format("film: {}", made->film.string()));
    terminal.say(fmt::format("contact sheet: {}", made->sheet.string()));
    return 0;
}

}  // namespace

Run attach_gallery(CLI::App& app) {
    auto given = add_flags(app);
    app.add_flag("--joints", given->joints, "Instead: every joint at both ends of its range");
    return [given](Terminal& terminal) { return run_gallery(*given, terminal); };
}

Run attach_tour(CLI::App& app) {
    auto given = add_flags(app);
    return [given](Terminal& terminal) { return run_tour(*given, terminal); };
}

}  // namespace smrt::cli
