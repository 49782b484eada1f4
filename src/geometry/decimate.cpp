// Edge collapse on lists of triangles around vertices.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "geometry/remesh.h"

namespace smrt::geometry {
namespace {

/// Sum of squared distances to planes, symmetric 4 x 4, and the area it stands for.
struct PlaneQuadric {
    std::array<double, 10> q{};
    double weight = 0;

    void add(const glm::dvec3& n, double d, double w) {
        const std::array<double, 10> plane = {n.x * n.x, n.x * n.y, n.x * n.z, n.x * d, n.y * n.y,
                                              n.y * n.z, n.y * d,   n.z * n.z, n.z * d, d * d};
        for (std::size_t i = 0; i < 10; ++i) q[i] += w * plane[i];
        weight += w;
    }
    void add(const PlaneQuadric& other) {
        for (std::size_t i = 0; i < 10; ++i) q[i] += other.q[i];
        weight += other.weight;
    }
    [[nodiscard]] double at(const glm::dvec3& p) const {
        return q[0] * p.x * p.x + q[4] * p.y * p.y + q[7] * p.z * p.z + q[9] +
               2 * (q[1] * p.x * p.y + q[2] * p.x * p.z + q[3] * p.x + q[5] * p.y * p.z + q[6] * p.y + q[8] * p.z);
    }
};

struct Collapse {
    float cost;
    std::uint32_t from, to, stamp_from, stamp_to;
    glm::vec3 place;
};

/// Collapses about in the order of their cost: in slots, which cost no comparisons.
class CollapseQueue {
public:
    explicit CollapseQueue(float most_cost) : scale_((k_slots - 1) / std::sqrt(most_cost)), slots_(k_slots), heads_(k_slots, 0) {}
    void push(const Collapse& c) {
        const std::size_t slot = std::min(k_slots - 1, static_cast<std::size_t>(scale_ * std::sqrt(c.cost)));
        slots_[slot].push_back(c);
        lowest_ = std::min(lowest_, slot);
    }
    /// False at the end.
    bool pop(Collapse& c) {
        while (lowest_ < k_slots && heads_[lowest_] == slots_[lowest_].size()) ++lowest_;
        if (lowest_ == k_slots) return false;
        c = slots_[lowest_][heads_[lowest_]++];  // the oldest first, or collapses would crowd in one place
        return true;
    }

private:
    static constexpr std::size_t k_slots = 2048;
    float scale_;
    std::size_t lowest_ = k_slots;
    std::vector<std::vector<Collapse>> slots_;
    std::vector<std::size_t> heads_;  ///< of each slot: those before are taken
};

constexpr float k_even = 1e-4f;  ///< share of its squared length that a collapse costs at least

class Decimator {
public:
    Decimator(TriangleMesh& mesh, const DecimateOptions& options);
    void run();

private:
    void consider(std::uint32_t a, std::uint32_t b);
    void find_ring(std::uint32_t v, std::vector<std::uint32_t>& out);
    [[nodiscard]] bool may_collapse(const Collapse& c);
    [[nodiscard]] bool keeps_shape(std::uint32_t moved, std::uint32_t other, const glm::vec3& place) const;
    void collapse(const Collapse& c);
    void pack();

    TriangleMesh& mesh_;
    const DecimateOptions options_;
    std::vector<PlaneQuadric> quadrics_;
    std::vector<std::vector<std::uint32_t>> around_;
    std::vector<std::uint32_t> stamps_;
    std::vector<bool> gone_;            ///< triangles
    std::vector<std::uint32_t> marks_;  ///< of vertices: the last search that met them
    std::uint32_t mark_ = 0;
    std::vector<std::uint32_t> ring_, other_ring_;
    CollapseQueue queue_;
};

Decimator::Decimator(TriangleMesh& mesh, const DecimateOptions& options)
    : mesh_(mesh),
      options_(options),
      quadrics_(mesh.positions.size()),
      around_(mesh.positions.size()),
      stamps_(mesh.positions.size(), 0),
      gone_(mesh.triangles.size(), false),
      marks_(mesh.positions.size(), 0),
      queue_(options.error * options.error + k_even * options.most_edge * options.most_edge) {
    for (std::vector<std::uint32_t>& triangles : around_) triangles.reserve(8);
    for (std::uint32_t i = 0; i < mesh.triangles.size(); ++i) {
        const glm::uvec3& t = mesh.triangles[i];
        const glm::dvec3 a(mesh.positions[t.x]),
            cross = glm::cross(glm::dvec3(mesh.positions[t.y]) - a, glm::dvec3(mesh.positions[t.z]) - a);
        const double twice = glm::length(cross);
        for (int k = 0; k < 3; ++k) {
            around_[t[k]].push_back(i);
            if (twice > 0) quadrics_[t[k]].add(cross / twice, -glm::dot(cross / twice, a), twice / 6);
        }
    }
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k)
            if (t[k] < t[(k + 1) % 3]) consider(t[k], t[(k + 1) % 3]);
}

void Decimator::consider(std::uint32_t a, std::uint32_t b) {
    const glm::vec3 &pa = mesh_.positions[a], &pb = mesh_.positions[b];
    const float length = glm::distance(pa, pb);
    if (length > options_.most_edge) return;
    PlaneQuadric sum = quadrics_[a];
    sum.add(quadrics_[b]);
    Collapse best{std::numeric_limits<float>::max(), a, b, stamps_[a], stamps_[b], pb};
    for (const float share : {0.5f, 0.0f, 1.0f}) {
        const glm::vec3 place = glm::mix(pa, pb, share);
        const auto cost = static_cast<float>(std::max(0.0, sum.at(place)) / std::max(sum.weight, 1e-18));
        if (cost < best.cost) best.cost = cost, best.place = place;
    }
    if (best.cost > options_.error * options_.error) return;
    best.cost += k_even * length * length;  // flat places collapse evenly, short edges first
    queue_.push(best);
}

void Decimator::find_ring(std::uint32_t v, std::vector<std::uint32_t>& out) {
    out.clear();
    ++mark_;
    for (const std::uint32_t i : around_[v])
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t other = mesh_.triangles[i][k];
            if (other != v && std::exchange(marks_[other], mark_) != mark_) out.push_back(other);
        }
}

