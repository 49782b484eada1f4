// Attachment areas by contact, thinned to the rim that lies away from the other end.
#include "body_compiler/fibre_ends.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "geometry/harmonic.h"

namespace smrt::body_compiler {
namespace {

using geometry::SurfaceTree;
using geometry::TriangleMesh;
using Surfaces = std::vector<const SurfaceTree*>;

constexpr float k_contact = 0.006f;  ///< metres: muscles of real atlases touch their bones within this
constexpr float k_widest_contact = 0.015f;
constexpr float k_tendon_gap = 0.025f;  ///< metres: a thin tendon may end that far before its bone

float distance_to_box(const glm::vec3& p, const geometry::Box& box) {
    return glm::length(glm::max(glm::max(box.lower - p, p - box.upper), glm::vec3(0)));
}

/// Distance of every vertex to the closest surface; only exact within the widest contact.
std::vector<float> measure_distances(const TriangleMesh& muscle, const Surfaces& surfaces, float widest = k_widest_contact) {
    std::vector<float> out(muscle.positions.size(), 1.0f);
    const geometry::Box box = muscle.bounds();
    for (const SurfaceTree* surface : surfaces) {
        const glm::vec3 gap = glm::max(surface->bounds().lower - box.upper, box.lower - surface->bounds().upper);
        if (std::max({gap.x, gap.y, gap.z}) > widest) continue;
        for (std::size_t v = 0; v < out.size(); ++v) {
            if (distance_to_box(muscle.positions[v], surface->bounds()) >= std::min(out[v], widest)) continue;
            out[v] = std::min(out[v], surface->nearest(muscle.positions[v]).distance);
        }
    }
    return out;
}

/// Firmness by contact: 1 when touching, falling to 0 at the limit; the limit grows until something is touched.
bool hold_by_contact(const std::vector<float>& distance, std::vector<double>& hold, float widest = k_widest_contact) {
    hold.assign(distance.size(), 0.0);
    if (distance.empty()) return false;
    const float nearest = *std::min_element(distance.begin(), distance.end());
    if (nearest > widest) return false;
    const float limit = nearest < 0.7f * k_contact ? k_contact : nearest + 0.3f * k_contact;
    for (std::size_t v = 0; v < hold.size(); ++v) {
        if (distance[v] >= limit) continue;
        const double x = 1.0 - std::max(0.0f, distance[v] - std::min(nearest, 0.001f)) / limit;
        hold[v] = x * x;
    }
    return true;
}

bool hold_end(const TriangleMesh& muscle, const Surfaces& bones, const Surfaces& soft, std::vector<double>& hold) {
    return hold_by_contact(measure_distances(muscle, bones), hold) || hold_by_contact(measure_distances(muscle, soft), hold);
}

/// A tendon for each bone: the vertices that come nearest to it.
bool hold_tendons(const TriangleMesh& muscle, const Surfaces& bones, std::vector<double>& hold) {
    hold.assign(muscle.positions.size(), 0.0);
    bool found = false;
    for (const SurfaceTree* bone : bones) {
        std::vector<double> own;
        if (!hold_by_contact(measure_distances(muscle, {bone}, k_tendon_gap), own, k_tendon_gap)) continue;
        for (std::size_t v = 0; v < hold.size(); ++v) hold[v] = std::max(hold[v], own[v]);
        found = true;
    }
    return found;
}

glm::dvec3 weighted_centre(const TriangleMesh& muscle, const std::vector<double>& area, const std::vector<double>& hold) {
    glm::dvec3 sum(0);
    double weight = 1e-20;
    for (std::size_t v = 0; v < hold.size(); ++v) sum += glm::dvec3(muscle.positions[v]) * (hold[v] * area[v]), weight += hold[v] * area[v];
    return sum / weight;
}

/// The end opposite to a known one: the vertices farthest from it.
void hold_far_end(const TriangleMesh& muscle, const glm::dvec3& from, std::vector<double>& hold) {
    double farthest = 0;
    for (const glm::vec3& p : muscle.positions) farthest = std::max(farthest, glm::distance(glm::dvec3(p), from));
    const double band = std::max(0.004, 0.04 * farthest);
    for (std::size_t v = 0; v < hold.size(); ++v)
        hold[v] = std::clamp((glm::distance(glm::dvec3(muscle.positions[v]), from) - farthest) / band + 1.0, 0.0, 1.0);
}

/// A few hundred held vertices spread over the attachment, enough to see what lies behind what.
std::vector<glm::vec3> sample_held(const TriangleMesh& muscle, const std::vector<double>& hold) {
    std::vector<std::uint32_t> held;
    for (std::uint32_t v = 0; v < hold.size(); ++v)
        if (hold[v] > 0.2) held.push_back(v);
    std::vector<glm::vec3> out;
    const std::size_t step = std::max<std::size_t>(1, held.size() / 300);
    for (std::size_t i = 0; i < held.size(); i += step) out.push_back(muscle.positions[held[i]]);
    return out;
}

/// Of a broad attachment keep what has little of the attachment behind it, seen from the other end: fibres that start farther
/// away run over the nearer part, they don't start there again.
void keep_far_rim(const TriangleMesh& muscle, const glm::dvec3& own_end, const glm::dvec3& other_end, bool fans,
                  std::vector<double>& hold) {
    constexpr double k_cone = 0.7;   // sideways per length: about 35 degrees
    constexpr double k_over = 0.06;  // of the muscle's length: as near as a fibre runs over what lies below it
    const std::vector<glm::vec3> samples = sample_held(muscle, hold);
    const double length = glm::distance(own_end, other_end);
    const glm::dvec3 axis = (own_end - other_end) / std::max(length, 1e-6);
    for (std::size_t v = 0; v < hold.size(); ++v) {
        if (hold[v] <= 0) continue;
        const glm::dvec3 p(muscle.positions[v]);
        // Between the muscle's own axis and the way to this point: fans spread, straps don't.
        const glm::dvec3 away = glm::normalize(axis + glm::normalize(p - other_end + glm::dvec3(1e-9)) + glm::dvec3(1e-9));
        double behind = 0;
        for (const glm::vec3& s : samples) {
            const glm::dvec3 d = glm::dvec3(s) - p;
            const double depth = glm::dot(d, away);
            if (depth <= behind || glm::length(d - depth * away) >= k_cone * depth) continue;
            // Fibres that pass well beside it do not run over it: a long line of attachment along a slanting fan is held all along.
            const glm::dvec3 course = glm::normalize(glm::dvec3(s) - other_end + glm::dvec3(1e-9)), way = p - other_end;
            if (!fans || glm::length(way - glm::dot(way, course) * course) < k_over * length) behind = depth;
        }
        const double x = std::clamp((behind - 0.06 * length) / (0.08 * length), 0.0, 1.0);
        hold[v] *= 1.0 - x;
    }
}

}  // namespace

FibreEnds find_fibre_ends(const TriangleMesh& muscle, const Surfaces& origin_bones, const Surfaces& origin_soft,
                          const Surfaces& insertion_bones, const Surfaces& insertion_soft, const EndHabits& habits) {
    FibreEnds ends;
    ends.origin_found = hold_end(muscle, origin_bones, origin_soft, ends.origin);
    ends.insertion_found = habits.divides && hold_tendons(muscle, insertion_bones, ends.insertion);
    if (!ends.insertion_found) ends.insertion_found = hold_end(muscle, insertion_bones, insertion_soft, ends.insertion);
    if (!ends.origin_found && !ends.insertion_found) return ends;
    const std::vector<double> area = geometry::measure_vertex_areas(muscle);
    ends.origin.resize(muscle.positions.size(), 0.0), ends.insertion.resize(muscle.positions.size(), 0.0);
    if (!ends.origin_found) hold_far_end(muscle, weighted_centre(muscle, area, ends.insertion), ends.origin);
    if (!ends.insertion_found) hold_far_end(muscle, weighted_centre(muscle, area, ends.origin), ends.insertion);
    // A vertex that touches both ends' bones (a tendon running past a joint) belongs to the end that it is closer to.
    const glm::dvec3 origin = weighted_centre(muscle, area, ends.origin), insertion = weighted_centre(muscle, area, ends.insertion);
    keep_far_rim(muscle, origin, insertion, habits.fans, ends.origin);
    keep_far_rim(muscle, insertion, origin, habits.fans, ends.insertion);
    for (std::size_t v = 0; v < ends.origin.size(); ++v) {
        const double both = std::min(ends.origin[v], ends.insertion[v]);
        ends.origin[v] -= both, ends.insertion[v] -= both;
    }
    return ends;
}

}  // namespace smrt::body_compiler
