// Making the strands of one fibred part: groups of fibres, paths from bone to bone, parts that its ends ride on.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/ensure.h"
#include "muscles/attachment.h"
#include "muscles/station_weights.h"
#include "muscles/strand_path.h"
#include "muscles/strand_roots.h"
#include "muscles/surface_care.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;

constexpr double k_host_gap = 0.010;    ///< metres: an end farther than this from its bones rides on soft tissue, if it names some
constexpr double k_tendon_gap = 0.015;  ///< metres: an end farther than this from its bones may pull at them through a tendon

const anatomy::MuscleDefinition& definition_of(const TissueModel& model, anatomy::PartIndex part) {
    const anatomy::MuscleDefinition* found = model.definitions.find(model.body->part(part).definition);
    ENSURE(found != nullptr, "part {} has no definition", model.body->part(part).id);
    return *found;
}

const std::vector<std::string>& soft_end(const anatomy::MuscleDefinition& definition, bool origin) {
    return origin ? definition.origin_soft : definition.insertion_soft;
}

/// The line of fibres of a part that begins beside a point and leads to the bones of an end; empty if there is none in line with `way`.
/// Fibres of a sheet may join a seam at a right angle, as those of the abdomen do the linea alba.
std::vector<glm::dvec3> find_tendon(const TissueModel& model, anatomy::PartIndex tendon, const FibredPart& part, bool origin,
                                    const glm::dvec3& from, const glm::dvec3& way) {
    const std::vector<FibreSample> samples = sample_fibres(model.body->part(tendon).mesh);
    std::vector<glm::dvec3> best;
    double nearest = 0.035;  // metres: the line of a broad aponeurosis may begin that far from the fibres that end in it
    const auto groups = group_samples(samples);
    for (const auto& group : groups) {
        const FibreFrame frame = make_fibre_frame(group, groups.size());
        for (StrandShape& shape : make_strand_shapes(group, frame, count_stations(frame.length))) {
            double gap = distance_to_end_bones(model, part, origin, shape.centre.back());
            const double other_gap = distance_to_end_bones(model, part, origin, shape.centre.front());
            if (other_gap < gap) std::reverse(shape.centre.begin(), shape.centre.end()), gap = other_gap;  // outwards
            if (gap > k_tendon_gap) continue;
            std::size_t at = 0;
            for (std::size_t i = 1; i < shape.centre.size(); ++i)
                if (glm::distance(shape.centre[i], from) < glm::distance(shape.centre[at], from)) at = i;
            const double distance = glm::distance(shape.centre[at], from);
            if (distance >= nearest || at + 1 >= shape.centre.size()) continue;
            if (glm::dot(glm::normalize(shape.centre.back() - from), way) < (part.is_sheet ? -0.2 : 0.5)) continue;
            nearest = distance;
            best.assign(shape.centre.begin() + static_cast<std::ptrdiff_t>(at) + 1, shape.centre.end());
        }
    }
    // The first station must lie ahead, so that the line does not turn back on itself.
    while (!part.is_sheet && best.size() > 1 && glm::dot(best.front() - from, way) < 0.3 * glm::distance(best.front(), from))
        best.erase(best.begin());
    return best;
}

/// A straight tendon to the nearest point of the end's bones, where a mesh ends a little before them (heads that atlases join with their
/// neighbour's tendon) and the fibres lead there.
std::vector<glm::dvec3> find_straight_way(const TissueModel& model, const FibredPart& part, bool origin, const glm::dvec3& end,
                                          const glm::dvec3& way) {
    constexpr double k_longest = 0.09, k_step = 0.012;  // metres
    glm::dvec3 nearest(0);
    double gap = k_longest;
    for (std::size_t s = 0; s < part.segments.size(); ++s) {
        if (origin ? !part.is_origin[s] : !part.is_insertion[s]) continue;
        const double distance = model.clouds->distance(part.segments[s], glm::vec3(end));
        if (distance < gap) gap = distance, nearest = glm::dvec3(model.clouds->nearest(part.segments[s], glm::vec3(end)));
    }
    if (gap >= k_longest || glm::dot(glm::normalize(nearest - end), way) < 0.6) return {};
    std::vector<glm::dvec3> out;
    const int steps = std::max(1, static_cast<int>(gap / k_step));
    for (int i = 1; i <= steps; ++i) out.push_back(end + (nearest - end) * (static_cast<double>(i) / steps));
    return out;
}

