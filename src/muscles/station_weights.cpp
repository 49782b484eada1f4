// Weights by distance to the bones between the ends; tendons that hug a bone or run under a retinaculum are held there.
#include "muscles/station_weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;
using Rows = std::vector<std::vector<double>>;

// Guides: how firmly stations are held where they are carried. Chosen once for all muscles, against the lever arms of published models.
constexpr double k_loose = 0.045;  ///< everywhere: muscles are packed among their neighbours
constexpr double k_fascia = 0.05;  ///< more where a belly lies along one bone
constexpr double k_bound = 0.97;   ///< tendons on their bones and under retinacula
constexpr double k_thin = 0.009;   ///< metres: what is thicker is belly, which nothing holds down

/// Weight of a segment by distance: what is twice as far counts a sixteenth.
double by_distance(double distance) {
    return 1.0 / std::pow(distance + 0.004, 4.0);
}

void normalise(std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& w : weights) w = sum > 0 ? w / sum : 1.0 / static_cast<double>(weights.size());
}

/// Whether the tendons on a segment's bones run in sheaths: in hand and foot.
bool has_sheaths(const TissueModel& model, SegmentIndex segment) {
    const std::vector<anatomy::PartIndex>& bones = model.rig->segments[segment].bones;
    if (bones.empty()) return false;
    const anatomy::Region region = model.body->part(bones.front()).region;
    return region == anatomy::Region::hand || region == anatomy::Region::foot;
}

/// How firmly a station is held in place: tendons where they hug a bone or run under a retinaculum, bellies little.
/// Input: `nearest` the segment whose bone is nearest, at a distance of `gap`; `most` the largest share of a segment.
double measure_guide(const TissueModel& model, const glm::dvec3& station, double radius, SegmentIndex nearest, double gap, double most) {
    const double belly = k_loose + k_fascia * smooth_step(0.80, 0.98, most);
    const double thin = 1.0 - smooth_step(0.6 * k_thin, k_thin, radius);
    if (thin <= 0) return belly;
    const double hugs = has_sheaths(model, nearest) ? 1.0 - smooth_step(0.003, 0.006, gap - radius) : 0.0;
    double under = 0;
    if (!model.retinacula->empty())
        under = 1.0 - smooth_step(0.004, 0.008, static_cast<double>(model.retinacula->nearest(glm::vec3(station)).distance) - radius);
    return std::max(belly, k_bound * thin * std::max(hugs, under));
}

/// Whether an end reaches its bones: 1 there; one that ends far from them, without a tendon of its own, goes with what is around it.
double holds_end(const TissueModel& model, const FibredPart& part, bool origin, const glm::dvec3& end) {
    const double nearest = distance_to_end_bones(model, part, origin, end);
    const double held = 1.0 - smooth_step(0.04, 0.10, nearest);
    return part.is_sheet ? std::max(0.5, held) : held;  // a sheath goes half with the bones that it is fixed to
}

/// Segments that a line hangs between: those from its end at the origin to that at the insertion, and all that carry others. The rest
/// hang beside its way.
std::vector<bool> find_way(const TissueModel& model, const FibredPart& part, const RawPath& raw) {
    const auto end_segment = [&](bool origin) {
        SegmentIndex best = part.segments.front();
        double nearest = 1e9;
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            if (origin ? !part.is_origin[s] : !part.is_insertion[s]) continue;
            const double distance = model.clouds->distance(part.segments[s], glm::vec3(origin ? raw.centre.front() : raw.centre.back()));
            if (distance < nearest) nearest = distance, best = part.segments[s];
        }
        return best;
    };
    const auto on_way_up = [&](SegmentIndex from, SegmentIndex wanted) {
        for (;; from = parent_of(*model.rig, from)) {
            if (from == wanted) return true;
            if (from == skeleton::k_root) return false;
        }
    };
    const auto carries = [&](SegmentIndex s) {
        return std::any_of(model.rig->joints.begin(), model.rig->joints.end(), [&](const auto& j) { return j.parent == s; });
    };
    const SegmentIndex first = end_segment(true);
    SegmentIndex last = end_segment(false);
    // What ends on the patella pulls at the tibia through it, as its neighbours do that run on.
    for (std::size_t s = 0; s < part.segments.size() && !carries(last); ++s)
        if (part.is_insertion[s] && carries(part.segments[s]) && !on_way_up(last, part.segments[s])) last = part.segments[s];
    std::vector<bool> out;
    for (const SegmentIndex s : part.segments) out.push_back(carries(s) || on_way_up(first, s) || on_way_up(last, s));
    return out;
}

