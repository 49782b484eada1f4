// Reading builds and moving spheres.
#include "body_compiler/body_build.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/definition_file.h"

namespace smrt::body_compiler {
namespace {

constexpr float k_mm = 0.001f;
constexpr float k_canal_inner = 0.04f, k_canal_outer = 0.12f;  ///< metres from the midplane between which `canal` fades out
constexpr float k_least = 0.5f, k_most = 2.0f;                 ///< factors outside of these are slips of typing

HeightCurve read_curve(const base::Definition& file, const char* key, base::Findings& findings) {
    HeightCurve out;
    const base::Definition* rows = file.find(key);
    if (rows == nullptr) return out;
    for (const base::Definition& row : rows->elements()) {
        const auto fault = [&](const char* what) {
            findings.add(base::Severity::error, row.place().text(), "bad-knot", fmt::format("`{}` {}", key, what),
                         "give [height in mm, factor] with growing heights");
        };
        if (row.elements().size() != 2 || !row.elements()[0].as_number() || !row.elements()[1].as_number()) {
            fault("holds a row that is not two numbers");
            continue;
        }
        const HeightCurve::Knot knot{k_mm * static_cast<float>(*row.elements()[0].as_number()),
                                     static_cast<float>(*row.elements()[1].as_number())};
        if (knot.factor < k_least || knot.factor > k_most)
            fault("holds a factor outside of 0.5 to 2");
        else if (!out.knots.empty() && knot.height <= out.knots.back().height)
            fault("goes down in height");
        else
            out.knots.push_back(knot);
    }
    return out;
}

bool is_of(const anatomy::ShapeDefinition& shape, const BodyBuild& build) {
    const auto has = [](const std::vector<std::string>& list, const std::string& id) {
        return std::find(list.begin(), list.end(), id) != list.end();
    };
    return (shape.builds.empty() || has(shape.builds, build.id)) && !has(build.without, shape.id);
}

}  // namespace

float HeightCurve::at(float height) const {
    if (knots.empty()) return 1;
    const auto above = std::find_if(knots.begin(), knots.end(), [height](const Knot& knot) { return knot.height > height; });
    if (above == knots.begin()) return knots.front().factor;
    if (above == knots.end()) return knots.back().factor;
    const Knot& below = *(above - 1);
    const float t = (height - below.height) / (above->height - below.height);
    return glm::mix(below.factor, above->factor, t * t * (3 - 2 * t));
}

glm::vec3 BodyBuild::move(const glm::vec3& point) const {
    const float inner = std::clamp(point.x, -reach, reach), near = 1 - glm::smoothstep(k_canal_inner, k_canal_outer, std::abs(point.x));
    const float x = point.x + inner * (widths.at(point.y) - 1) + near * point.x * (canal.at(point.y) - 1),
                z = axis + (point.z - axis) * depths.at(point.y);
    return scale * glm::vec3(x, point.y, z);
}

base::Result<BodyBuild> read_build(const std::filesystem::path& path, base::Findings& findings) {
    const auto file = base::read_definition_file(path);
    if (!file) return tl::make_unexpected(file.error());
    file->check_keys({"name", "credit", "scale", "widths", "depths", "canal", "reach", "axis", "without", "only", "source"}, findings);
    BodyBuild out;
    out.id = path.stem().string();
    out.name = file->text("name", findings);
    out.credit = file->text("credit", findings);
    out.scale = static_cast<float>(file->number_or("scale", 1, findings));
    if (out.scale < k_least || out.scale > k_most) {
        findings.add(base::Severity::error, file->place().text(), "out-of-range",
                     fmt::format("`scale` is {}, expected 0.5 to 2", out.scale));
        out.scale = 1;
    }
    out.widths = read_curve(*file, "widths", findings);
    out.depths = read_curve(*file, "depths", findings);
    out.canal = read_curve(*file, "canal", findings);
    out.reach = k_mm * static_cast<float>(file->number_or("reach", 1000, findings));
    out.axis = k_mm * static_cast<float>(file->number_or("axis", 0, findings));
    out.without = file->texts("without", findings);
    out.only = file->texts("only", findings);
    return out;
}

void apply_build(const BodyBuild& build, std::vector<anatomy::ShapeDefinition>& shapes) {
    std::erase_if(shapes, [&](const anatomy::ShapeDefinition& shape) { return !is_of(shape, build); });
    for (anatomy::ShapeDefinition& shape : shapes)
        for (geometry::Sphere& sphere : shape.shape.spheres) sphere.centre = build.move(sphere.centre), sphere.radius *= build.scale;
}

}  // namespace smrt::body_compiler
