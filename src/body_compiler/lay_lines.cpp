// Places, curves through them, and the joining of neighbours.
#include "body_compiler/lay_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace smrt::body_compiler {
namespace {

using geometry::Sphere;

Sphere place_point(const anatomy::LinePoint& point, const AnchorPart& part) {
    const geometry::Box& box = part.box;
    const glm::vec3 share = point.share;
    // The right side lies at negative x: lateral is towards the lower end of the box.
    const float x = part.midline ? box.centre().x - 0.5f * share.x * box.size().x : box.upper.x - share.x * box.size().x;
    glm::vec3 place(x, box.lower.y + share.y * box.size().y, box.lower.z + share.z * box.size().z);
    if (point.on_surface) place = part.nearest(place);
    return {place + glm::vec3(-point.offset.x, point.offset.y, point.offset.z), point.radius};
}

/// Catmull-Rom through the points, evenly spaced by length.
std::vector<Sphere> follow_curve(const std::vector<Sphere>& points, std::size_t count) {
    constexpr std::size_t k_fine = 12;
    const auto at = [&](std::ptrdiff_t i) {
        return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, std::ssize(points) - 1))];
    };
    std::vector<Sphere> fine;
    for (std::ptrdiff_t i = 0; i + 1 < std::ssize(points); ++i) {
        const glm::vec3 p0 = at(i - 1).centre, p1 = at(i).centre, p2 = at(i + 1).centre, p3 = at(i + 2).centre;
        for (std::size_t k = 0; k < k_fine; ++k) {
            const float t = static_cast<float>(k) / k_fine;
            const glm::vec3 p = 0.5f * (2.0f * p1 + t * (p2 - p0) + t * t * (2.0f * p0 - 5.0f * p1 + 4.0f * p2 - p3) +
                                        t * t * t * (3.0f * (p1 - p2) + p3 - p0));
            fine.push_back({p, glm::mix(at(i).radius, at(i + 1).radius, t)});
        }
    }
    fine.push_back(points.back());
    std::vector<float> length{0};
    for (std::size_t i = 1; i < fine.size(); ++i) length.push_back(length.back() + glm::distance(fine[i - 1].centre, fine[i].centre));
    std::vector<Sphere> out;
    std::size_t i = 1;
    for (std::size_t k = 0; k < count; ++k) {
        const float wanted = length.back() * static_cast<float>(k) / static_cast<float>(count - 1);
        while (i + 1 < fine.size() && length[i] < wanted) ++i;
        const float span = std::max(1e-9f, length[i] - length[i - 1]), t = std::clamp((wanted - length[i - 1]) / span, 0.0f, 1.0f);
        out.push_back({glm::mix(fine[i - 1].centre, fine[i].centre, t), glm::mix(fine[i - 1].radius, fine[i].radius, t)});
    }
    return out;
}

void join(geometry::SphereMesh& mesh, std::uint32_t lines, std::uint32_t count, bool sheet) {
    const auto at = [count](std::uint32_t line, std::uint32_t k) { return line * count + k; };
    for (std::uint32_t line = 0; line < lines; ++line) {
        for (std::uint32_t k = 0; k + 1 < count; ++k) {
            if (!sheet)
                mesh.edges.emplace_back(at(line, k), at(line, k + 1));
            else if (line + 1 < lines) {
                mesh.triangles.emplace_back(at(line, k), at(line, k + 1), at(line + 1, k));
                mesh.triangles.emplace_back(at(line, k + 1), at(line + 1, k + 1), at(line + 1, k));
            }
        }
    }
}

/// The measured shapes that lines lie on, by name.
class Anchors {
public:
    explicit Anchors(const std::vector<anatomy::ShapeDefinition>& definitions) {
        for (const anatomy::ShapeDefinition& definition : definitions)
            if (!definition.shape.spheres.empty() && definition.side != anatomy::ShapeSide::left)
                by_name_.try_emplace(definition.name, definition.side == anatomy::ShapeSide::midline,
                                     geometry::SphereField(definition.shape));
    }
    [[nodiscard]] std::optional<AnchorPart> find(const std::string& name) const {
        const auto found = by_name_.find(name);
        if (found == by_name_.end()) return std::nullopt;
        const geometry::SphereField& field = found->second.second;
        return AnchorPart{field.bounds(), found->second.first, [&field](const glm::vec3& point) {
                              const geometry::SphereHit hit = field.nearest(point);
                              return point - hit.distance * hit.away;
                          }};
    }

private:
    std::map<std::string, std::pair<bool, geometry::SphereField>> by_name_;
};

}  // namespace

geometry::SphereMesh lay_lines(const anatomy::ShapeDefinition& definition, const FindAnchor& find, base::Findings& findings) {
    std::vector<std::vector<Sphere>> lines;
    std::size_t most = 2;
    bool whole = true;
    for (const std::vector<anatomy::LinePoint>& line : definition.lines) {
        std::vector<Sphere> points;
        for (const anatomy::LinePoint& point : line) {
            const auto part = find(point.part);
            if (part)
                points.push_back(place_point(point, *part));
            else
                findings.add(base::Severity::error, definition.id, "unknown-part",
                             fmt::format("lies on `{}`, which this body does not have", point.part), "name a part without its side");
            whole = whole && part.has_value();
        }
        most = std::max(most, points.size());
        lines.push_back(std::move(points));
    }
    geometry::SphereMesh out;
    if (!whole) return out;
    const std::size_t count = most == 2 ? 4 : 3 * (most - 1) + 1;
    for (const std::vector<Sphere>& line : lines)
        for (const Sphere& sphere : follow_curve(line, count)) out.spheres.push_back(sphere);
    join(out, static_cast<std::uint32_t>(lines.size()), static_cast<std::uint32_t>(count), definition.sheet);
    return out;
}

void lay_all_lines(std::vector<anatomy::ShapeDefinition>& definitions, base::Findings& findings) {
    const Anchors anchors(definitions);
    for (anatomy::ShapeDefinition& definition : definitions)
        if (!definition.lines.empty())
            definition.shape = lay_lines(
                definition, [&](const std::string& name) { return anchors.find(name); }, findings);
    std::erase_if(definitions, [](const anatomy::ShapeDefinition& definition) { return definition.shape.spheres.empty(); });
}

}  // namespace smrt::body_compiler
