// Bone surfaces by name, and nearness between bones.
#include "body_compiler/landmark_surface.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/parallel.h"
#include "base/text.h"
#include "geometry/level_mesh.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

constexpr double k_spacing = 0.003;  // metres: shafts come as long thin triangles whose vertices alone leave gaps
constexpr int k_most_steps = 64;

/// Adds evenly spread points of one triangle, or gives its area to its corners when it is small.
void sample_triangle(SurfacePoint& a, SurfacePoint& b, SurfacePoint& c, std::vector<SurfacePoint>& extra) {
    const glm::dvec3 ab = b.position - a.position;
    const glm::dvec3 ac = c.position - a.position;
    const double area = 0.5 * glm::length(glm::cross(ab, ac));
    const double longest = std::sqrt(std::max({glm::dot(ab, ab), glm::dot(ac, ac), glm::dot(ac - ab, ac - ab)}));
    const int steps = std::min(k_most_steps, static_cast<int>(std::ceil(longest / k_spacing)));
    if (steps <= 1) {
        a.area += area / 3, b.area += area / 3, c.area += area / 3;
        return;
    }
    const double share = area / (steps * steps);
    for (int i = 0; i < steps; ++i)
        for (int j = 0; j < 2 * (steps - i) - 1; ++j) {  // upright and upside-down small triangles of row i
            const double offset = j % 2 == 0 ? 1.0 / 3 : 2.0 / 3;
            const glm::dvec3 point = a.position + ab * ((j / 2 + offset) / steps) + ac * ((i + offset) / steps);
            extra.push_back({point, share});
        }
}

constexpr float k_mesh_error = 0.00025f;  // metres: a coarser level saves most of the work and moves no landmark visibly

void add_triangles(Surface& out, const geometry::LevelMesh& mesh) {
    if (mesh.levels.empty()) return;
    const geometry::MeshLevel& level = mesh.levels[geometry::find_level(mesh, k_mesh_error)];
    const std::size_t first = out.points.size();
    out.points.reserve(first + 2 * level.vertex_count);
    for (std::uint32_t i = 0; i < level.vertex_count; ++i) out.points.push_back({glm::dvec3(mesh.position(i)), 0});
    SurfacePoint* corners = out.points.data() + first;
    std::vector<SurfacePoint> extra;
    for (std::size_t i = level.first_index; i + 2 < level.first_index + level.index_count; i += 3)
        sample_triangle(corners[mesh.indices[i]], corners[mesh.indices[i + 1]], corners[mesh.indices[i + 2]], extra);
    out.points.insert(out.points.end(), extra.begin(), extra.end());
}

}  // namespace

BoneSurfaces::BoneSurfaces(const anatomy::Body& body) : body_(body) {
    for (anatomy::PartIndex i = 0; i < body.parts().size(); ++i) {
        const anatomy::Part& part = body.part(i);
        if (part.kind == anatomy::Kind::bone || part.kind == anatomy::Kind::cartilage || part.kind == anatomy::Kind::disc ||
            part.kind == anatomy::Kind::eye || part.name == "Perineal body")
            by_name_.emplace(base::fold(anatomy::name_without_side(part.name)), i);
    }
}

std::vector<anatomy::PartIndex> BoneSurfaces::find(std::string_view bone, anatomy::Side side) const {
    std::vector<anatomy::PartIndex> found;
    const auto [first, last] = by_name_.equal_range(base::fold(bone));
    for (auto it = first; it != last; ++it) {
        const anatomy::Side own = body_.part(it->second).side;
        if (side == anatomy::Side::midline || own == side || own == anatomy::Side::midline) found.push_back(it->second);
    }
    return found;
}

Surface BoneSurfaces::sample(const std::vector<anatomy::PartIndex>& parts) const {
    Surface out;
    for (const anatomy::PartIndex index : parts) add_triangles(out, body_.part(index).mesh);
    if (out.points.empty()) return out;
    out.lower = out.upper = out.points.front().position;
    for (const auto& [point, area] : out.points) out.lower = glm::min(out.lower, point), out.upper = glm::max(out.upper, point);
    return out;
}

void BoneSurfaces::prepare(const std::set<std::vector<anatomy::PartIndex>>& wanted) {
    std::vector<std::pair<const std::vector<anatomy::PartIndex>*, Surface*>> work;
    for (const auto& parts : wanted)
        if (const auto [entry, is_new] = surfaces_.try_emplace(parts); is_new) work.emplace_back(&entry->first, &entry->second);
    base::parallel_for(work.size(), [&](std::size_t i) { *work[i].second = sample(*work[i].first); });
}

const Surface& BoneSurfaces::surface(const std::vector<anatomy::PartIndex>& parts) {
    const auto [entry, is_new] = surfaces_.try_emplace(parts);
    if (is_new) entry->second = sample(parts);
    return entry->second;
}

std::vector<SurfacePoint> find_points_near(const std::vector<SurfacePoint>& from, const Surface& to, double gap) {
    std::vector<SurfacePoint> near_points;
    std::vector<SurfacePoint> candidates;
    for (const SurfacePoint& one : from)
        if (glm::all(glm::greaterThanEqual(one.position, to.lower - gap)) && glm::all(glm::lessThanEqual(one.position, to.upper + gap)))
            candidates.push_back(one);
    if (candidates.empty()) return near_points;
    glm::dvec3 lower = candidates.front().position;
    glm::dvec3 upper = lower;
    for (const auto& [point, area] : candidates) lower = glm::min(lower, point), upper = glm::max(upper, point);
    std::vector<glm::vec3> facing;
    for (const auto& [point, area] : to.points)
        if (glm::all(glm::greaterThanEqual(point, lower - gap)) && glm::all(glm::lessThanEqual(point, upper + gap)))
            facing.emplace_back(point);
    const geometry::PointTree tree(std::move(facing));
    if (tree.empty()) return near_points;
    for (const SurfacePoint& one : candidates)
        if (tree.nearest(glm::vec3(one.position)).distance <= gap) near_points.push_back(one);
    return near_points;
}

}  // namespace smrt::body_compiler
