// Sampling the fibres of a mesh and telling which samples make strands of their own.
#include <algorithm>
#include <functional>
#include <map>

#include "geometry/disjoint_sets.h"
#include "muscles/strand.h"

namespace smrt::muscles {
namespace {

constexpr double k_least_share = 0.004;  ///< of the area: smaller pieces are scraps
constexpr double k_fair_share = 0.3;     ///< of the mean of the others: so is what is much smaller than its like
constexpr double k_fair_bundle =
    0.35;  ///< of the mean of all bundles: one with less surface is hidden by others and has no line of its own
constexpr std::size_t k_least_samples = 10;  ///< of a group

using Groups = std::map<std::uint32_t, std::vector<FibreSample>>;

Groups split(const std::vector<FibreSample>& samples, std::uint32_t FibreSample::*key) {
    Groups out;
    for (const FibreSample& sample : samples) out[sample.*key].push_back(sample);
    return out;
}

double area_of(const std::vector<FibreSample>& samples) {
    double sum = 0;
    for (const FibreSample& sample : samples) sum += sample.area;
    return sum;
}

/// Pieces of the coarsest level, which has no scraps left.
std::uint32_t count_pieces(const geometry::LevelMesh& mesh) {
    const geometry::MeshLevel& coarsest = mesh.levels.back();
    geometry::DisjointSets pieces(coarsest.vertex_count);
    for (std::uint32_t i = 0; i < coarsest.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[coarsest.first_index + i];
        pieces.join(t[0], t[1]), pieces.join(t[0], t[2]);
    }
    std::uint32_t count = 0;
    for (std::uint32_t v = 0; v < coarsest.vertex_count; ++v) count += pieces.find(v) == v ? 1 : 0;
    return count;
}

/// The groups that count, with those that do not added to the one whose middle is nearest; none if none counts.
std::vector<std::vector<FibreSample>> join_to_nearest(const std::vector<std::vector<FibreSample>>& groups,
                                                      const std::function<bool(const std::vector<FibreSample>&)>& counts) {
    std::vector<std::vector<FibreSample>> kept;
    std::vector<glm::dvec3> middle;
    for (const auto& group : groups) {
        if (!counts(group)) continue;
        kept.push_back(group);
        glm::dvec3 sum(0);
        for (const FibreSample& sample : group) sum += sample.position;
        middle.push_back(sum / static_cast<double>(group.size()));
    }
    for (const auto& group : groups) {
        if (kept.empty() || counts(group)) continue;
        std::size_t nearest = 0;
        for (std::size_t k = 1; k < kept.size(); ++k)
            if (glm::distance(middle[k], group.front().position) < glm::distance(middle[nearest], group.front().position)) nearest = k;
        kept[nearest].insert(kept[nearest].end(), group.begin(), group.end());
    }
    return kept;
}

/// Adds what is too small to the group whose middle is nearest.
std::vector<std::vector<FibreSample>> without_scraps(const Groups& groups, double whole) {
    double fair = 0, count = 0;  // mean area of what is no crumb
    std::vector<std::vector<FibreSample>> all;
    for (const auto& [key, group] : groups) {
        all.push_back(group);
        if (area_of(group) >= k_least_share * whole) fair += area_of(group), count += 1;
    }
    const double least = std::max(k_least_share * whole, k_fair_share * fair / std::max(count, 1.0));
    return join_to_nearest(all, [&](const auto& group) { return group.size() >= k_least_samples && area_of(group) >= least; });
}

bool runs_through(const std::vector<FibreSample>& group) {
    double least = 1, most = 0;
    for (const FibreSample& sample : group) least = std::min(least, sample.along), most = std::max(most, sample.along);
    return least < 0.3 && most > 0.8;
}

/// Gives each bundle the surface of the others too, of little weight: where they cover it, its line runs on among them.
void add_neighbours(const std::vector<FibreSample>& samples, std::vector<std::vector<FibreSample>>& groups) {
    constexpr double k_little = 0.002;
    for (auto& group : groups) {
        std::vector<std::uint32_t> own;
        for (const FibreSample& sample : group)
            if (std::find(own.begin(), own.end(), sample.bundle) == own.end()) own.push_back(sample.bundle);
        for (const FibreSample& sample : samples) {
            if (std::find(own.begin(), own.end(), sample.bundle) != own.end()) continue;
            group.push_back(sample);
            group.back().area *= k_little;
        }
    }
}

}  // namespace

std::vector<FibreSample> sample_fibres(const geometry::LevelMesh& mesh, bool row) {
    constexpr std::uint32_t k_row_samples = 1200;
    constexpr double k_leap = 0.5;  // of the way along the fibres
    std::uint32_t level = find_level(mesh, 0.0025f);
    const std::uint32_t wanted = row ? k_row_samples : std::max(300u, 60 * count_pieces(mesh));
    while (level > 0 && mesh.levels[level].vertex_count < wanted) --level;
    const geometry::MeshLevel& chosen = mesh.levels[level];
    std::vector<double> area(chosen.vertex_count, 1e-12);
    geometry::DisjointSets pieces(chosen.vertex_count);
    for (std::uint32_t i = 0; i < chosen.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[chosen.first_index + i];
        const glm::dvec3 a(mesh.position(t[0])), b(mesh.position(t[1])), c(mesh.position(t[2]));
        const double third = glm::length(glm::cross(b - a, c - a)) / 6.0;
        for (int k = 0; k < 3; ++k) area[t[k]] += third;
        const auto along = [&](int k) { return mesh.vertices[t[k]].along / 65534.0; };
        for (int k = 1; k < 3; ++k)
            if (!row || std::abs(along(k) - along(0)) < k_leap) pieces.join(t[0], t[k]);
    }
    std::vector<FibreSample> out;
    for (std::uint32_t v = 0; v < chosen.vertex_count; ++v)
        if (mesh.vertices[v].along != geometry::PackedVertex::k_no_fibre)
            out.push_back(
                {glm::dvec3(mesh.position(v)), mesh.vertices[v].along / 65534.0, area[v], mesh.vertices[v].fibre_part, pieces.find(v)});
    std::stable_sort(out.begin(), out.end(), [](const FibreSample& a, const FibreSample& b) { return a.along < b.along; });
    return out;
}

std::vector<std::vector<FibreSample>> group_samples(const std::vector<FibreSample>& samples) {
    const double whole = area_of(samples);
    std::vector<std::vector<FibreSample>> groups = without_scraps(split(samples, &FibreSample::piece), whole);
    const auto through = static_cast<std::size_t>(std::count_if(groups.begin(), groups.end(), runs_through));
    if (through >= 3 && 4 * through >= 3 * groups.size()) groups = join_to_nearest(groups, runs_through);
    if (groups.size() < 2 || through < groups.size()) {
        groups = without_scraps(split(samples, &FibreSample::bundle), whole);
        const double fair = k_fair_bundle * whole / static_cast<double>(std::max<std::size_t>(1, groups.size()));
        const auto tells = [&](const std::vector<FibreSample>& group) { return runs_through(group) && area_of(group) >= fair; };
        if (groups.size() < 2 || !std::all_of(groups.begin(), groups.end(), tells))
            groups = {samples};
        else
            add_neighbours(samples, groups);
    }
    for (auto& group : groups)
        std::stable_sort(group.begin(), group.end(), [](const FibreSample& a, const FibreSample& b) { return a.along < b.along; });
    return groups;
}

}  // namespace smrt::muscles