bool Decimator::keeps_shape(std::uint32_t moved, std::uint32_t other, const glm::vec3& place) const {
    constexpr float k_turn = 0.3f;  ///< cosine by which a triangle may turn
    for (const std::uint32_t i : around_[moved]) {
        const glm::uvec3& t = mesh_.triangles[i];
        if (t.x == other || t.y == other || t.z == other) continue;
        std::array<glm::vec3, 3> before{}, after{};
        for (std::size_t k = 0; k < 3; ++k) {
            before[k] = mesh_.positions[t[static_cast<int>(k)]];
            after[k] = t[static_cast<int>(k)] == moved ? place : before[k];
        }
        const glm::vec3 was = glm::cross(before[1] - before[0], before[2] - before[0]),
                        is = glm::cross(after[1] - after[0], after[2] - after[0]);
        if (glm::dot(was, is) < k_turn * glm::length(was) * glm::length(is)) return false;
        const float quality = measure_quality(after[0], after[1], after[2]);
        if (quality < options_.least_quality && quality < measure_quality(before[0], before[1], before[2])) return false;
        for (std::size_t k = 0; k < 3; ++k)
            if (glm::distance(after[k], after[(k + 1) % 3]) > 1.5f * options_.most_edge) return false;
    }
    return true;
}

bool Decimator::may_collapse(const Collapse& c) {
    find_ring(c.from, other_ring_);
    find_ring(c.to, ring_);
    // Link condition: the two triangles at the edge, nothing else, or the surface would pinch.
    if (ring_.size() + other_ring_.size() < 10 || ring_.size() + other_ring_.size() > 22) return false;
    int both = 0;
    for (const std::uint32_t v : other_ring_) {
        if (marks_[v] != mark_) continue;
        if (++both > 2 || around_[v].size() <= 3) return false;
    }
    if (both != 2) return false;
    return keeps_shape(c.from, c.to, c.place) && keeps_shape(c.to, c.from, c.place);
}

void Decimator::collapse(const Collapse& c) {
    mesh_.positions[c.to] = c.place;
    quadrics_[c.to].add(quadrics_[c.from]);
    for (const std::uint32_t i : around_[c.from]) {
        glm::uvec3& t = mesh_.triangles[i];
        const bool shared = t.x == c.to || t.y == c.to || t.z == c.to;
        if (shared) {
            gone_[i] = true;
            for (int k = 0; k < 3; ++k)
                if (t[k] != c.from) std::erase(around_[t[k]], i);
            continue;
        }
        for (int k = 0; k < 3; ++k)
            if (t[k] == c.from) t[k] = c.to;
        around_[c.to].push_back(i);
    }
    around_[c.from].clear();
    ++stamps_[c.from], ++stamps_[c.to];
    find_ring(c.to, ring_);
    for (const std::uint32_t other : ring_) consider(other, c.to);
}

void Decimator::run() {
    Collapse next{};
    while (queue_.pop(next)) {
        if (stamps_[next.from] != next.stamp_from || stamps_[next.to] != next.stamp_to) continue;
        if (may_collapse(next)) collapse(next);
    }
    pack();
}

void Decimator::pack() {
    std::vector<std::uint32_t> place(mesh_.positions.size(), ~std::uint32_t{0});
    TriangleMesh out;
    for (std::uint32_t i = 0; i < mesh_.triangles.size(); ++i) {
        if (gone_[i]) continue;
        glm::uvec3 t = mesh_.triangles[i];
        for (int k = 0; k < 3; ++k) {
            std::uint32_t& to = place[t[k]];
            if (to == ~std::uint32_t{0})
                to = static_cast<std::uint32_t>(out.positions.size()), out.positions.push_back(mesh_.positions[t[k]]);
            t[k] = to;
        }
        out.triangles.push_back(t);
    }
    mesh_ = std::move(out);
}

}  // namespace

void decimate_surface(TriangleMesh& mesh, const DecimateOptions& options) {
    Decimator(mesh, options).run();
}

}  // namespace smrt::geometry
