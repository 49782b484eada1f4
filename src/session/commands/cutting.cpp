// The cutting plane.
#include <cmath>

#include "session/commands/all_commands.h"
#include "session/commands/plan.h"

namespace smrt::session {
namespace {

struct NamedPlane {
    std::string_view name;
    glm::vec3 normal;  ///< away from what is kept
    const char* kept;
};
// Each takes away the side that one usually looks from.
const NamedPlane k_planes[] = {
    {"coronal", {0, 0, 1}, "the front is cut away"},
    {"sagittal", {1, 0, 0}, "the left is cut away"},
    {"axial", {0, 1, 0}, "the top is cut away"},
};

Planned set_plane(const State& now, const glm::vec3& normal, float offset, std::string message) {
    State next = now;
    next.view.clip = scene::ClipPlane{normal, offset};
    return changed(std::move(next), std::move(message));
}

Planned plan_named(const scene::Model& model, const State& now, const NamedPlane& plane, std::string_view millimetres) {
    float offset = glm::dot(plane.normal, model.body->bounds().centre());
    if (!millimetres.empty()) {
        const auto value = parse_number(millimetres, "the place of the plane in mm", -5000.0, 5000.0);
        if (!value) return refused(value.error());
        offset = static_cast<float>(*value * 0.001);
    }
    return set_plane(now, plane.normal, offset, fmt::format("Cut: {} at {:.0f} mm, {}", plane.name, offset * 1000, plane.kept));
}

Planned plan_free(const State& now, const std::vector<std::string>& given) {
    if (given.size() != 5) return refused("expected `clip plane NX NY NZ MM`: the direction cut away, and how far along it");
    double numbers[4] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto value = parse_number(given[i + 1], "a number of the plane", -5000.0, 5000.0);
        if (!value) return refused(value.error());
        numbers[i] = *value;
    }
    const glm::dvec3 normal(numbers[0], numbers[1], numbers[2]);
    const double length = glm::length(normal);
    if (length < 1e-6) return refused("the plane's direction is 0 0 0, expected a direction such as 0 0 1");
    return set_plane(now, glm::vec3(normal / length), static_cast<float>(numbers[3] * 0.001), "Cut: free plane");
}

Planned plan_move(const State& now, std::string_view millimetres) {
    const auto value = parse_number(millimetres, "the shift in mm", -5000.0, 5000.0);
    if (!value) return refused(value.error());
    const float offset = now.view.clip->offset + static_cast<float>(*value * 0.001);
    return set_plane(now, now.view.clip->normal, offset, fmt::format("Cut moved to {:.0f} mm", offset * 1000));
}

Planned plan_clip(const scene::Model& model, const State& now, std::string_view arguments) {
    const std::vector<std::string> given = words(arguments);
    const std::string_view word = given.empty() ? std::string_view(now.view.clip ? "off" : "on") : std::string_view(given[0]);
    const std::string_view number = given.size() > 1 ? std::string_view(given[1]) : std::string_view();
    if (word == "plane") return plan_free(now, given);
    if (given.size() > 2) return refused(fmt::format("`{}` is too much, expected for example `clip coronal 20`", arguments));
    if (word == "off") {
        State next = now;
        next.view.clip.reset();
        return changed(std::move(next), "Cut: none");
    }
    if (word == "on") return now.view.clip ? changed(now, "Cut: on") : plan_named(model, now, k_planes[0], number);
    for (const NamedPlane& plane : k_planes)
        if (word == plane.name) return plan_named(model, now, plane, number);
    if (word == "flip" || word == "move") {
        if (!now.view.clip) return refused("there is no cut yet; make one with `clip on`");
        if (word == "move") return plan_move(now, number);
        return set_plane(now, -now.view.clip->normal, -now.view.clip->offset, "Cut: the other side is cut away");
    }
    constexpr std::string_view k_words[] = {"on", "off", "coronal", "sagittal", "axial", "flip", "move", "plane"};
    const auto choice = parse_choice(word, "cut", k_words);
    return refused(choice.error());
}

}  // namespace

const Command k_clip = {"clip",
                        "on|off|flip|coronal|sagittal|axial [MM]|move MM|plane NX NY NZ MM",
                        "Cut the body open; alone: put the cut on or off",
                        "C",
                        Undo::step,
                        plan_clip};

}  // namespace smrt::session
