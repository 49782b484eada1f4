// Making the strands of one fibred part: segments between its ends, weights, solids to heed, hosts.
#include <algorithm>
#include <cmath>

#include "base/ensure.h"
#include "muscles/strand_path.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;

constexpr double k_host_gap = 0.010;  ///< metres: an end farther than this from its bones rides on soft tissue, if it names some

/// Weight of a segment by distance: what is twice as far counts a sixteenth.
double by_distance(double distance) {
    return 1.0 / std::pow(distance + 0.004, 4.0);
}

std::vector<double> normalised(std::vector<double> weights) {
    double sum = 0;
    for (const double w : weights) sum += w;
    for (double& w : weights) w = sum > 0 ? w / sum : 1.0 / static_cast<double>(weights.size());
    return weights;
}

/// Weights of the part's segments at a station: by distance between the ends, only the end's own segments at an end.
void weigh_stations(const TissueModel& model, const FibredPart& part, Strand& strand) {
    const std::size_t count = strand.centre.size();
    strand.weights.assign(count, SegmentWeights{});
    strand.guide.assign(count, 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(count - 1);
        std::vector<double> between, origin, insertion;
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            const double w = by_distance(model.clouds->distance(part.segments[s], glm::vec3(strand.centre[i])));
            between.push_back(w), origin.push_back(part.is_origin[s] ? w : 0), insertion.push_back(part.is_insertion[s] ? w : 0);
        }
        between = normalised(between), origin = normalised(origin), insertion = normalised(insertion);
        const double at_origin = 1.0 - smooth_step(0.0, 0.15, u), at_insertion = smooth_step(0.85, 1.0, u);
        double most = 0;
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            const double w = between[s] * (1 - at_origin - at_insertion) + origin[s] * at_origin + insertion[s] * at_insertion;
            strand.weights[i][s] = static_cast<float>(w);
            most = std::max(most, between[s]);
        }
        strand.guide[i] = 0.22 * smooth_step(0.80, 0.98, most);
    }
}

/// A muscle twists along its whole length, not where its line passes from one bone to the next.
void spread_turns(Strand& strand) {
    strand.turn_weights = strand.weights;
    const std::size_t count = strand.weights.size();
    for (int step = 0; step < 40; ++step) {
        const std::vector<SegmentWeights> before = strand.turn_weights;
        for (std::size_t i = 1; i + 1 < count; ++i)
            for (std::size_t s = 0; s < k_most_segments; ++s)
                strand.turn_weights[i][s] = 0.5f * before[i][s] + 0.25f * (before[i - 1][s] + before[i + 1][s]);
    }
}

/// How close the path may come to each solid: as close as at rest, and never asked to be farther away than the muscle is thick.
void measure_clearances(const TissueModel& model, const FibredPart& part, const std::vector<double>& radius, Strand& strand) {
    for (std::size_t i = 0; i < strand.centre.size(); ++i) {
        const double own = 0.85 * radius[i];
        for (const std::uint32_t k : part.capsules)
            strand.clearance.push_back(
                static_cast<float>(std::min(own, measure_clearance(model.obstacles.capsules[k], strand.centre[i]).distance)));
        const double barrel = part.heeds_barrel ? measure_clearance(model.obstacles.barrel, strand.centre[i]).distance : 0.0;
        strand.clearance.push_back(static_cast<float>(std::min(own, barrel)));
    }
}

/// Thin stretches at the ends are tendon: they keep their length. How much of the muscle may count as tendon comes from its
/// definition; where that is not known the shape alone decides.
void find_yielding(const std::vector<double>& radius, double tendon_fraction, Strand& strand) {
    const std::size_t pieces = strand.centre.size() - 1;
    const double thickest = *std::max_element(radius.begin(), radius.end());
    strand.yielding.assign(pieces, 1.0);
    std::vector<double> thickness(pieces);
    double length = 0;
    for (std::size_t i = 0; i < pieces; ++i) {
        thickness[i] = 0.5 * (radius[i] + radius[i + 1]) / std::max(thickest, 1e-6);
        length += glm::distance(strand.centre[i], strand.centre[i + 1]);
    }
    for (std::size_t i = 0; i < pieces; ++i) strand.yielding[i] = 0.02 + 0.98 * smooth_step(0.25, 0.65, thickness[i]);
    if (tendon_fraction < 0) return;
    double tendon = 0;
    for (std::size_t i = 0; i < pieces; ++i) tendon += (1 - strand.yielding[i]) * glm::distance(strand.centre[i], strand.centre[i + 1]);
    if (tendon <= tendon_fraction * length) return;
    const double keep = tendon_fraction * length / tendon;
    for (double& y : strand.yielding) y = 1 - (1 - y) * keep;
}

