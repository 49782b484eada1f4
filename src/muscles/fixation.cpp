// Binding the vertices of a fibred part to the strands beside them, and to the bones that they are grown to.
#include <algorithm>
#include <array>
#include <cmath>

#include "muscles/segment_clouds.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

/// Distance of a point to a strand's line at a place along it.
double distance_at(const Strand& strand, const glm::dvec3& point, double along) {
    const double x = along * static_cast<double>(strand.centre.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(x), strand.centre.size() - 2);
    return glm::distance(point, glm::mix(strand.centre[i], strand.centre[i + 1], x - static_cast<double>(i)));
}

/// The place along a strand where a vertex is bound: where it lies beside the line, near the place that its fibre says. The fibre field
/// alone may name a station that is far off (beside a broad attachment), whose turn would throw the vertex about.
double bind_along(const Strand& strand, const glm::dvec3& point, double along) {
    const auto last = static_cast<double>(strand.centre.size() - 1);
    const double spacing = 1.2 * (strand.rest_length + strand.grown) / last;
    double sum = 0, weight = 0, least = 1e30;
    std::vector<double> cost(strand.centre.size());
    for (std::size_t j = 0; j < cost.size(); ++j) {
        const glm::dvec3 d = point - strand.centre[j];
        const double off = (static_cast<double>(j) / last - along) / 0.10;
        cost[j] = 0.5 * (glm::dot(d, d) / (spacing * spacing) + off * off);
        least = std::min(least, cost[j]);
    }
    for (std::size_t j = 0; j < cost.size(); ++j) {
        const double w = std::exp(least - cost[j]);
        weight += w, sum += w * static_cast<double>(j) / last;
    }
    const double inner = smooth_step(0.0, 0.12, std::min(along, 1.0 - along));
    return along + inner * (sum / weight - along);
}

/// The strands beside a vertex, nearer ones more: what is twice as far counts a sixteenth.
void bind_strands(const FibredPart& part, const glm::dvec3& point, double along, Fixation::Bond& bond) {
    std::array<std::pair<double, std::uint8_t>, 3> best;
    best.fill({-1.0, std::uint8_t{0}});
    for (std::size_t k = 0; k < part.shaping; ++k) {
        const double distance = distance_at(part.strands[k], point, along) + 0.004;
        std::pair<double, std::uint8_t> own{1.0 / (distance * distance * distance * distance), static_cast<std::uint8_t>(k)};
        for (auto& kept : best)
            if (own.first > kept.first) std::swap(own, kept);
    }
    // The fourth would come in with a jump; the third fades before.
    const double floor = best[2].first > 0 && part.shaping > 3 ? best[2].first : 0.0;
    double sum = 0;
    for (auto& [weight, strand] : best) weight = std::max(0.0, weight - floor), sum += weight;
    if (sum <= 0) best[0].first = sum = 1;
    int left = 255;
    for (std::size_t k = 2; k > 0; --k) {
        bond.strand[k] = best[k].second;
        bond.weight[k] = static_cast<std::uint8_t>(std::lround(255 * best[k].first / sum));
        left -= bond.weight[k];
    }
    bond.strand[0] = best[0].second, bond.weight[0] = static_cast<std::uint8_t>(left);
}

}  // namespace

std::pair<std::size_t, double> grown_to(const TissueModel& model, const FibredPart& part, const glm::vec3& point, const glm::vec3& normal,
                                        double along) {
    constexpr float k_reach = 0.005f;                     // metres: what is closer to its bone than this is grown to it
    constexpr double k_touches = 0.0015, k_off = 0.0025;  // metres: what is as close as that has its bone on any side
    double most = 0, nearest = 1;
    std::size_t segment = 0;
    for (std::size_t s = 0; s < part.segments.size(); ++s) {
        const double place = std::max(part.is_origin[s] ? 1.0 - smooth_step(0.30, 0.55, along) : 0.0,
                                      part.is_insertion[s] ? smooth_step(0.75, 0.92, along) : 0.0);
        if (place < most || place <= 0 || distance_to_box(point, model.clouds->box(part.segments[s])) > k_reach) continue;
        const double distance = model.clouds->distance(part.segments[s], point);
        const glm::vec3 way = model.clouds->nearest(part.segments[s], point) - point;
        const double faces = smooth_step(-0.3, 0.3, static_cast<double>(glm::dot(normal, way)) / std::max(distance, 1e-6));
        const double facing = std::max(faces, 1.0 - smooth_step(k_touches, k_off, distance));
        const double share = place * facing * (1.0 - smooth_step(0.0015, k_reach, distance));
        // Of two bones that it lies on, it is grown to the nearer one.
        if (share > most || (share > 0 && share == most && distance < nearest)) most = share, nearest = distance, segment = s;
    }
    return {segment, most};
}

Fixation make_fixation(const TissueModel& model, anatomy::PartIndex index, std::uint32_t vertex_count) {
    const FibredPart& part = fibred_part(model, index);
    const geometry::LevelMesh& mesh = model.body->part(index).mesh;
    Fixation out;
    out.bonds.resize(vertex_count);
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        const glm::vec3 p = mesh.position(v);
        const bool known = mesh.vertices[v].along != geometry::PackedVertex::k_no_fibre;
        const double along = known ? mesh.vertices[v].along / 65534.0 : 0.5;
        Fixation::Bond& bond = out.bonds[v];
        bind_strands(part, glm::dvec3(p), along, bond);
        double bound = 0;
        for (int k = 0; k < 3; ++k)
            if (bond.weight[k] > 0) bound += bond.weight[k] / 255.0 * bind_along(part.strands[bond.strand[k]], glm::dvec3(p), along);
        bond.along = static_cast<float>(bound);
        const auto [segment, share] = grown_to(model, part, p, geometry::decode_octahedral(mesh.vertices[v].normal), along);
        bond.segment = static_cast<std::uint8_t>(segment), bond.share = static_cast<std::uint8_t>(std::lround(255 * share));
    }
    return out;
}

}  // namespace smrt::muscles
