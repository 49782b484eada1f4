// Reading and writing cameras as text.
#include "session/camera_text.h"

#include <fmt/format.h>

#include <glm/glm.hpp>
#include <vector>

#include "base/text.h"
#include "geometry/units.h"
#include "session/arguments.h"

namespace smrt::session {
namespace {

using base::ErrorCode;

base::Result<glm::vec3> parse_point(std::string_view text) {
    const std::vector<std::string> pieces = base::split(text, ',');
    if (pieces.size() != 3) return base::fail(ErrorCode::bad_usage, fmt::format("the target is `{}`, expected X,Y,Z in metres", text));
    glm::vec3 point{0};
    for (int i = 0; i < 3; ++i) {
        const auto value = parse_number(pieces[static_cast<std::size_t>(i)], "a coordinate of the target", -100, 100);
        if (!value) return tl::make_unexpected(value.error());
        point[i] = static_cast<float>(*value);
    }
    return point;
}

struct Word {
    const char* name;
    double lower, upper, unit;
    float scene::Camera::*member;
};
constexpr Word k_words[] = {
    {"azimuth", -360, 360, geometry::k_degree, &scene::Camera::azimuth},
    {"elevation", -90, 90, geometry::k_degree, &scene::Camera::elevation},
    {"distance", k_least_distance, k_most_distance, 1, &scene::Camera::distance},
    {"fov", 1, 120, geometry::k_degree, &scene::Camera::field_of_view},
};

base::Status set_word(scene::Camera& camera, std::string_view name, std::string_view value) {
    if (name == "target") {
        const auto point = parse_point(value);
        if (!point) return tl::make_unexpected(point.error());
        camera.target = *point;
        return {};
    }
    std::vector<std::string> known = {"target"};
    for (const Word& word : k_words) {
        known.emplace_back(word.name);
        if (name != word.name) continue;
        const auto number = parse_number(value, word.name, word.lower, word.upper);
        if (!number) return tl::make_unexpected(number.error());
        camera.*word.member = static_cast<float>(*number * word.unit);
        return {};
    }
    return base::fail(ErrorCode::bad_usage, fmt::format("a camera has no `{}`{} (known: azimuth, elevation, distance, target, fov)", name,
                                                        base::did_you_mean(name, known)));
}

}  // namespace

base::Result<scene::Camera> parse_camera(std::string_view text, const scene::Camera& now) {
    scene::Camera camera = now;
    const std::vector<std::string> pieces = words(text);
    if (pieces.empty())
        return base::fail(ErrorCode::bad_usage,
                          "no camera given, expected for example `azimuth=30 elevation=10 distance=1.2 target=0,1.2,0`");
    for (const std::string& piece : pieces) {
        const std::size_t equals = piece.find('=');
        if (equals == std::string::npos)
            return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is no part of a camera, expected for example `azimuth=30`", piece));
        const auto done = set_word(camera, std::string_view(piece).substr(0, equals), std::string_view(piece).substr(equals + 1));
        if (!done) return tl::make_unexpected(done.error());
    }
    return camera;
}

std::string camera_text(const scene::Camera& camera) {
    std::string text = fmt::format("target={:.5g},{:.5g},{:.5g}", camera.target.x, camera.target.y, camera.target.z);
    for (const Word& word : k_words) text += fmt::format(" {}={:.6g}", word.name, camera.*word.member / word.unit);
    return text;
}

}  // namespace smrt::session
