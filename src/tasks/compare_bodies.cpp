// Sampling both surfaces of every structure that two bodies share.
#include "tasks/compare_bodies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "base/text.h"
#include "geometry/nearest.h"
#include "geometry/sphere_mesh_fit.h"

namespace smrt::tasks {
namespace {

std::pair<float, float> measure_way(const geometry::TriangleMesh& from, const geometry::TriangleMesh& to, std::size_t samples) {
    const geometry::SurfaceTree tree(to);
    std::vector<float> distances;
    for (const glm::vec3& point : geometry::sample_surface(from, samples, 11).points) distances.push_back(tree.nearest(point).distance);
    std::sort(distances.begin(), distances.end());
    if (distances.empty()) return {0.0f, 0.0f};
    return {distances[distances.size() / 2], distances[distances.size() * 19 / 20]};
}

using PartPair = std::pair<const anatomy::Part*, const anatomy::Part*>;

/// Parts of one name; where several have it, the one whose box lies nearest.
std::vector<PartPair> pair_by_name(const anatomy::Body& body, const anatomy::Body& other) {
    std::multimap<std::string, const anatomy::Part*> by_name;
    for (const anatomy::Part& part : other.parts())
        if (!part.mesh.levels.empty()) by_name.emplace(base::fold(part.name), &part);
    std::vector<PartPair> out;
    for (const anatomy::Part& part : body.parts()) {
        const auto [from, to] = by_name.equal_range(base::fold(part.name));
        if (from == to || part.mesh.levels.empty()) continue;
        const auto way = [&](const anatomy::Part& twin) {
            return glm::distance(twin.mesh.box.lower, part.mesh.box.lower) + glm::distance(twin.mesh.box.upper, part.mesh.box.upper);
        };
        out.emplace_back(&part,
                         std::min_element(from, to, [&](const auto& a, const auto& b) { return way(*a.second) < way(*b.second); })->second);
    }
    return out;
}

std::string summarise(const std::vector<StructureDistance>& distances, anatomy::Kind kind) {
    std::vector<float> median, worst;
    for (const StructureDistance& d : distances) {
        if (d.kind != kind) continue;
        median.push_back(std::max(d.median, d.back_median)), worst.push_back(std::max(d.worst_twentieth, d.back_worst_twentieth));
    }
    if (median.empty()) return {};
    const auto within = [](const std::vector<float>& values, float limit) {
        return std::count_if(values.begin(), values.end(), [limit](float v) { return v <= limit; });
    };
    const bool bone = kind == anatomy::Kind::bone;
    return fmt::format("{:<10} {:>4} structures; median <= {} mm in {}, 95 % <= {} mm in {}\n", anatomy::name_of(kind), median.size(),
                       bone ? 2 : 3, within(median, bone ? 0.002f : 0.003f), bone ? 6 : 9, within(worst, bone ? 0.006f : 0.009f));
}

}  // namespace

std::vector<StructureDistance> compare_bodies(const anatomy::Body& body, const anatomy::Body& other, std::size_t samples) {
    const std::vector<PartPair> pairs = pair_by_name(body, other);
    std::vector<StructureDistance> out(pairs.size());
    base::parallel_for(pairs.size(), [&](std::size_t i) {
        const geometry::TriangleMesh a = geometry::unpack(pairs[i].first->mesh), b = geometry::unpack(pairs[i].second->mesh);
        const auto [median, worst] = measure_way(a, b, samples);
        const auto [back_median, back_worst] = measure_way(b, a, samples);
        out[i] = {pairs[i].first->name, pairs[i].first->kind, median, worst, back_median, back_worst};
    });
    return out;
}

std::string describe_distances(std::vector<StructureDistance> distances) {
    std::sort(distances.begin(), distances.end(), [](const StructureDistance& a, const StructureDistance& b) {
        return std::max(a.worst_twentieth, a.back_worst_twentieth) > std::max(b.worst_twentieth, b.back_worst_twentieth);
    });
    std::string out = fmt::format("{:<56} {:<10} {:>9} {:>9} {:>9} {:>9}   (mm)\n", "structure", "kind", "median", "95 %", "back", "95 %");
    for (const StructureDistance& d : distances)
        out += fmt::format("{:<56} {:<10} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f}\n", d.name, anatomy::name_of(d.kind), 1000 * d.median,
                           1000 * d.worst_twentieth, 1000 * d.back_median, 1000 * d.back_worst_twentieth);
    for (int kind = 0; kind < anatomy::k_kind_count; ++kind) out += summarise(distances, static_cast<anatomy::Kind>(kind));
    return out;
}

}  // namespace smrt::tasks
