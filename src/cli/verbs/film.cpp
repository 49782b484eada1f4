// `film`: a position of ease or a turn.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/picture_flags.h"
#include "cli/verbs/verbs.h"
#include "tasks/film.h"

namespace smrt::cli {

Run attach_film(CLI::App& app) {
    struct Given {
        std::shared_ptr<PictureFlags> flags;
        std::string out;
        tasks::FilmOptions film;
    };
    auto given = std::make_shared<Given>();
    given->flags = add_picture_flags(app, session::k_in_picture);
    app.add_option("--out,-o", given->out, "Film to write: .mp4, .mkv, .webm or .gif")->type_name("FILE")->required();
    app.add_option("--fps", given->film.frames_per_second, "Frames a second [30]")->type_name("N")->check(CLI::Range(1, 120));
    app.add_option("--seconds", given->film.seconds, "Length [the position's way, or 12]")->type_name("S")->check(CLI::Range(0.1, 3600.0));
    app.add_option("--turn", given->film.turn_degrees, "Degrees the camera goes round [360 without a position]")
        ->type_name("DEG")
        ->check(CLI::Range(0.0, 3600.0));
    app.add_option("--speed", given->film.speed, "Speed of the position [1]")->type_name("0.1..10")->check(CLI::Range(0.1, 10.0));
    return [given](Terminal& terminal) -> base::Result<int> {
        const auto body = choose_body(given->flags->body);
        if (!body) return tl::make_unexpected(body.error());
        if (!body->remark.empty()) terminal.say(body->remark);
        const auto frames = tasks::make_film(*body, given->flags->values, given->film, given->out, terminal.progress());
        if (!frames) return tl::make_unexpected(frames.error());
        terminal.say(fmt::format("{} frames written to {}", *frames, given->out));
        return 0;
    };
}

}  // namespace smrt::cli