/// How far a line is grown to a bone that hangs beside its way, as the tendon of quadriceps is to the patella: 0 free .. 1 within it.
double grown_beside(double gap, double radius) {
    return 1.0 - smooth_step(0.002, 0.014, gap - radius);
}

/// The very end of a line that touches bone rides on that bone alone: between two bones it would slide off both.
/// Input: weights of the bones of that end, 0 for others.
void attach(const TissueModel& model, const FibredPart& part, const glm::dvec3& end, std::vector<double>& weights) {
    constexpr double k_contact = 0.006;  // metres
    std::size_t nearest = 0;
    double gap = k_contact;
    for (std::size_t s = 0; s < weights.size(); ++s) {
        if (weights[s] <= 0) continue;
        const double distance = model.clouds->distance(part.segments[s], glm::vec3(end));
        if (distance < gap) gap = distance, nearest = s;
    }
    if (gap < k_contact)
        for (std::size_t s = 0; s < weights.size(); ++s) weights[s] = s == nearest ? 1.0 : 0.0;
}

/// Shares of the part's segments along a path: by distance between the ends, only the end's own segments at an end.
Rows weigh_stations(const TissueModel& model, const FibredPart& part, const RawPath& raw, Path& path) {
    const std::size_t count = raw.centre.size();
    Rows rows(count);
    path.guide.assign(count, 0.0);
    const double held[2] = {holds_end(model, part, true, raw.centre.front()), holds_end(model, part, false, raw.centre.back())};
    const std::vector<bool> on_way = find_way(model, part, raw);
    for (std::size_t i = 0; i < count; ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(count - 1);
        std::vector<double> between, origin, insertion;
        double gap = 1, beside = 0;
        std::size_t sesamoid = 0;
        SegmentIndex nearest = part.segments.front();
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            const double distance = model.clouds->distance(part.segments[s], glm::vec3(raw.centre[i]));
            if (distance < gap) gap = distance, nearest = part.segments[s];
            if (!on_way[s] && part.is_insertion[s])
                if (const double grown = grown_beside(distance, raw.radius[i]); grown > beside) beside = grown, sesamoid = s;
            const double w = by_distance(distance);
            between.push_back(w), origin.push_back(part.is_origin[s] ? w : 0), insertion.push_back(part.is_insertion[s] ? w : 0);
        }
        if (i == 0) attach(model, part, raw.centre[i], origin);
        if (i + 1 == count) attach(model, part, raw.centre[i], insertion);
        normalise(between);
        for (std::size_t s = 0; s < between.size(); ++s) between[s] += beside * ((s == sesamoid ? 1.0 : 0.0) - between[s]);
        normalise(origin), normalise(insertion);
        const double at_origin = held[0] * (1.0 - smooth_step(0.0, 0.15, u)), at_insertion = held[1] * smooth_step(0.85, 1.0, u);
        double most = 0;
        for (std::size_t s = 0; s < part.segments.size(); ++s) {
            rows[i].push_back(between[s] * (1 - at_origin - at_insertion) + origin[s] * at_origin + insertion[s] * at_insertion);
            most = std::max(most, between[s]);
        }
        path.guide[i] = std::max(measure_guide(model, raw.centre[i], raw.radius[i], nearest, gap, most), k_bound * beside);
    }
    return rows;
}

/// A muscle twists along its whole length, not where its line passes from one bone to the next.
void spread_turns(Rows rows, std::size_t lead, std::size_t count, Strand& strand) {
    for (int step = 0; step < 40; ++step) {
        const Rows before = rows;
        for (std::size_t i = 1; i + 1 < rows.size(); ++i)
            for (std::size_t s = 0; s < rows[i].size(); ++s) rows[i][s] = 0.5 * before[i][s] + 0.25 * (before[i - 1][s] + before[i + 1][s]);
    }
    for (std::size_t i = 0; i < count; ++i) strand.turn_weights.push_back(pack_weights(rows[lead + i]));
}

/// A solid near a station at rest.
struct NearSolid {
    Heed heed;
    double distance = 0;    ///< metres at rest
    glm::dvec3 outward{0};  ///< unit, from the solid
};

/// Which way a line bends at a station: from there to the middle of its neighbours, metres.
glm::dvec3 measure_bend(const std::vector<glm::dvec3>& line, std::size_t i) {
    const std::size_t around = std::min({std::size_t{3}, i, line.size() - 1 - i});
    return 0.5 * (line[i - around] + line[i + around]) - line[i];
}