/// Other heads of the same muscle: atlases often draw the tendon with one of them.
std::vector<anatomy::PartIndex> find_other_heads(const TissueModel& model, anatomy::PartIndex index) {
    constexpr std::string_view k_head = "head of ";
    const anatomy::Part& part = model.body->part(index);
    const std::size_t at = part.name.find(k_head);
    std::vector<anatomy::PartIndex> out;
    if (at == std::string::npos || part.kind != anatomy::Kind::muscle) return out;
    const std::string_view muscle = std::string_view(part.name).substr(at);
    for (const anatomy::PartIndex other : model.fibred) {
        const anatomy::Part& head = model.body->part(other);
        if (other != index && head.side == part.side && head.kind == part.kind && std::string_view(head.name).ends_with(muscle))
            out.push_back(other);
    }
    return out;
}

/// Stations beyond the end of the mesh, going outwards, where the part ends before its bones and pulls at them through another part.
std::vector<glm::dvec3> find_extension(const TissueModel& model, anatomy::PartIndex index, const FibredPart& part, bool origin,
                                       const std::vector<glm::dvec3>& line) {
    const glm::dvec3 end = origin ? line.front() : line.back();
    const glm::dvec3 before = origin ? line[2] : line[line.size() - 3];
    const bool arrived = distance_to_end_bones(model, part, origin, end) < k_tendon_gap;
    std::vector<glm::dvec3> best;
    double least = 1e30;
    for (const std::string& id : soft_end(definition_of(model, index), origin)) {
        if (arrived && (origin || !carries_on(model.definitions, id))) continue;
        for (const anatomy::PartIndex p : model.body->find_definition(id, model.body->part(index).side)) {
            if (p == index || model.slots[p].motion != Motion::fibred || model.slots[p].by_weights ||
                model.body->part(p).kind == anatomy::Kind::muscle)
                continue;
            std::vector<glm::dvec3> found = find_tendon(model, p, part, origin, end, glm::normalize(end - before));
            if (!found.empty() && glm::distance(found.front(), end) < least)
                least = glm::distance(found.front(), end), best = std::move(found);
        }
    }
    if (best.empty() && !arrived)
        for (const anatomy::PartIndex p : find_other_heads(model, index))
            if (std::vector<glm::dvec3> found = find_tendon(model, p, part, origin, end, glm::normalize(end - before)); !found.empty())
                return found;
    const bool may_reach = !arrived && model.body->part(index).kind == anatomy::Kind::muscle && !model.slots[index].by_weights;
    return best.empty() && may_reach ? find_straight_way(model, part, origin, end, glm::normalize(end - before)) : best;
}

/// Stations beyond the ends of a strand's mesh, going outwards: origin, insertion.
using Extensions = std::array<std::vector<glm::dvec3>, 2>;

/// What every strand pulls at. A strand that misses the tendon of its neighbours, though it ends before its bones too, pulls at the same.
std::vector<Extensions> find_extensions(const TissueModel& model, anatomy::PartIndex index, const FibredPart& part,
                                        const std::vector<StrandShape>& shapes) {
    std::vector<Extensions> out(shapes.size());
    for (const bool origin : {true, false}) {
        const std::size_t e = origin ? 0 : 1;
        const auto end = [&](std::size_t k) { return origin ? shapes[k].centre.front() : shapes[k].centre.back(); };
        for (std::size_t k = 0; k < shapes.size(); ++k) out[k][e] = find_extension(model, index, part, origin, shapes[k].centre);
        const std::vector<Extensions> own = out;
        for (std::size_t k = 0; k < shapes.size(); ++k) {
            if (!own[k][e].empty() || distance_to_end_bones(model, part, origin, end(k)) < k_tendon_gap) continue;
            double nearest = 0.08;  // metres
            for (std::size_t o = 0; o < shapes.size(); ++o)
                if (!own[o][e].empty() && glm::distance(end(o), end(k)) < nearest)
                    nearest = glm::distance(end(o), end(k)), out[k][e] = own[o][e];
        }
    }
    return out;
}

