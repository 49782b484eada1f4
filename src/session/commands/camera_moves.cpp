// Moving the camera by the mouse, the wheel or the arrow keys.
#include <algorithm>
#include <cmath>

#include "geometry/units.h"
#include "scene/camera_motion.h"
#include "session/camera_text.h"
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

constexpr float k_quarter_turn = 1.5707963f;

base::Result<std::vector<double>> parse_numbers(std::string_view arguments, std::size_t least, std::size_t most, std::string_view what) {
    const std::vector<std::string> given = words(arguments);
    if (given.size() < least || given.size() > most)
        return base::fail(base::ErrorCode::bad_usage, fmt::format("got {} numbers, expected {}", given.size(), what));
    std::vector<double> numbers;
    for (const std::string& word : given) {
        const auto number = parse_number(word, "a number", -100000.0, 100000.0);
        if (!number) return tl::make_unexpected(number.error());
        numbers.push_back(*number);
    }
    return numbers;
}

Planned plan_orbit(const scene::Model&, const State& now, std::string_view arguments) {
    const auto turn = parse_numbers(arguments, 1, 2, "AZIMUTH [ELEVATION] in degrees");
    if (!turn) return refused(turn.error());
    State next = now;
    scene::Camera& camera = next.view.camera;
    camera.azimuth = std::remainder(camera.azimuth + static_cast<float>((*turn)[0] * geometry::k_degree), 4 * k_quarter_turn);
    const double up = turn->size() > 1 ? (*turn)[1] : 0;
    camera.elevation = std::clamp(camera.elevation + static_cast<float>(up * geometry::k_degree), -k_quarter_turn, k_quarter_turn);
    return changed(std::move(next), "Orbit");
}

Planned plan_pan(const scene::Model&, const State& now, std::string_view arguments) {
    const auto shift = parse_numbers(arguments, 2, 2, "RIGHT DOWN in pixels");
    if (!shift) return refused(shift.error());
    State next = now;
    const glm::vec2 pixels((*shift)[0], (*shift)[1]);
    next.view.camera = scene::panned(now.view.camera, pixels, now.view.height);
    return changed(std::move(next), "Pan");
}

/// The point that keeps its place in the picture: given in space, given as a pixel, or the target.
glm::vec3 point_to_keep(const State& now, const std::vector<double>& numbers) {
    if (numbers.size() == 4) return {numbers[1], numbers[2], numbers[3]};
    if (numbers.size() == 1) return now.view.camera.target;
    const glm::vec2 pixel(numbers[1], numbers[2]);
    return scene::point_at_target_depth(now.view.camera, pixel, now.view.width, now.view.height);
}

Planned plan_zoom(const scene::Model&, const State& now, std::string_view arguments) {
    const auto numbers = parse_numbers(arguments, 1, 4, "FACTOR, and a pixel X Y or a point X Y Z in metres that stays in place");
    if (!numbers) return refused(numbers.error());
    if (numbers->size() == 2) return refused("got X without Y, expected FACTOR [X Y [Z]]");
    const double factor = (*numbers)[0];
    if (factor < 0.01 || factor > 100) return refused(fmt::format("the factor is {}, expected 0.01 to 100", factor));
    State next = now;
    scene::Camera& camera = next.view.camera;
    camera.distance = static_cast<float>(std::clamp(camera.distance / factor, k_least_distance, k_most_distance));
    const glm::vec3 keep = point_to_keep(now, *numbers);
    camera.target = keep + (camera.target - keep) * (camera.distance / now.view.camera.distance);
    return changed(std::move(next), "Zoom");
}

}  // namespace

const Command k_orbit = {"orbit", "AZIMUTH [ELEVATION]", "Turn the camera about its target, degrees", "", Undo::merge, plan_orbit};
const Command k_pan = {"pan", "RIGHT DOWN", "Shift the picture, pixels", "", Undo::merge, plan_pan};
const Command k_zoom = {"zoom", "FACTOR [X Y [Z]]", "Come nearer (above 1) or go away; a pixel or a point in metres stays in place",
                        "",     Undo::merge,        plan_zoom};

}  // namespace smrt::session
