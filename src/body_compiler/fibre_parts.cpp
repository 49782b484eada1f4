// Ranks in bins along the fibres, blended between neighbouring bins.
#include "body_compiler/fibre_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace smrt::body_compiler {
namespace {

constexpr int k_bins = 10;           ///< along the fibres
constexpr std::size_t k_least = 12;  ///< vertices in a bin that are worth a ranking of their own

constexpr int k_rounds = 24;  ///< of evening out over the surface

/// Places of the vertices in the direction in which the bundles follow each other, metres.
std::vector<float> measure_places(const geometry::TriangleMesh& mesh, std::string_view order, anatomy::Side side) {
    const auto place = [&](const glm::vec3& p) {
        const float outward = side == anatomy::Side::left ? p.x : side == anatomy::Side::right ? -p.x : std::abs(p.x);
        if (order.starts_with("lateral")) return outward;
        if (order.starts_with("medial")) return -outward;
        if (order.starts_with("superior")) return p.y;
        if (order.starts_with("inferior")) return -p.y;
        return order.starts_with("anterior") ? p.z : -p.z;
    };
    std::vector<float> out;
    out.reserve(mesh.positions.size());
    for (const glm::vec3& p : mesh.positions) out.push_back(place(p));
    return out;
}

/// Share of sorted values below one.
float rank_in(const std::vector<float>& sorted, float value) {
    if (sorted.empty()) return 0.5f;
    const auto above = std::lower_bound(sorted.begin(), sorted.end(), value);
    return static_cast<float>(above - sorted.begin()) / static_cast<float>(sorted.size());
}

/// Takes jags and islands out: each vertex becomes the mean of its neighbours, some times over, then spread out to equal shares again.
void even_out(const geometry::TriangleMesh& mesh, std::vector<float>& ranks) {
    std::vector<float> sum(ranks.size());
    std::vector<int> neighbours(ranks.size());
    for (int round = 0; round < k_rounds; ++round) {
        std::fill(sum.begin(), sum.end(), 0.0f);
        std::fill(neighbours.begin(), neighbours.end(), 0);
        for (const glm::uvec3& t : mesh.triangles)
            for (int k = 0; k < 3; ++k) sum[t[k]] += ranks[t[(k + 1) % 3]], ++neighbours[t[k]];
        for (std::size_t i = 0; i < ranks.size(); ++i)
            if (neighbours[i] > 0) ranks[i] = 0.5f * (ranks[i] + sum[i] / static_cast<float>(neighbours[i]));
    }
    std::vector<float> sorted = ranks;
    std::sort(sorted.begin(), sorted.end());
    for (float& rank : ranks) rank = rank_in(sorted, rank);
}

}  // namespace

std::vector<std::uint8_t> find_fibre_parts(const geometry::TriangleMesh& mesh, const FibreField& field,
                                           const anatomy::MuscleDefinition& muscle, anatomy::Side side) {
    const std::string_view order = muscle.fibre_order;
    const auto count = static_cast<int>(muscle.fibre_parts.size());
    if (order.empty() || count < 2 || mesh.positions.empty() || (order == "insertion" && field.empty())) return {};
    const bool by_level = order.ends_with(" level") || field.empty();
    const std::vector<float> places = order == "insertion" ? field.along : measure_places(mesh, order, side);
    const auto along = [&](std::size_t i) { return by_level || order == "insertion" ? 0.5f : std::clamp(field.along[i], 0.0f, 1.0f); };
    std::vector<float> all = places;
    std::sort(all.begin(), all.end());
    std::array<std::vector<float>, k_bins> bins;
    for (std::size_t i = 0; i < places.size(); ++i)
        bins[static_cast<std::size_t>(std::min(k_bins - 1, static_cast<int>(along(i) * k_bins)))].push_back(places[i]);
    for (std::vector<float>& bin : bins) {
        std::sort(bin.begin(), bin.end());
        if (bin.size() < k_least) bin = all;
    }
    std::vector<float> ranks(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const float at = along(i) * k_bins - 0.5f;
        const int first = std::clamp(static_cast<int>(std::floor(at)), 0, k_bins - 1), second = std::min(first + 1, k_bins - 1);
        ranks[i] =
            glm::mix(rank_in(bins[static_cast<std::size_t>(first)], places[i]), rank_in(bins[static_cast<std::size_t>(second)], places[i]),
                     std::clamp(at - static_cast<float>(first), 0.0f, 1.0f));
    }
    even_out(mesh, ranks);
    std::vector<std::uint8_t> out;
    out.reserve(ranks.size());
    for (const float rank : ranks)
        out.push_back(static_cast<std::uint8_t>(1 + std::clamp(static_cast<int>(rank * static_cast<float>(count)), 0, count - 1)));
    return out;
}

}  // namespace smrt::body_compiler