/// A path of one strand, with what the muscle pulls at beyond its mesh.
RawPath extend(const StrandShape& shape, const Extensions& beyond) {
    const auto& [lead, tail] = beyond;
    constexpr double k_tendon_radius = 0.004;  // metres
    RawPath out;
    out.centre.assign(lead.rbegin(), lead.rend());
    out.centre.insert(out.centre.end(), shape.centre.begin(), shape.centre.end());
    out.centre.insert(out.centre.end(), tail.begin(), tail.end());
    out.radius.assign(lead.size(), k_tendon_radius);
    out.radius.insert(out.radius.end(), shape.radius.begin(), shape.radius.end());
    out.radius.insert(out.radius.end(), tail.size(), k_tendon_radius);
    out.lead = lead.size(), out.tail = tail.size();
    return out;
}

/// Muscles ride on what is no muscle and rides on nothing itself; ligaments, tendons and fasciae on muscles, or on such parts too. So no
/// part can come to ride on itself.
bool may_carry(const TissueModel& model, anatomy::PartIndex guest, anatomy::PartIndex host) {
    if (host == guest || model.slots[host].motion != Motion::fibred) return false;
    const bool host_is_muscle = model.body->part(host).kind == anatomy::Kind::muscle;
    if (host_is_muscle) return model.body->part(guest).kind != anatomy::Kind::muscle;
    const anatomy::MuscleDefinition& definition = definition_of(model, host);
    const auto is_defined = [&](const std::string& soft) { return model.definitions.find(soft) != nullptr; };
    return std::none_of(definition.origin_soft.begin(), definition.origin_soft.end(), is_defined) &&
           std::none_of(definition.insertion_soft.begin(), definition.insertion_soft.end(), is_defined);
}

/// An end of a strand that touches none of its bones, where the part names soft tissue, rides on the nearest station of that tissue.
Host find_host(const TissueModel& model, anatomy::PartIndex index, const FibredPart& part, bool origin, const glm::dvec3& end) {
    const std::vector<std::string>& soft = soft_end(definition_of(model, index), origin);
    if (soft.empty() || distance_to_end_bones(model, part, origin, end) < k_host_gap) return {};
    Host best;
    double nearest = 0.03;
    for (const std::string& id : soft)
        for (const anatomy::PartIndex p : model.body->find_definition(id, model.body->part(index).side)) {
            if (!may_carry(model, index, p)) continue;
            const FibredPart& host = fibred_part(model, p);
            for (std::uint32_t k = 0; k < host.strands.size(); ++k)
                for (std::uint32_t i = 0; i < host.strands[k].centre.size(); ++i) {
                    const double distance = glm::distance(host.strands[k].centre[i], end);
                    if (distance < nearest) nearest = distance, best = {p, k, i};
                }
        }
    return best;
}

/// Finds what the ends of all strands ride on, but for those that pull at a bone through a tendon.
void find_hosts(const TissueModel& model, anatomy::PartIndex index, const std::vector<RawPath>& raw, FibredPart& part) {
    for (std::size_t k = 0; k < part.strands.size(); ++k)
        for (const bool origin : {true, false}) {
            Strand& strand = part.strands[k];
            if ((origin ? raw[k].lead : raw[k].tail) > 0) continue;
            const Host host = find_host(model, index, part, origin, origin ? strand.centre.front() : strand.centre.back());
            strand.host[origin ? 0 : 1] = host;
            if (host.part == anatomy::k_no_part) continue;
            if (std::find(part.hosts.begin(), part.hosts.end(), host.part) == part.hosts.end()) part.hosts.push_back(host.part);
            part.rank = std::max(part.rank, 1 + fibred_part(model, host.part).rank);
        }
}

