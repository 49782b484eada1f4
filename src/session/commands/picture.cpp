// Size, time and quality of the picture: set by options of `snapshot` and `film`, by the window itself otherwise.
#include <cmath>

#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

constexpr int k_most_pixels = 16384;  // what OpenGL 3.3 drivers take as one texture

Planned plan_size(const scene::Model& model, const State& now, std::string_view arguments) {
    const std::size_t cross = arguments.find('x');
    const std::string_view width = arguments.substr(0, cross);
    const std::string_view height = cross == std::string_view::npos ? std::string_view() : arguments.substr(cross + 1);
    const auto w = parse_number(width, "the width", 16, k_most_pixels);
    if (!w) return refused(w.error());
    const auto h = parse_number(height, "the height", 16, k_most_pixels);
    if (!h) return refused(h.error());
    State next = now;
    const bool first = now.view.camera == make_first_state(model).view.camera;
    next.view.width = static_cast<int>(*w);
    next.view.height = static_cast<int>(*h);
    // A camera that nobody moved keeps showing the whole body in the new shape of the picture.
    if (first) next.view.camera = scene::framed(now.view.camera, model.body->bounds(), static_cast<float>(*w / *h));
    return changed(std::move(next), fmt::format("Size: {}", arguments));
}

Planned plan_time(const scene::Model&, const State& now, std::string_view arguments) {
    return set_number(now, arguments, "Time in seconds", 0.0, 1e6, [](State& next, double value) { next.view.time = value; });
}

Planned plan_moving(const scene::Model&, const State& now, std::string_view arguments) {
    return set_switch(now, arguments, "Quick picture", &scene::View::moving);
}

Planned plan_samples(const scene::Model&, const State& now, std::string_view arguments) {
    return set_number(now, arguments, "Samples a pixel", 1, 8,
                      [](State& next, double value) { next.view.samples = static_cast<int>(std::lround(value)); });
}

}  // namespace

const Command k_size = {"size", "WIDTHxHEIGHT", "Pixels of the picture", "", Undo::none, plan_size};
const Command k_time = {"time", "SECONDS", "Time of the lymph's flow marks", "", Undo::none, plan_time};
const Command k_moving = {"moving", "[on|off]", "Draw quickly as while the view is dragged, instead of finely",
                          "",       Undo::none, plan_moving};
const Command k_samples = {"samples", "1..8",     "Samples a pixel of a finished picture; few are quick, with smoothed edges",
                           "",        Undo::none, plan_samples};

}  // namespace smrt::session
