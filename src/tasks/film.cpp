// Frame by frame.
#include "tasks/film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "positions/position.h"
#include "session/player.h"
#include "tasks/studio.h"
#include "writers/film.h"

namespace smrt::tasks {
namespace {

constexpr double k_turn_seconds = 12;  // calm enough to look at

/// What the options leave open, decided by what is shown.
struct Plan {
    int frames = 0;
    double position_seconds = 0;  ///< duration of the position; 0: none
    double turn_degrees = 0;
};

Plan plan_film(const session::Session& session, const FilmOptions& options) {
    Plan plan;
    if (const auto* position = session::find_playing(*session.model(), session.state()))
        plan.position_seconds = positions::timeline_of(*position, session.state().view.playback.hold_override).duration();
    double seconds = options.seconds;
    if (seconds <= 0) seconds = plan.position_seconds > 0 ? plan.position_seconds / options.speed : k_turn_seconds;
    plan.frames = std::max(1, static_cast<int>(std::lround(seconds * options.frames_per_second)));
    plan.turn_degrees = options.turn_degrees >= 0 ? options.turn_degrees : plan.position_seconds > 0 ? 0 : 360;
    return plan;
}

base::Status go_to_frame(session::Session& session, const Plan& plan, const FilmOptions& options, int frame) {
    const double seconds = static_cast<double>(frame) / options.frames_per_second;
    if (const auto done = session.apply(fmt::format("time {}", seconds)); !done) return done;
    if (plan.position_seconds > 0) {
        const double place = std::min(plan.position_seconds, seconds * options.speed);
        if (const auto done = session.apply(fmt::format("seek {}", place)); !done) return done;
    }
    if (frame == 0 || plan.turn_degrees == 0) return {};
    return session.apply(fmt::format("orbit {}", plan.turn_degrees / plan.frames));
}

}  // namespace

base::Result<int> make_film(Studio& studio, const FilmOptions& options, const std::filesystem::path& file, const base::Progress& progress) {
    session::Session& session = studio.session();
    const Plan plan = plan_film(session, options);
    const scene::View& view = session.state().view;
    const auto writer = writers::FilmWriter::make(file, {view.width, view.height, options.frames_per_second, studio.texts()});
    if (!writer) return tl::make_unexpected(writer.error());
    for (int frame = 0; frame < plan.frames; ++frame) {
        progress.tell(static_cast<double>(frame) / plan.frames, fmt::format("frame {} of {}", frame + 1, plan.frames));
        if (progress.cancelled())
            return base::fail(base::ErrorCode::cancelled, "the film was stopped and nothing was written", file.string());
        if (const auto done = go_to_frame(session, plan, options, frame); !done) return tl::make_unexpected(done.error());
        const auto image = studio.draw();
        if (!image) return tl::make_unexpected(image.error());
        if (const auto added = (*writer)->add(*image); !added) return tl::make_unexpected(added.error());
    }
    if (const auto done = (*writer)->finish(); !done) return tl::make_unexpected(done.error());
    return plan.frames;
}

base::Result<int> make_film(const BodyChoice& body, const session::OptionValues& values, const FilmOptions& options,
                            const std::filesystem::path& file, const base::Progress& progress) {
    // A wrong name or a missing ffmpeg is told before the body is loaded.
    if (const auto possible = writers::FilmWriter::make(file, {16, 16, options.frames_per_second, {}}); !possible)
        return tl::make_unexpected(possible.error());
    const auto studio = Studio::make(body, values, progress.part(0, 0.02));
    if (!studio) return tl::make_unexpected(studio.error());
    return make_film(**studio, options, file, progress.part(0.02, 1));
}

}  // namespace smrt::tasks