/// The bundle that most samples beside a line belong to, which takes that stretch of the way along the fibres.
std::uint32_t find_bundle(const std::vector<FibreSample>& samples, const StrandShape& shape, double from = 0, double to = 1) {
    std::map<std::uint32_t, double> votes;
    for (const FibreSample& sample : samples) {
        if (sample.along < from || sample.along > to) continue;
        const auto at = static_cast<std::size_t>((sample.along - from) / (to - from) * static_cast<double>(shape.centre.size() - 1) + 0.5);
        const double distance = glm::distance(sample.position, shape.centre[at]) + 0.002;
        votes[sample.bundle] += sample.area / (distance * distance * distance * distance);
    }
    if (votes.empty()) return 0;
    return std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->first;
}

/// How long the way is from a bone of the insertion that hangs beside the one where a line ends, as the patella beside the tibia, to its end:
/// that is a ligament between bones, not the muscle's own.
double measure_beyond_bone(const TissueModel& model, const FibredPart& part, const std::vector<glm::dvec3>& line) {
    constexpr double k_beside = 0.020, k_reached = 0.005;  // metres: at all, and more than at the nearest
    const auto gap = [&](std::size_t s, const glm::dvec3& p) { return model.clouds->distance(part.segments[s], glm::vec3(p)); };
    std::size_t last = part.segments.size();
    for (std::size_t s = 0; s < part.segments.size(); ++s)
        if (part.is_insertion[s] && (last == part.segments.size() || gap(s, line.back()) < gap(last, line.back()))) last = s;
    double out = 0;
    for (std::size_t s = 0; s < part.segments.size(); ++s) {
        if (!part.is_insertion[s] || s == last || parent_of(*model.rig, part.segments[s]) != parent_of(*model.rig, part.segments[last]))
            continue;
        std::vector<double> gaps;
        for (std::size_t i = line.size() / 2; i < line.size(); ++i) gaps.push_back(gap(s, line[i]));
        const double nearest = *std::min_element(gaps.begin(), gaps.end());
        if (nearest > k_beside) continue;
        const auto first = std::find_if(gaps.begin(), gaps.end(), [&](double g) { return g < nearest + k_reached; }) - gaps.begin();
        out = std::max(out, measure_length({line.begin() + static_cast<std::ptrdiff_t>(line.size() / 2) + first, line.end()}));
    }
    return out;
}

/// How long the pieces of a strand are that are no fibre of its own: those on the bones that it is grown to, short of the middles of its
/// attachments, and what lies beyond its bone; at the origin and at the insertion. Input: the shapes of all strands of a group, of which this is
/// the k-th.
std::array<double, 2> measure_grown(const TissueModel& model, const FibredPart& part, const std::vector<FibreSample>& samples,
                                    const std::vector<StrandShape>& shapes, std::size_t k, const Extensions& beyond) {
    std::vector<double> share(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto at = static_cast<std::size_t>(samples[i].along * static_cast<double>(shapes[k].centre.size() - 1) + 0.5);
        const auto distance = [&](const StrandShape& shape) { return glm::distance(shape.centre[at], samples[i].position); };
        const bool own =
            std::all_of(shapes.begin(), shapes.end(), [&](const StrandShape& other) { return distance(shapes[k]) <= distance(other); });
        share[i] = own ? 1.0 : 0.0;
    }
    const auto [from, to] = find_attachment_middles(model, part, samples, share, shapes[k], {!beyond[0].empty(), !beyond[1].empty()});
    const auto length_to = [&](double along) {
        const double x = along * static_cast<double>(shapes[k].centre.size() - 1);
        double length = 0;
        for (std::size_t i = 1; i < shapes[k].centre.size(); ++i)
            length += std::clamp(x - static_cast<double>(i - 1), 0.0, 1.0) * glm::distance(shapes[k].centre[i - 1], shapes[k].centre[i]);
        return length;
    };
    std::vector<glm::dvec3> line = shapes[k].centre;
    line.insert(line.end(), beyond[1].begin(), beyond[1].end());
    // Both are measured from the same end, so the longer one holds the other.
    return {length_to(from), std::max(length_to(1.0) - length_to(to), measure_beyond_bone(model, part, line))};
}

}  // namespace

