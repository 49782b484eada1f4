// Ranks in bins along the fibres, blended between neighbouring bins.
#include "body_compiler/fibre_parts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string_view>
#include <unordered_map>

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

/// Tendons into which a belly divides: where the surface is cut at a place along the fibres, what lies beyond falls apart.
class Branches {
public:
    Branches(const geometry::TriangleMesh& mesh, const std::vector<float>& along) : along_(along), parent_(along.size()), low_(along) {
        std::vector<std::vector<std::uint32_t>> neighbours(along.size());
        for (const glm::uvec3& t : mesh.triangles)
            for (int k = 0; k < 3; ++k) neighbours[t[k]].push_back(t[(k + 1) % 3]), neighbours[t[(k + 1) % 3]].push_back(t[k]);
        std::vector<std::uint32_t> order(along.size());
        std::iota(order.begin(), order.end(), 0u), std::iota(parent_.begin(), parent_.end(), 0u);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return along_[a] > along_[b]; });
        std::vector<bool> reached(along.size(), false);
        for (const std::uint32_t v : order) {
            reached[v] = true;
            if (along_[v] < 0) break;
            std::uint32_t own = v;
            for (const std::uint32_t n : neighbours[v])
                if (reached[n]) own = join(own, n, along_[v]);
            low_[own] = along_[v];
        }
    }

    /// Tips of the `count` longest tendons, each at a place of its own; fewer if there are not as many that are worth the name.
    [[nodiscard]] std::vector<std::uint32_t> tips(std::size_t count, const std::vector<float>& places) const {
        constexpr float k_least_length = 0.03f;  // of the fibres
        constexpr float k_apart = 0.006f;        // metres: what lies closer is a torn piece of the same tendon
        std::vector<std::pair<float, std::uint32_t>> found;
        for (std::uint32_t v = 0; v < parent_.size(); ++v) {
            if (along_[v] < 0.7f) continue;
            if (const auto end = ends_.find(v); end != ends_.end())
                found.emplace_back(along_[v] - end->second.at, v);
            else if (parent_[v] == v)
                found.emplace_back(along_[v] - low_[v], v);
        }
        std::sort(found.begin(), found.end(), std::greater());
        std::vector<std::uint32_t> out;
        for (const auto& [length, tip] : found) {
            const auto is_beside = [&, place = places[tip]](std::uint32_t other) { return std::abs(places[other] - place) < k_apart; };
            if (out.size() < count && length >= k_least_length && std::none_of(out.begin(), out.end(), is_beside)) out.push_back(tip);
        }
        return out;
    }

    /// The tips among the given ones that a vertex may lead to: of the tendon, or of the stem of tendons, that it lies in.
    [[nodiscard]] std::vector<bool> tips_beyond(std::uint32_t vertex, const std::vector<std::uint32_t>& tips) const {
        std::vector<bool> out(tips.size(), false);
        float at = along_[vertex];
        for (std::uint32_t own = vertex;;) {
            own = grown_by(own, at);
            bool any = false;
            for (std::size_t k = 0; k < tips.size(); ++k) any = (out[k] = grown_by(tips[k], at) == own) || any;
            if (any || parent_[own] == own) return out;
            at = ends_.at(own).at;  // a small peak of its own: what it grows into tells
        }
    }

private:
    struct End {
        float at = 0;  ///< place along the fibres where it meets the next
    };
    [[nodiscard]] std::uint32_t find(std::uint32_t v) const {
        while (parent_[v] != v) v = parent_[v];
        return v;
    }
    /// The tip of what a vertex had grown together with when the sweep was at a place.
    [[nodiscard]] std::uint32_t grown_by(std::uint32_t v, float at) const {
        while (parent_[v] != v && ends_.at(v).at >= at) v = parent_[v];
        return v;
    }
    std::uint32_t join(std::uint32_t a, std::uint32_t b, float at) {
        a = find(a), b = find(b);
        if (a == b) return a;
        if (along_[a] > along_[b]) std::swap(a, b);  // the longer one goes on
        parent_[a] = b, ends_[a] = {at};
        return b;
    }

    const std::vector<float>& along_;
    std::vector<std::uint32_t> parent_;
    std::vector<float> low_;  ///< of what has grown together, by its tip: its lowest place along the fibres
    std::unordered_map<std::uint32_t, End> ends_;
};

/// Where a belly divides into as many tendons as it has bundles, each bundle is the one that ends in its tendon.
void follow_tendons(const geometry::TriangleMesh& mesh, const std::vector<float>& along, const std::vector<float>& places,
                    std::size_t count, std::vector<std::uint8_t>& bundles) {
    const Branches branches(mesh, along);
    std::vector<std::uint32_t> tips = branches.tips(count, places);
    if (tips.size() != count) return;
    std::sort(tips.begin(), tips.end(), [&](auto a, auto b) { return places[a] < places[b]; });
    for (std::uint32_t v = 0; v < bundles.size(); ++v) {
        if (along[v] < 0) continue;
        const std::vector<bool> beyond = branches.tips_beyond(v, tips);
        int nearest = -1;
        for (int k = 0; k < static_cast<int>(count); ++k)
            if (beyond[static_cast<std::size_t>(k)] && (nearest < 0 || std::abs(k + 1 - bundles[v]) < std::abs(nearest + 1 - bundles[v])))
                nearest = k;
        if (nearest < 0)  // a torn piece
            for (int k = 0; k < static_cast<int>(count); ++k)
                if (nearest < 0 || std::abs(places[tips[static_cast<std::size_t>(k)]] - places[v]) <
                                       std::abs(places[tips[static_cast<std::size_t>(nearest)]] - places[v]))
                    nearest = k;
        if (nearest >= 0) bundles[v] = static_cast<std::uint8_t>(nearest + 1);
    }
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
    if (muscle.divides() && !by_level) follow_tendons(mesh, field.along, places, muscle.fibre_parts.size(), out);
    return out;
}

}  // namespace smrt::body_compiler