/// What lies between two solids is held off by one of them: by both it could be crushed and thrown to the far side of a thin bone. The other
/// one it may touch. Held off by that which the line bends around; else by the rib cage, since all glides on it, or by the nearer one.
void hold_off_one_of_opposites(std::vector<NearSolid>& solids, const glm::dvec3& bend) {
    constexpr double k_between = 0.022, k_opposite = -0.5;  // metres, cosine
    constexpr double k_bends = 0.0008;                      // metres
    const auto order = [&](const NearSolid& s) {
        const double inside = -glm::dot(bend, s.outward);
        if (s.distance < k_between && inside > k_bends) return -1.0 - inside;
        return s.heed.solid == Heed::k_barrel && s.distance < k_between ? -1.0 : s.distance;
    };
    std::stable_sort(solids.begin(), solids.end(), [&](const NearSolid& a, const NearSolid& b) { return order(a) < order(b); });
    for (std::size_t i = 0; i < solids.size(); ++i)
        for (std::size_t k = i + 1; k < solids.size(); ++k)
            if (solids[k].distance < k_between && glm::dot(solids[i].outward, solids[k].outward) < k_opposite)
                solids[k].heed.clearance = std::min(solids[k].heed.clearance, 0.0f);
}

/// How close the path may come to each solid: as close as at rest, and never asked to be farther away than the muscle is thick.
void measure_clearances(const TissueModel& model, const FibredPart& part, const RawPath& raw, Path& path) {
    constexpr double k_near = 0.06;   // metres: what is farther from a station at rest it never meets
    constexpr double k_short = 0.04;  // metres: a ligament that short runs straight; round a process it would only be caught
    const bool straight = !part.is_muscle && measure_length(raw.centre) < k_short;
    for (std::size_t i = 0; i < raw.centre.size(); ++i) {
        path.first_heed.push_back(static_cast<std::uint32_t>(path.heeds.size()));
        if (straight) continue;
        const double own = 0.85 * raw.radius[i];
        std::vector<NearSolid> near;
        for (std::uint32_t b = 0; b < part.bones.size(); ++b) {
            const BoneSolid& bone = *model.obstacles.bones[part.bones[b]];
            const geometry::DistanceGrid& grid = bone_grid(*model.body, bone);
            if (distance_to_box(glm::vec3(raw.centre[i]), model.body->part(bone.part).mesh.box) > k_near) continue;
            const double limit = std::min(own, 0.7 * static_cast<double>(grid.margin));
            const auto rest = grid.sample(glm::vec3(raw.centre[i]));
            const auto distance = static_cast<double>(rest.distance);
            near.push_back({{b, static_cast<float>(std::min(limit, distance))}, distance, glm::dvec3(rest.outward)});
        }
        if (part.heeds_barrel) {
            const Clearance barrel = measure_clearance(model.obstacles.barrel, raw.centre[i]);
            near.push_back({{Heed::k_barrel, static_cast<float>(std::min(own, barrel.distance))}, barrel.distance, barrel.outward});
        }
        hold_off_one_of_opposites(near, measure_bend(raw.centre, i));
        for (const NearSolid& solid : near) path.heeds.push_back(solid.heed);
    }
    path.first_heed.push_back(static_cast<std::uint32_t>(path.heeds.size()));
}

/// Thin stretches at the ends are tendon: they keep their length. How much of the muscle may count as tendon comes from its
/// definition; where that is not known the shape alone decides.
void find_yielding(const RawPath& raw, double tendon_fraction, Path& path) {
    const std::size_t pieces = raw.centre.size() - 1;
    const double thickest = *std::max_element(raw.radius.begin(), raw.radius.end());
    path.yielding.assign(pieces, 1.0);
    double length = 0, tendon = 0;
    for (std::size_t i = 0; i < pieces; ++i) {
        const double thickness = 0.5 * (raw.radius[i] + raw.radius[i + 1]) / std::max(thickest, 1e-6);
        const double piece = glm::distance(raw.centre[i], raw.centre[i + 1]);
        path.yielding[i] = 0.02 + 0.98 * smooth_step(0.25, 0.65, thickness);
        length += piece, tendon += (1 - path.yielding[i]) * piece;
    }
    if (tendon_fraction >= 0 && tendon > tendon_fraction * length)
        for (double& y : path.yielding) y = 1 - (1 - y) * tendon_fraction * length / tendon;
    for (std::size_t i = 0; i < pieces; ++i)
        if (i < raw.lead || i + raw.tail >= pieces) path.yielding[i] = 0.02;
}