PosedSolids solids_at_rest(const TissueModel& model, const FibredPart& part) {
    PosedSolids out;
    for (const std::uint32_t k : part.capsules) out.capsules.push_back(model.obstacles.capsules[k]);
    if (part.heeds_barrel) out.barrel = &model.obstacles.barrel;
    return out;
}

void find_solids(const TissueModel& model, FibredPart& part, const std::vector<StrandShape>& shapes) {
    constexpr double k_reach = 0.07;  // metres beyond the thickness of the part
    for (std::uint32_t k = 0; k < model.obstacles.capsules.size(); ++k) {
        const Capsule& capsule = model.obstacles.capsules[k];
        if (std::find(part.segments.begin(), part.segments.end(), capsule.segment) == part.segments.end()) continue;
        double nearest = 1;
        for (const StrandShape& shape : shapes)
            for (const glm::dvec3& p : shape.centre) nearest = std::min(nearest, measure_clearance(capsule, p).distance);
        if (nearest < k_reach) part.capsules.push_back(k);
    }
    if (part.segments.front() != skeleton::k_root && part.segments.back() != skeleton::k_root) return;
    double nearest = 1;
    for (const StrandShape& shape : shapes)
        for (const glm::dvec3& p : shape.centre) nearest = std::min(nearest, measure_clearance(model.obstacles.barrel, p).distance);
    part.heeds_barrel = nearest < k_reach;
}

bool names_muscles(const TissueModel& model, const std::string& id) {
    const anatomy::MuscleDefinition* definition = model.definitions.find(id);
    if (definition == nullptr) return true;
    const auto is_muscle = [&](const std::string& soft) { return model.definitions.find(soft) != nullptr; };
    return std::any_of(definition->origin_soft.begin(), definition->origin_soft.end(), is_muscle) ||
           std::any_of(definition->insertion_soft.begin(), definition->insertion_soft.end(), is_muscle);
}

/// An end that touches none of its bones and names soft tissue rides on the nearest station of that muscle.
Host find_host(const TissueModel& model, anatomy::PartIndex index, const FibredPart& part, bool origin) {
    const anatomy::Part& muscle = model.body->part(index);
    const anatomy::MuscleDefinition* definition = model.definitions.find(muscle.definition);
    const std::vector<std::string>& soft = origin ? definition->origin_soft : definition->insertion_soft;
    if (soft.empty()) return {};
    glm::dvec3 end(0);
    for (const Strand& strand : part.strands) end += origin ? strand.centre.front() : strand.centre.back();
    end /= static_cast<double>(part.strands.size());
    for (std::size_t s = 0; s < part.segments.size(); ++s)
        if ((origin ? part.is_origin[s] : part.is_insertion[s]) && model.clouds->distance(part.segments[s], glm::vec3(end)) < k_host_gap)
            return {};
    Host best;
    double nearest = 0.03;
    for (const std::string& id : soft)
        for (const anatomy::PartIndex p : model.body->find_definition(id, muscle.side)) {
            if (p == index || model.slots[p].motion != Motion::fibred) continue;
            if (names_muscles(model, id)) continue;  // guests of guests would need an order
            const FibredPart& host = fibred_part(model, p);
            for (std::uint32_t k = 0; k < host.strands.size(); ++k)
                for (std::uint32_t i = 0; i < host.strands[k].centre.size(); ++i) {
                    const double distance = glm::distance(host.strands[k].centre[i], end);
                    if (distance < nearest) nearest = distance, best = {p, k, i};
                }
        }
    return best;
}