FibredPart make_fibred_part(const TissueModel& model, anatomy::PartIndex index) {
    FibredPart part;
    const PartSlot& slot = model.slots[index];
    part.segments = slot.segments, part.is_origin = slot.is_origin, part.is_insertion = slot.is_insertion;
    part.rest_volume = measure_rest_volume(model.body->part(index).mesh);
    part.is_sheet = definition_of(model, index).architecture == "sheet";
    part.is_muscle = model.body->part(index).kind == anatomy::Kind::muscle;
    const std::vector<FibreSample> samples = sample_fibres(model.body->part(index).mesh, definition_of(model, index).to_neighbours);
    ENSURE(!samples.empty(), "part {} has no fibres", model.body->part(index).id);
    const auto groups = group_samples(samples);
    std::vector<FibreFrame> frames;
    double longest = 0;
    for (const auto& group : groups)
        frames.push_back(make_fibre_frame(group, groups.size())), longest = std::max(longest, frames.back().length);
    std::vector<RawPath> raw;
    std::vector<StrandShape> all;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        const std::vector<StrandShape> shapes = make_strand_shapes(groups[g], frames[g], count_stations(longest));
        part.sheets.emplace_back(static_cast<std::uint32_t>(part.strands.size()), static_cast<std::uint32_t>(shapes.size()));
        for (const StrandShape& shape : shapes) {
            all.push_back(shape);
            part.strands.emplace_back().bundle = find_bundle(groups[g], shape);
        }
    }
    part.shaping = part.strands.size();
    std::vector<Extensions> beyond = find_extensions(model, index, part, all);
    for (std::size_t g = 0; g < groups.size() && part.is_muscle; ++g) {
        const auto [first, count] = part.sheets[g];
        const std::vector<StrandShape> shapes(all.begin() + first, all.begin() + first + count);
        std::vector<std::array<double, 2>> grown;
        for (std::uint32_t k = 0; k < count; ++k) {
            grown.push_back(measure_grown(model, part, groups[g], shapes, k, beyond[first + k]));
            part.strands[first + k].grown = grown[k][0] + grown[k][1];
        }
        if (part.is_sheet || definition_of(model, index).to_neighbours) continue;
        for (RootedLine& line : find_rooted_lines(model, part, groups[g], shapes)) {
            const std::size_t main = first + line.main;
            Strand& strand = part.strands.emplace_back();
            strand.bundle = find_bundle(groups[g], line.shape, line.from, line.to);
            // An end that it shares with its strand is grown as that one's.
            strand.grown = (line.from <= 0 ? grown[line.main][0] : 0) + (line.to >= 1 ? grown[line.main][1] : 0);
            beyond.push_back(
                {line.from <= 0 ? beyond[main][0] : std::vector<glm::dvec3>{}, line.to >= 1 ? beyond[main][1] : std::vector<glm::dvec3>{}});
            all.push_back(std::move(line.shape));
        }
    }
    for (std::size_t k = 0; k < all.size(); ++k) raw.push_back(extend(all[k], beyond[k]));
    std::vector<std::vector<glm::dvec3>> lines;
    for (const RawPath& path : raw) lines.push_back(path.centre);
    find_solids(model, lines, part);
    const PosedSolids solids = solids_at_rest(model, part);
    for (std::size_t k = 0; k < raw.size(); ++k) {
        weigh_strand(model, part, raw[k], definition_of(model, index).tendon_fraction, part.strands[k]);
        finish_strand_at_rest(part.strands[k], solids);
        part.strands[k].rest_length -= part.strands[k].grown;
        part.rest_length += part.strands[k].rest_length / static_cast<double>(raw.size());
    }
    find_hosts(model, index, raw, part);
    return part;
}

}  // namespace smrt::muscles