/// Whether a segment hangs on the sternum: clavicle, scapula and the arm glide over the ribs.
bool hangs_on_sternum(const skeleton::Rig& rig, SegmentIndex segment, SegmentIndex sternum) {
    for (; segment != skeleton::k_root; segment = parent_of(rig, segment))
        if (segment != sternum && parent_of(rig, segment) == sternum)
            return rig.segments[segment].name.find("clavicle") != std::string::npos;
    return false;
}

}  // namespace

double distance_to_end_bones(const TissueModel& model, const FibredPart& part, bool origin, const glm::dvec3& point) {
    double nearest = 1;
    for (std::size_t s = 0; s < part.segments.size(); ++s)
        if (origin ? part.is_origin[s] : part.is_insertion[s])
            nearest = std::min(nearest, model.clouds->distance(part.segments[s], glm::vec3(point)));
    return nearest;
}

SegmentWeights pack_weights(const std::vector<double>& row) {
    std::vector<std::uint16_t> order(row.size());
    std::iota(order.begin(), order.end(), std::uint16_t{0});
    const std::size_t count = std::min(SegmentWeights::k_most, row.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](auto a, auto b) { return row[a] > row[b] || (row[a] == row[b] && a < b); });
    SegmentWeights out;
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += row[order[k]];
    for (std::size_t k = 0; k < count; ++k) out.segment[k] = order[k], out.weight[k] = static_cast<float>(row[order[k]] / sum);
    return out;
}

PosedSolids solids_at_rest(const TissueModel& model, const FibredPart& part) {
    PosedSolids out;
    for (const std::uint32_t b : part.bones)
        out.bones.push_back({&bone_grid(*model.body, *model.obstacles.bones[b]), glm::dmat3(1), glm::dvec3(0)});
    if (part.heeds_barrel) out.barrel = &model.obstacles.barrel;
    return out;
}

void find_solids(const TissueModel& model, const std::vector<std::vector<glm::dvec3>>& lines, FibredPart& part) {
    constexpr float k_reach = 0.05f;  // metres
    geometry::Box box;
    for (const auto& line : lines)
        for (const glm::dvec3& p : line) box.include(glm::vec3(p));
    const auto sternum = model.rig->find_segment("manubrium");
    const bool on_arm = sternum && std::any_of(part.segments.begin(), part.segments.end(),
                                               [&](SegmentIndex s) { return hangs_on_sternum(*model.rig, s, *sternum); });
    double barrel = 1;
    for (const auto& line : lines)
        for (const glm::dvec3& p : line) barrel = std::min(barrel, measure_clearance(model.obstacles.barrel, p).distance);
    // What joins arm and shoulder blade only goes over the ribs if it lies on them; else an arm that is led into the trunk would wind it around.
    const auto is_end_on_trunk = [&](const std::vector<bool>& is_end) {
        for (std::size_t s = 0; s < part.segments.size(); ++s)
            if (is_end[s] && !hangs_on_sternum(*model.rig, part.segments[s], *sternum)) return true;
        return false;
    };
    part.heeds_barrel = on_arm && barrel < (is_end_on_trunk(part.is_origin) || is_end_on_trunk(part.is_insertion) ? 0.07 : 0.015);
    for (std::uint32_t b = 0; b < model.obstacles.bones.size(); ++b) {
        const BoneSolid& bone = *model.obstacles.bones[b];
        const auto place = std::find(part.segments.begin(), part.segments.end(), bone.segment);
        if (place == part.segments.end()) continue;
        const anatomy::Part& solid = model.body->part(bone.part);
        if (part.heeds_barrel && solid.region == anatomy::Region::thorax) continue;
        const glm::vec3 gap = glm::max(solid.mesh.box.lower - box.upper, box.lower - solid.mesh.box.upper);
        if (std::max({gap.x, gap.y, gap.z}) < k_reach)
            part.bones.push_back(b), part.bone_segments.push_back(static_cast<std::size_t>(place - part.segments.begin()));
    }
}

void weigh_strand(const TissueModel& model, const FibredPart& part, const RawPath& raw, double tendon_fraction, Strand& strand) {
    Path& path = strand.path;
    path.centre = raw.centre;
    strand.lead = raw.lead;
    const std::size_t count = raw.centre.size() - raw.lead - raw.tail;
    strand.centre.assign(raw.centre.begin() + static_cast<std::ptrdiff_t>(raw.lead),
                         raw.centre.begin() + static_cast<std::ptrdiff_t>(raw.lead + count));
    const Rows rows = weigh_stations(model, part, raw, path);
    for (const auto& row : rows) path.weights.push_back(pack_weights(row));
    spread_turns(rows, raw.lead, count, strand);
    measure_clearances(model, part, raw, path);
    find_yielding(raw, tendon_fraction, path);
}

}  // namespace smrt::muscles