/// The place along the strands where a vertex is bound: where it lies beside their lines, near the place that its fibre says. The
/// fibre field alone may name a station that is far off (beside a broad attachment), whose turn would throw the vertex about.
double bind_along(const FibredPart& part, const glm::dvec3& point, double along, double across) {
    const auto lower = static_cast<std::size_t>(across);
    const std::size_t upper = std::min(lower + 1, part.strands.size() - 1);
    const double f = across - static_cast<double>(lower);
    const std::vector<glm::dvec3>&a = part.strands[lower].centre, &b = part.strands[upper].centre;
    const auto last = static_cast<double>(a.size() - 1);
    const double spacing = 1.2 * part.rest_length / last;
    double sum = 0, weight = 0, least = 1e30;
    std::vector<double> cost(a.size());
    for (std::size_t j = 0; j < a.size(); ++j) {
        const glm::dvec3 d = point - glm::mix(a[j], b[j], f);
        const double off = (static_cast<double>(j) / last - along) / 0.10;
        cost[j] = 0.5 * (glm::dot(d, d) / (spacing * spacing) + off * off);
        least = std::min(least, cost[j]);
    }
    for (std::size_t j = 0; j < a.size(); ++j) {
        const double w = std::exp(least - cost[j]);
        weight += w, sum += w * static_cast<double>(j) / last;
    }
    const double inner = smooth_step(0.0, 0.12, std::min(along, 1.0 - along));
    return along + inner * (sum / weight - along);
}

}  // namespace

FibredPart make_fibred_part(const TissueModel& model, anatomy::PartIndex index) {
    FibredPart part;
    const PartSlot& slot = model.slots[index];
    part.segments = slot.segments, part.is_origin = slot.is_origin, part.is_insertion = slot.is_insertion;
    const std::vector<FibreSample> samples = sample_fibres(model.body->part(index).mesh);
    ENSURE(!samples.empty(), "part {} has no fibres", model.body->part(index).id);
    part.frame = make_fibre_frame(samples);
    const std::vector<StrandShape> shapes = make_strand_shapes(samples, part.frame);
    find_solids(model, part, shapes);
    const PosedSolids solids = solids_at_rest(model, part);
    const double tendon_fraction = model.definitions.find(model.body->part(index).definition)->tendon_fraction;
    for (const StrandShape& shape : shapes) {
        Strand& strand = part.strands.emplace_back();
        strand.centre = shape.centre;
        weigh_stations(model, part, strand);
        spread_turns(strand);
        measure_clearances(model, part, shape.radius, strand);
        find_yielding(shape.radius, tendon_fraction, strand);
        finish_strand_at_rest(strand, solids);
        part.rest_length += strand.rest_length / static_cast<double>(shapes.size());
    }
    part.host = {find_host(model, index, part, true), find_host(model, index, part, false)};
    return part;
}

Fixation make_fixation(const TissueModel& model, anatomy::PartIndex index, std::uint32_t vertex_count) {
    const FibredPart& part = fibred_part(model, index);
    const geometry::LevelMesh& mesh = model.body->part(index).mesh;
    Fixation out;
    out.along.resize(vertex_count), out.across.resize(vertex_count);
    out.segment.assign(vertex_count, 0), out.share.assign(vertex_count, 0);
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        const glm::vec3 p = mesh.position(v);
        const bool known = mesh.vertices[v].along != geometry::PackedVertex::k_no_fibre;
        const double along = known ? mesh.vertices[v].along / 65534.0 : 0.5;
        out.across[v] = static_cast<float>(part.frame.across(glm::dvec3(p), along));
        out.along[v] = static_cast<float>(bind_along(part, glm::dvec3(p), along, out.across[v]));
        double most = 0;
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            const double place = std::max(part.is_origin[s] ? 1.0 - smooth_step(0.30, 0.55, along) : 0.0,
                                          part.is_insertion[s] ? smooth_step(0.75, 0.92, along) : 0.0);
            constexpr float k_reach = 0.005f;  // metres: what is closer to its bone than this is grown to it
            if (place <= most || part.segments[s] == skeleton::k_root) continue;
            if (distance_to_box(p, model.clouds->box(part.segments[s])) > k_reach) continue;
            const double share = place * (1.0 - smooth_step(0.0015, k_reach, model.clouds->distance(part.segments[s], p)));
            if (share > most) most = share, out.segment[v] = static_cast<std::uint8_t>(s);
        }
        out.share[v] = static_cast<std::uint8_t>(std::lround(255 * most));
    }
    return out;
}

}  // namespace smrt::muscles
