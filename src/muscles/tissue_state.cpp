// Measuring all tissue under a pose; only muscles between segments that moved against each other are solved.
#include "muscles/tissue_state.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/parallel.h"

namespace smrt::muscles {
namespace {

using anatomy::PartIndex;

/// The same motion but for rounding.
bool is_alike(const glm::dmat4& a, const glm::dmat4& b) {
    for (int i = 0; i < 4; ++i)
        for (int k = 0; k < 3; ++k)
            if (std::abs(a[i][k] - b[i][k]) > 1e-11) return false;
    return true;
}

/// Without the last digits, where the rounding of a motion of the whole body shows.
DualQuaternion rounded(const DualQuaternion& motion) {
    constexpr double k_parts = 1099511627776.0;  // 2^40: to a picometre
    const auto round = [](const glm::dquat& q) {
        const auto part = [](double x) { return std::nearbyint(x * k_parts) / k_parts; };
        return glm::dquat(part(q.w), part(q.x), part(q.y), part(q.z));
    };
    return {round(motion.real), round(motion.dual)};
}

/// Motions of what a part's paths depend on, seen from the part's first segment: whatever carries the part as a whole changes no path, not
/// even by rounding, which could tip a path over an edge of a bone.
struct PartMotions {
    DualQuaternion first;                  ///< of the first segment, from rest
    std::vector<DualQuaternion> segments;  ///< in the order of FibredPart::segments
    DualQuaternion barrel;                 ///< of the rib cage
};

PartMotions motions_of(const TissueState& state, const FibredPart& part) {
    PartMotions out;
    out.first = state.motions[part.segments.front()];
    const DualQuaternion back = inverse(out.first);
    for (const skeleton::SegmentIndex s : part.segments) out.segments.push_back(rounded(multiply(back, state.motions[s])));
    out.barrel = rounded(multiply(back, state.motions[state.model->obstacles.barrel.segment]));
    return out;
}

/// A share of the way from rest, each segment's own.
PartMotions part_way(const PartMotions& whole, double share) {
    PartMotions out;
    out.first = whole.first;
    for (const DualQuaternion& motion : whole.segments) out.segments.push_back(turn_part(motion, share));
    out.barrel = turn_part(whole.barrel, share);
    return out;
}

/// The same share of the way for an end that another part carries.
CarriedEnd part_way(const CarriedEnd& end, double share) {
    return end.carried ? CarriedEnd{true, to_rigid(turn_part(make_motion(end.motion), share))} : end;
}

/// The largest turn of a part's segments against the first, radians.
double largest_turn(const PartMotions& motions) {
    double least = 1;
    for (const DualQuaternion& motion : motions.segments) least = std::min(least, std::abs(motion.real.w));
    return 2 * std::acos(std::clamp(least, -1.0, 1.0));
}

PosedSolids pose_solids(const TissueModel& model, const FibredPart& part, const PartMotions& motions) {
    PosedSolids out;
    for (std::size_t b = 0; b < part.bones.size(); ++b) {
        const Rigid motion = to_rigid(motions.segments[part.bone_segments[b]]);
        out.bones.push_back(
            {&bone_grid(*model.body, *model.obstacles.bones[part.bones[b]]), glm::mat3(glm::mat3_cast(motion.turn)), motion.shift});
    }
    if (!part.heeds_barrel) return out;
    out.barrel = &model.obstacles.barrel;
    out.barrel_motion = to_rigid(motions.barrel);
    return out;
}

const PosedPart* find_posed(const TissueState& state, PartIndex part) {
    const int place = part == anatomy::k_no_part ? -1 : find_fibred(*state.model, part);
    return place < 0 ? nullptr : state.fibred[static_cast<std::size_t>(place)].get();
}

const std::vector<std::vector<PosedStation>>& taut_stations_of(const TissueState& state, PartIndex part, const PosedPart& posed);

/// Input: the motion of the first segment of the part whose end it is.
CarriedEnd carry_end(const TissueState& state, const Host& host, const DualQuaternion& first) {
    const PosedPart* posed = find_posed(state, host.part);
    if (posed == nullptr) return {};
    const PosedStation& station = taut_stations_of(state, host.part, *posed)[host.strand][host.station];
    const FibredPart& part = fibred_part(*state.model, host.part);
    const glm::dvec3& rest = part.strands[host.strand].centre[host.station];
    const DualQuaternion carried = make_motion({station.turn, station.centre - station.turn * rest});
    return {true, to_rigid(rounded(multiply(multiply(inverse(first), state.motions[part.segments.front()]), carried)))};
}

/// How far the picture of a host droops below its taut line where an end rides on it, metres, in the world.
glm::dvec3 droop_of(const TissueState& state, const Host& host) {
    const PosedPart* posed = find_posed(state, host.part);
    if (posed == nullptr) return glm::dvec3(0);
    const PosedStation& taut = taut_stations_of(state, host.part, *posed)[host.strand][host.station];
    const Rigid first = to_rigid(state.motions[fibred_part(*state.model, host.part).segments.front()]);
    return stations_of(state, host.part, *posed)[host.strand][host.station].centre - first(taut.centre);
}

/// Ends of a strand that other parts carry.
using CarriedEnds = std::array<CarriedEnd, 2>;

CarriedEnds carry_ends(const TissueState& state, const Strand& strand, const DualQuaternion& first) {
    return {carry_end(state, strand.host[0], first), carry_end(state, strand.host[1], first)};
}

/// Paths of all strands of a part. Far postures are reached in steps, so that a path stays on the side of a bone where it is at rest.
/// Input: `start` holds paths of a posture close by, if any.
void solve_strands(const TissueState& state, const FibredPart& part, PosedPart& posed,
                   const std::vector<std::vector<glm::dvec3>>* start = nullptr) {
    constexpr double k_step = 0.6;  // radians
    const PartMotions whole = motions_of(state, part);
    std::vector<CarriedEnds> ends;
    for (const Strand& strand : part.strands) ends.push_back(carry_ends(state, strand, whole.first));
    const bool started = start != nullptr && start->size() == part.strands.size();
    const int steps = started || part.bones.empty() ? 1 : std::min(5, 1 + static_cast<int>(largest_turn(whole) / k_step));
    std::vector<StrandProgress>& progress = posed.progress;
    progress.resize(part.strands.size());
    for (std::size_t k = 0; k < part.strands.size() && started; ++k) progress[k].path = (*start)[k];
    for (int step = 1; step < steps; ++step) {
        const double share = static_cast<double>(step) / steps;
        const PartMotions motions = part_way(whole, share);
        const PosedSolids solids = pose_solids(*state.model, part, motions);
        for (std::size_t k = 0; k < part.strands.size(); ++k)
            advance_strand(part.strands[k], motions.segments, solids, {part_way(ends[k][0], share), part_way(ends[k][1], share)},
                           k_few_rounds, progress[k]);
    }
    const PosedSolids solids = pose_solids(*state.model, part, whole);
    double length = 0;
    for (std::size_t k = 0; k < part.strands.size(); ++k) {
        advance_strand(part.strands[k], whole.segments, solids, ends[k], k_all_rounds, progress[k]);
        posed.lengths.push_back(measure_strand(part.strands[k], progress[k]));
        length += posed.lengths.back();
    }
    posed.length = length / static_cast<double>(part.strands.size());
}

/// Stations that were moved aside must not be in a bone for it.
void keep_out(const FibredPart& part, const PosedSolids& solids, std::vector<std::vector<PosedStation>>& strands) {
    for (std::size_t k = 0; k < part.strands.size(); ++k) {
        std::vector<glm::dvec3> line;
        for (const PosedStation& station : strands[k]) line.push_back(station.centre);
        push_out(line, part.strands[k].lead, part.strands[k].path, solids);
        for (std::size_t i = 0; i < line.size(); ++i) strands[k][i].centre = line[i];
    }
}

/// Stations along the taut paths, seen from the part's first segment; strands side by side keep their distance, and stay out of the bones
/// for it.
std::vector<std::vector<PosedStation>> make_taut_stations(const TissueState& state, const FibredPart& part, const PosedPart& posed) {
    const PartMotions whole = motions_of(state, part);
    const PosedSolids solids = pose_solids(*state.model, part, whole);
    std::vector<std::vector<PosedStation>> out;
    for (std::size_t k = 0; k < part.strands.size(); ++k)
        out.push_back(
            finish_strand(part.strands[k], whole.segments, solids, carry_ends(state, part.strands[k], whole.first), posed.progress[k]));
    keep_width(part, out);
    if (std::any_of(part.sheets.begin(), part.sheets.end(), [](const auto& sheet) { return sheet.second > 1; }))
        keep_out(part, solids, out);
    return out;
}

const std::vector<std::vector<PosedStation>>& taut_stations_of(const TissueState& state, PartIndex part, const PosedPart& posed) {
    std::call_once(posed.tautened, [&] { posed.taut = make_taut_stations(state, fibred_part(*state.model, part), posed); });
    return posed.taut;
}

/// The same in the world and drooping, which no length depends on.
std::vector<std::vector<PosedStation>> make_stations(const TissueState& state, PartIndex index, const PosedPart& posed) {
    const FibredPart& part = fibred_part(*state.model, index);
    std::vector<std::vector<PosedStation>> out = taut_stations_of(state, index, posed);
    const PartMotions whole = motions_of(state, part);
    const PosedSolids solids = pose_solids(*state.model, part, whole);
    const Rigid first = to_rigid(whole.first);
    const glm::dquat back = glm::conjugate(first.turn);
    for (std::size_t k = 0; k < out.size(); ++k) {
        const Strand& strand = part.strands[k];
        let_hang(strand, posed.progress[k], back * glm::dvec3(0, -1, 0),
                 {back * droop_of(state, strand.host[0]), back * droop_of(state, strand.host[1])}, solids, out[k]);
        for (PosedStation& station : out[k]) station.centre = first(station.centre), station.turn = first.turn * station.turn;
    }
    return out;
}

void solve_part(TissueState& state, std::size_t place) {
    const PartIndex index = state.model->fibred[place];
    const FibredPart& part = fibred_part(*state.model, index);
    auto posed = std::make_shared<PosedPart>();
    solve_strands(state, part, *posed);
    state.fibred[place] = std::move(posed);
}

/// The same motions of all that a part's shape depends on: its segments, the ribs that it glides over, the parts that it rides on.
bool is_carried_alike(const TissueState& a, const TissueState& b, PartIndex part) {
    if (a.model != b.model) return false;
    const auto same = [&](skeleton::SegmentIndex s) { return a.segments[s] == b.segments[s]; };
    const PartSlot& slot = a.model->slots[part];
    if (slot.motion == Motion::rigid) return same(slot.segment);
    if (!std::all_of(slot.segments.begin(), slot.segments.end(), same)) return false;
    if (slot.motion != Motion::fibred) return true;
    const FibredPart& fibred = fibred_part(*a.model, part);
    if (fibred.heeds_barrel && !same(a.model->obstacles.barrel.segment)) return false;
    return std::all_of(fibred.hosts.begin(), fibred.hosts.end(), [&](PartIndex host) { return is_carried_alike(a, b, host); });
}

/// Those whose ends ride on other parts wait until these are solved; what has not moved since another state is taken over.
void solve_parts(TissueState& state, const TissueState* before) {
    std::vector<std::vector<std::size_t>> ranks;
    for (std::size_t i = 0; i < state.model->fibred.size(); ++i) {
        const PartIndex p = state.model->fibred[i];
        state.readings[i].part = p;
        if (moves_as_one(state.segments, state.model->slots[p].segments)) continue;
        if (before != nullptr && is_carried_alike(state, *before, p)) {
            state.fibred[i] = before->fibred[i];
            continue;
        }
        const auto rank = static_cast<std::size_t>(fibred_part(*state.model, p).rank);
        if (ranks.size() <= rank) ranks.resize(rank + 1);
        ranks[rank].push_back(i);
    }
    for (const auto& list : ranks) base::parallel_for(list.size(), [&](std::size_t i) { solve_part(state, list[i]); });
    for (std::size_t i = 0; i < state.fibred.size(); ++i)
        if (state.fibred[i]) state.readings[i].length = state.fibred[i]->length;
}

}  // namespace

const std::vector<std::vector<PosedStation>>& stations_of(const TissueState& state, PartIndex part, const PosedPart& posed) {
    std::call_once(posed.shaped, [&] { posed.strands = make_stations(state, part, posed); });
    return posed.strands;
}

bool is_same(const TissueState& a, const TissueState& b, PartIndex part) {
    return is_carried_alike(a, b, part) && !is_gathered(a, part) && !is_gathered(b, part);
}

int find_fibred(const TissueModel& model, PartIndex part) {
    const auto found = std::lower_bound(model.fibred.begin(), model.fibred.end(), part);
    return found == model.fibred.end() || *found != part ? -1 : static_cast<int>(found - model.fibred.begin());
}

bool moves_as_one(const std::vector<glm::dmat4>& posed, const std::vector<skeleton::SegmentIndex>& segments) {
    return std::all_of(segments.begin(), segments.end(),
                       [&](skeleton::SegmentIndex s) { return is_alike(posed[s], posed[segments.front()]); });
}

TissueStatePtr measure_tissue(const TissueModelPtr& model, const skeleton::PosedBody& posed, const TissueStatePtr& before) {
    auto state = std::make_shared<TissueState>();
    state->model = model;
    state->segments = posed.segments;
    state->motions = make_segment_motions(*model->rig, posed);
    state->fibred.resize(model->fibred.size());
    state->readings.resize(model->fibred.size());
    // The strands of all muscles are needed for their resting lengths; later calls find them made.
    base::parallel_for(model->fibred.size(), [&](std::size_t i) {
        const double rest = fibred_part(*model, model->fibred[i]).rest_length;
        state->readings[i] = {model->fibred[i], rest, rest};
    });
    solve_parts(*state, before.get());
    state->gathers = find_gathers(*model, posed, {});
    for (Reading& reading : state->readings) reading.length -= gathered_length(*state, reading.part, reading.length);
    return state;
}

const std::vector<PartIndex>& fibred_parts(const TissueModelPtr& model) {
    return model->fibred;
}

double FibreLengths::mean(std::uint32_t bundle) const {
    double sum = 0, count = 0;
    for (std::size_t k = 0; k < lengths.size(); ++k)
        if (bundle == 0 || bundles[k] == bundle) sum += lengths[k], count += 1;
    return count > 0 ? sum / count : 0.0;
}

std::vector<FibreLengths> measure_lengths(const TissueModelPtr& model, const skeleton::PosedBody& posed,
                                          const std::vector<PartIndex>& parts, const std::vector<FibreLengths>* start) {
    TissueState state;
    state.model = model;
    state.segments = posed.segments;
    state.motions = make_segment_motions(*model->rig, posed);
    state.fibred.resize(model->fibred.size());
    state.gathers = find_gathers(*model, posed, parts);
    std::vector<FibreLengths> out(parts.size());
    const auto is_bent = [&](PartIndex part) { return !moves_as_one(state.segments, model->slots[part].segments); };
    std::vector<std::vector<PartIndex>> hosts;  // by rank
    const std::function<void(PartIndex)> need = [&](PartIndex part) {
        for (const PartIndex host : fibred_part(*model, part).hosts) {
            if (!is_bent(host)) continue;
            const auto rank = static_cast<std::size_t>(fibred_part(*model, host).rank);
            if (hosts.size() <= rank) hosts.resize(rank + 1);
            if (std::find(hosts[rank].begin(), hosts[rank].end(), host) == hosts[rank].end()) hosts[rank].push_back(host);
            need(host);
        }
    };
    for (const PartIndex part : parts)
        if (find_fibred(*model, part) >= 0) need(part);
    for (const auto& list : hosts)
        base::parallel_for(list.size(), [&](std::size_t i) {
            auto host = std::make_shared<PosedPart>();
            solve_strands(state, fibred_part(*model, list[i]), *host);
            state.fibred[static_cast<std::size_t>(find_fibred(*model, list[i]))] = std::move(host);
        });
    base::parallel_for(parts.size(), [&](std::size_t i) {
        if (find_fibred(*model, parts[i]) < 0) return;
        const FibredPart& part = fibred_part(*model, parts[i]);
        PosedPart scratch;
        if (is_bent(parts[i])) solve_strands(state, part, scratch, start == nullptr ? nullptr : &(*start)[i].paths);
        for (StrandProgress& progress : scratch.progress) out[i].paths.push_back(std::move(progress.path));
        for (std::size_t k = 0; k < part.strands.size(); ++k) {
            const double length = scratch.lengths.empty() ? part.strands[k].rest_length : scratch.lengths[k];
            out[i].lengths.push_back(length - gathered_length(state, parts[i], length));
            out[i].bundles.push_back(part.strands[k].bundle);
        }
    });
    return out;
}

std::vector<PartIndex> find_changed(const TissueModelPtr& model, const skeleton::PosedBody& before, const skeleton::PosedBody& after) {
    std::vector<glm::dmat4> change;
    for (std::size_t s = 0; s < before.segments.size(); ++s) change.push_back(after.segments[s] * glm::inverse(before.segments[s]));
    std::vector<PartIndex> out;
    for (const PartIndex part : model->fibred) {
        const auto& segments = model->slots[part].segments;
        if (!std::all_of(segments.begin(), segments.end(), [&](auto s) { return is_alike(change[s], change[segments.front()]); }))
            out.push_back(part);
    }
    return out;
}

const std::vector<Reading>& readings(const TissueState& state) {
    return state.readings;
}

const Reading* find_reading(const TissueState& state, PartIndex part) {
    const int place = find_fibred(*state.model, part);
    return place < 0 ? nullptr : &state.readings[static_cast<std::size_t>(place)];
}

std::vector<std::vector<glm::vec3>> fibre_lines(const TissueState& state, PartIndex part) {
    std::vector<std::vector<glm::vec3>> out;
    const int place = find_fibred(*state.model, part);
    if (place < 0) return out;
    const PosedPart* posed = state.fibred[static_cast<std::size_t>(place)].get();
    const FibredPart& fibred = fibred_part(*state.model, part);
    const glm::mat4 rigid = posed != nullptr ? glm::mat4(1) : placement(state, part);
    for (std::size_t k = 0; k < fibred.strands.size(); ++k) {
        auto& line = out.emplace_back();
        for (std::size_t i = 0; i < fibred.strands[k].centre.size(); ++i)
            line.push_back(posed != nullptr ? glm::vec3(stations_of(state, part, *posed)[k][i].centre)
                                            : glm::vec3(rigid * glm::vec4(glm::vec3(fibred.strands[k].centre[i]), 1)));
    }
    return out;
}

}  // namespace smrt::muscles
