// Moving the camera by the mouse, the wheel or the arrow keys.
#include <algorithm>
#include <cmath>

#include "geometry/units.h"
#include "session/camera_text.h"
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

constexpr float k_quarter_turn = 1.5707963f;

/// Metres that a pixel covers in the plane through the target.
float metres_per_pixel(const scene::View& view) {
    const scene::Camera& camera = view.camera;
    return 2 * camera.distance * std::tan(camera.field_of_view / 2) / static_cast<float>(view.height);
}

/// A shift of the picture's plane, in pixels to the right and down, as a shift in space.
glm::vec3 in_space(const scene::View& view, float right, float down) {
    const scene::Camera& camera = view.camera;
    const float sa = std::sin(camera.azimuth), ca = std::cos(camera.azimuth);
    const float se = std::sin(camera.elevation), ce = std::cos(camera.elevation);
    const glm::vec3 to_right{ca, 0, -sa};
    const glm::vec3 to_top{-sa * se, ce, -ca * se};
    return metres_per_pixel(view) * (right * to_right - down * to_top);
}

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
    next.view.camera.target -= in_space(now.view, static_cast<float>((*shift)[0]), static_cast<float>((*shift)[1]));
    return changed(std::move(next), "Pan");
}

Planned plan_zoom(const scene::Model&, const State& now, std::string_view arguments) {
    const auto numbers = parse_numbers(arguments, 1, 3, "FACTOR [X Y], the place that stays put in pixels");
    if (!numbers) return refused(numbers.error());
    if (numbers->size() == 2) return refused("got X without Y, expected FACTOR [X Y]");
    if ((*numbers)[0] < 0.01 || (*numbers)[0] > 100) return refused(fmt::format("the factor is {}, expected 0.01 to 100", (*numbers)[0]));
    State next = now;
    scene::Camera& camera = next.view.camera;
    camera.distance = std::clamp(static_cast<float>(camera.distance / (*numbers)[0]), static_cast<float>(k_least_distance),
                                 static_cast<float>(k_most_distance));
    if (numbers->size() == 3) {
        const float right = static_cast<float>((*numbers)[1]) - 0.5f * static_cast<float>(now.view.width);
        const float down = static_cast<float>((*numbers)[2]) - 0.5f * static_cast<float>(now.view.height);
        camera.target += in_space(now.view, right, down) * (1 - camera.distance / now.view.camera.distance);
    }
    return changed(std::move(next), "Zoom");
}

}  // namespace

const Command k_orbit = {"orbit", "AZIMUTH [ELEVATION]", "Turn the camera about its target, degrees", "", Undo::merge, plan_orbit};
const Command k_pan = {"pan", "RIGHT DOWN", "Shift the picture, pixels", "", Undo::merge, plan_pan};
const Command k_zoom = {"zoom", "FACTOR [X Y]", "Come nearer (above 1) or go away, towards a pixel of the picture", "", Undo::merge, plan_zoom};

}  // namespace smrt::session
