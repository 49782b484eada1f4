// Regions of the skin by nearest bone, cleaned of islands, and shortest ways along the surface from them.
#include "muscles/skin_regions.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <queue>

namespace smrt::muscles {
namespace {

constexpr float k_sure = 0.016f;   ///< metres: a bone this close beneath the skin is surely its own
constexpr float k_reach = 0.055f;  ///< metres along the skin over which a segment's claim fades
constexpr float k_far = std::numeric_limits<float>::max();

/// Neighbours of every vertex, packed.
struct Edges {
    std::vector<std::uint32_t> first, to;
};

Edges find_edges(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level) {
    Edges out;
    out.first.assign(level.vertex_count + 1, 0);
    for (std::uint32_t i = 0; i < level.index_count; ++i) out.first[mesh.indices[level.first_index + i] + 1] += 2;
    std::partial_sum(out.first.begin(), out.first.end(), out.first.begin());
    out.to.resize(out.first.back());
    std::vector<std::uint32_t> fill(out.first.begin(), out.first.end() - 1);
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        for (int k = 0; k < 3; ++k) out.to[fill[t[k]]++] = t[(k + 1) % 3], out.to[fill[t[k]]++] = t[(k + 2) % 3];
    }
    return out;
}

/// Label of the nearest segment that is not ruled out.
std::uint32_t nearest_label(const std::vector<float>& distance, const std::vector<bool>& ruled_out) {
    std::uint32_t best = 0;
    float nearest = k_far;
    for (std::uint32_t s = 0; s < distance.size(); ++s)
        if (!ruled_out[s] && distance[s] < nearest) nearest = distance[s], best = s;
    return best;
}

/// How close a segment's bone comes to a patch that is its own: about as close as it comes to the skin anywhere.
std::vector<float> find_sure_distances(const std::vector<std::vector<float>>& distances) {
    std::vector<float> out(distances.front().size(), k_far);
    for (const std::vector<float>& row : distances)
        for (std::size_t s = 0; s < row.size(); ++s) out[s] = std::min(out[s], row[s]);
    for (float& d : out) d = std::max(k_sure, 1.2f * d);
    return out;
}

/// Rules out a label on every connected patch where its bone is nowhere close: such a patch belongs to another limb.
/// Result: true if anything changed.
bool rule_out_islands(const Edges& edges, const std::vector<std::vector<float>>& distances, const std::vector<float>& sure,
                      std::vector<std::uint32_t>& label, std::vector<std::vector<bool>>& ruled_out) {
    std::vector<char> seen(label.size(), 0);
    bool changed = false;
    for (std::uint32_t seed = 0; seed < label.size(); ++seed) {
        if (seen[seed]) continue;
        std::vector<std::uint32_t> patch{seed};
        seen[seed] = 1;
        float nearest = k_far;
        for (std::size_t i = 0; i < patch.size(); ++i) {
            nearest = std::min(nearest, distances[patch[i]][label[seed]]);
            for (std::uint32_t e = edges.first[patch[i]]; e < edges.first[patch[i] + 1]; ++e) {
                const std::uint32_t other = edges.to[e];
                if (!seen[other] && label[other] == label[seed]) seen[other] = 1, patch.push_back(other);
            }
        }
        if (nearest < sure[label[seed]]) continue;
        const std::uint32_t wrong = label[seed];
        for (const std::uint32_t v : patch) {
            if (std::count(ruled_out[v].begin(), ruled_out[v].end(), false) < 2) continue;
            ruled_out[v][wrong] = true, changed = true;
        }
    }
    for (std::uint32_t v = 0; v < label.size(); ++v) label[v] = nearest_label(distances[v], ruled_out[v]);
    return changed;
}

/// Shortest way along the edges from the region of one label, up to the reach.
std::vector<float> measure_ways(const geometry::LevelMesh& mesh, const Edges& edges, const std::vector<std::uint32_t>& label,
                                std::uint32_t of) {
    std::vector<float> way(label.size(), k_far);
    using Entry = std::pair<float, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (std::uint32_t v = 0; v < label.size(); ++v)
        if (label[v] == of) way[v] = 0, open.push({0.0f, v});
    while (!open.empty()) {
        const auto [length, v] = open.top();
        open.pop();
        if (length > way[v] || length > k_reach) continue;
        for (std::uint32_t e = edges.first[v]; e < edges.first[v + 1]; ++e) {
            const std::uint32_t other = edges.to[e];
            const float next = length + glm::distance(mesh.position(v), mesh.position(other));
            if (next < way[other]) way[other] = next, open.push({next, other});
        }
    }
    return way;
}

}  // namespace

std::vector<std::vector<float>> measure_skin_claims(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level,
                                                    const std::vector<std::vector<float>>& distances) {
    const Edges edges = find_edges(mesh, level);
    const std::size_t segments = distances.empty() ? 0 : distances.front().size();
    std::vector<std::vector<bool>> ruled_out(distances.size(), std::vector<bool>(segments, false));
    std::vector<std::uint32_t> label(distances.size());
    for (std::size_t v = 0; v < label.size(); ++v) label[v] = nearest_label(distances[v], ruled_out[v]);
    if (distances.empty()) return {};
    const std::vector<float> sure = find_sure_distances(distances);
    for (int pass = 0; pass < 4 && rule_out_islands(edges, distances, sure, label, ruled_out); ++pass) {
    }
    std::vector<std::vector<float>> out(distances.size(), std::vector<float>(segments, 0.0f));
    for (std::uint32_t s = 0; s < segments; ++s) {
        const std::vector<float> way = measure_ways(mesh, edges, label, s);
        for (std::size_t v = 0; v < way.size(); ++v) out[v][s] = static_cast<float>(1.0 - smooth_step(0.0, k_reach, way[v]));
    }
    return out;
}

}  // namespace smrt::muscles
