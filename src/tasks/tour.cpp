// Scene after scene into one film.
#include "tasks/tour.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "base/definition_file.h"
#include "base/files.h"
#include "session/player.h"
#include "tasks/studio.h"
#include "writers/contact_sheet.h"
#include "writers/film.h"
#include "writers/png.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
constexpr int k_frames_per_second = 24;

TourStep read_step(const base::Definition& table, base::Findings& findings) {
    table.check_keys({"name", "commands", "seconds", "turn", "slide", "from", "to", "play"}, findings);
    TourStep step;
    step.name = table.text("name", findings);
    step.commands = table.texts("commands", findings);
    step.seconds = table.number_or("seconds", step.seconds, findings);
    step.turn_degrees = table.number_or("turn", 0, findings);
    step.slide = table.text_or("slide", {}, findings);
    step.slide_from = table.number_or("from", 0, findings);
    step.slide_to = table.number_or("to", 0, findings);
    step.play = table.boolean_or("play", false, findings);
    return step;
}

base::Status begin(session::Session& session, const TourStep& step) {
    for (const std::string& command : step.commands)
        if (const auto done = session.apply(command); !done) return done;
    return {};
}

/// Moves the session to a share 0..1 of the scene.
base::Status go_to(session::Session& session, const TourStep& step, double share, int frames, double seconds) {
    if (const auto done = session.apply(fmt::format("time {}", seconds)); !done) return done;
    if (step.turn_degrees != 0)
        if (const auto done = session.apply(fmt::format("orbit {}", step.turn_degrees / frames)); !done) return done;
    if (!step.slide.empty()) {
        const double value = step.slide_from + (step.slide_to - step.slide_from) * share;
        if (const auto done = session.apply(fmt::format("{} {}", step.slide, value)); !done) return done;
    }
    const auto* position = session::find_playing(*session.model(), session.state());
    if (!step.play || position == nullptr) return {};
    const double whole = positions::timeline_of(*position, session.state().view.playback.hold_override).duration();
    return session.apply(fmt::format("seek {}", share * whole));
}

struct Reel {
    Studio& studio;
    std::unique_ptr<writers::FilmWriter> film;  ///< null without ffmpeg
    std::vector<base::Image> tiles;
    int frames = 0;
};

/// Frames of the film are drawn quickly, as while a view is dragged: on machines without a display there is seldom a graphics card.
base::Result<base::Image> draw(Studio& studio, bool fine) {
    if (const auto done = studio.session().apply(fine ? "moving off" : "moving on"); !done) return tl::make_unexpected(done.error());
    return studio.draw();
}

base::Status shoot(Reel& reel, const TourStep& step, const base::Progress& progress) {
    const int frames = std::max(1, static_cast<int>(std::lround(step.seconds * k_frames_per_second)));
    // Without a film only the middle of each scene is drawn, for the sheet.
    for (int i = 0; i < frames; ++i) {
        if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "the tour was stopped");
        progress.tell(static_cast<double>(i) / frames, step.name);
        const double seconds = static_cast<double>(reel.frames++) / k_frames_per_second;
        if (const auto done = go_to(reel.studio.session(), step, static_cast<double>(i) / std::max(1, frames - 1), frames, seconds); !done)
            return done;
        const bool for_sheet = i == frames / 2;
        if (reel.film == nullptr && !for_sheet) continue;
        if (for_sheet) {
            if (const auto tile = draw(reel.studio, true))
                reel.tiles.push_back(writers::shrunk(*tile, 480));
            else
                return tl::make_unexpected(tile.error());
        }
        if (reel.film == nullptr) continue;
        const auto image = draw(reel.studio, false);
        if (!image) return tl::make_unexpected(image.error());
        if (const auto added = reel.film->add(*image); !added) return added;
    }
    return {};
}

}  // namespace

std::vector<TourStep> read_tour(const fs::path& file, base::Findings& findings) {
    std::vector<TourStep> steps;
    const auto root = base::read_definition_file(file);
    if (!root) findings.add(base::Severity::error, root.error().place, "unreadable", root.error().message);
    if (!root) return steps;
    root->check_keys({"scene"}, findings);
    for (const base::Definition& table : root->tables("scene")) steps.push_back(read_step(table, findings));
    return steps;
}

base::Result<TourResult> make_tour(const BodyChoice& body, const session::OptionValues& values, const fs::path& folder,
                                   const base::Progress& progress) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    base::Findings findings;
    const std::vector<TourStep> steps = read_tour(*root / "assets" / "tour.toml", findings);
    if (!findings.list.empty()) return base::fail(base::ErrorCode::bad_data, findings.list.front().what, findings.list.front().place);
    const auto studio = Studio::make(body, values, progress.part(0, 0.1), ModelNeeds::everything());
    if (!studio) return tl::make_unexpected(studio.error());
    const scene::View& view = (*studio)->session().state().view;
    TourResult result;
    Reel reel{**studio, nullptr, {}, 0};
    result.film = folder / "tour.mp4";
    auto film = writers::FilmWriter::make(result.film, {view.width, view.height, k_frames_per_second, (*studio)->texts()});
    if (film) {
        reel.film = std::move(*film);
    } else {
        result.film.clear();
        result.remarks.push_back(film.error().text());
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double from = 0.1 + 0.9 * static_cast<double>(i) / static_cast<double>(steps.size());
        const session::Session before = (*studio)->session();
        if (const auto ready = begin((*studio)->session(), steps[i]); !ready) {
            result.remarks.push_back(fmt::format("{}: {}", steps[i].name, ready.error().text()));
            (*studio)->session() = before;
            continue;
        }
        const auto shot = shoot(reel, steps[i], progress.part(from, from + 0.9 / static_cast<double>(steps.size())));
        if (!shot) return tl::make_unexpected(shot.error());
    }
    if (reel.tiles.empty()) return base::fail(base::ErrorCode::bad_data, "no scene of the tour fits this body", body.path.string());
    if (reel.film != nullptr)
        if (const auto done = reel.film->finish(); !done) return tl::make_unexpected(done.error());
    result.frames = reel.frames;
    result.sheet = folder / "tour.png";
    const auto written = writers::write_png(result.sheet, writers::make_contact_sheet(reel.tiles, 3), (*studio)->texts());
    if (!written) return tl::make_unexpected(written.error());
    return result;
}

}  // namespace smrt::tasks
