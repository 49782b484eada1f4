// Taut paths by successive over-relaxation with projection out of the bones.
#include "muscles/strand_path.h"

#include <algorithm>
#include <cmath>

namespace smrt::muscles {
namespace {

constexpr int k_sweeps = 28;

void push_out(glm::dvec3& p, const float* clearance, const PosedSolids& solids) {
    for (std::size_t k = 0; k < solids.capsules.size(); ++k) {
        const Clearance c = measure_clearance(solids.capsules[k], p);
        const double lack = clearance[k] - c.distance;
        if (lack > 0) p += c.outward * lack;
    }
    if (solids.barrel == nullptr) return;
    const glm::dquat back = glm::conjugate(solids.barrel_motion.turn);
    const Clearance c = measure_clearance(*solids.barrel, back * (p - solids.barrel_motion.shift));
    const double lack = clearance[solids.capsules.size()] - c.distance;
    if (lack > 0) p += solids.barrel_motion.turn * c.outward * lack;
}

std::vector<glm::dvec3> tangents_of(const std::vector<glm::dvec3>& line) {
    std::vector<glm::dvec3> out(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const glm::dvec3 d = line[std::min(i + 1, line.size() - 1)] - line[i == 0 ? 0 : i - 1];
        const double length = glm::length(d);
        out[i] = length > 1e-12 ? d / length : glm::dvec3(0, 1, 0);
    }
    return out;
}

/// Shares a change of length among the stations: tendon keeps its length, the belly takes the change, never below 40 %.
std::vector<double> share_length(const Strand& strand, double length) {
    double whole = 0, yielding = 1e-12;
    for (std::size_t i = 0; i < strand.spacing.size(); ++i) whole += strand.spacing[i], yielding += strand.spacing[i] * strand.yielding[i];
    std::vector<double> out(strand.spacing.size());
    double sum = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = strand.spacing[i] * std::max(0.4, 1.0 + strand.yielding[i] * (length - whole) / yielding);
        sum += out[i];
    }
    if (sum > 0)
        for (double& l : out) l *= length / sum;
    return out;
}

/// Moves the stations along the path to the given spacing.
std::vector<glm::dvec3> respace(const std::vector<glm::dvec3>& path, const std::vector<double>& spacing) {
    std::vector<glm::dvec3> out(path.size());
    out.front() = path.front(), out.back() = path.back();
    std::size_t piece = 0;
    double start = 0, wanted = 0;
    for (std::size_t i = 1; i + 1 < path.size(); ++i) {
        wanted += spacing[i - 1];
        double length = glm::distance(path[piece + 1], path[piece]);
        while (piece + 2 < path.size() && start + length < wanted) {
            start += length, ++piece;
            length = glm::distance(path[piece + 1], path[piece]);
        }
        const double t = length > 1e-12 ? std::clamp((wanted - start) / length, 0.0, 1.0) : 0.0;
        out[i] = path[piece] + t * (path[piece + 1] - path[piece]);
    }
    return out;
}

Rigid blend(const std::vector<DualQuaternion>& motions, const SegmentWeights& weights) {
    DualQuaternion sum{{0, 0, 0, 0}, {0, 0, 0, 0}};
    for (std::size_t s = 0; s < motions.size(); ++s)
        if (weights[s] > 0) add_weighted(sum, motions[s], weights[s]);
    return to_rigid(sum);
}

/// Smallest turn from one unit vector to another, continuous except at exact opposites.
glm::dquat turn_between(const glm::dvec3& from, const glm::dvec3& to) {
    const double cosine = std::clamp(glm::dot(from, to), -0.9999, 1.0);
    const glm::dvec3 axis = glm::cross(from, to);
    return glm::normalize(glm::dquat(1.0 + cosine, axis.x, axis.y, axis.z));
}

/// Turns of the stations: carried by their segments, then bent so that tangents agree with the path; the ends stay with their bones.
void turn_stations(const Strand& strand, const std::vector<glm::dvec3>& line, std::vector<PosedStation>& stations) {
    const std::vector<glm::dvec3> tangent = tangents_of(line);
    const double last = static_cast<double>(stations.size() - 1);
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const double u = static_cast<double>(i) / last;
        const double bend = smooth_step(0.0, 0.18, std::min(u, 1.0 - u));
        const glm::dquat full = turn_between(stations[i].turn * strand.tangent[i], tangent[i]);
        stations[i].turn = glm::normalize(glm::slerp(glm::dquat(1, 0, 0, 0), full, bend) * stations[i].turn);
    }
}

}  // namespace

double measure_length(const std::vector<glm::dvec3>& line) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i], line[i - 1]);
    return length;
}

void solve_taut_path(std::vector<glm::dvec3>& path, const std::vector<double>& guide, const std::vector<float>& clearance,
                     const PosedSolids& solids) {
    const std::vector<glm::dvec3> guess = path;
    const std::size_t solid_count = solids.capsules.size() + 1;
    for (int sweep = 0; sweep < k_sweeps; ++sweep) {
        const double step = sweep + 4 < k_sweeps ? 1.55 : 1.0;
        for (std::size_t k = 1; k + 1 < path.size(); ++k) {
            const std::size_t i = sweep % 2 == 0 ? k : path.size() - 1 - k;
            const glm::dvec3 middle = 0.5 * (path[i - 1] + path[i + 1]);
            const glm::dvec3 goal = middle + guide[i] * (guess[i] - middle);
            path[i] += step * (goal - path[i]);
            push_out(path[i], &clearance[i * solid_count], solids);
        }
    }
}

void finish_strand_at_rest(Strand& strand, const PosedSolids& solids_at_rest) {
    std::vector<glm::dvec3> taut = strand.centre;
    solve_taut_path(taut, strand.guide, strand.clearance, solids_at_rest);
    strand.offset.resize(taut.size());
    strand.spacing.resize(taut.size() - 1);
    for (std::size_t i = 0; i < taut.size(); ++i) strand.offset[i] = strand.centre[i] - taut[i];
    for (std::size_t i = 0; i + 1 < taut.size(); ++i) strand.spacing[i] = glm::distance(taut[i], taut[i + 1]);
    strand.tangent = tangents_of(strand.centre);
    strand.rest_length = measure_length(strand.centre);
}

std::vector<PosedStation> solve_strand(const Strand& strand, const std::vector<DualQuaternion>& motions, const PosedSolids& solids,
                                       const CarriedEnd& origin, const CarriedEnd& insertion) {
    const std::size_t count = strand.centre.size();
    std::vector<PosedStation> stations(count);
    std::vector<glm::dvec3> path(count);
    std::vector<glm::dquat> carried(count);
    for (std::size_t i = 0; i < count; ++i) {
        Rigid motion = blend(motions, strand.weights[i]);
        stations[i].turn = blend(motions, strand.turn_weights[i]).turn;
        if (i == 0 && origin.carried) motion = origin.motion, stations[i].turn = motion.turn;
        if (i + 1 == count && insertion.carried) motion = insertion.motion, stations[i].turn = motion.turn;
        carried[i] = motion.turn;
        path[i] = motion(strand.centre[i]);
    }
    solve_taut_path(path, strand.guide, strand.clearance, solids);
    path = respace(path, share_length(strand, measure_length(path)));
    std::vector<glm::dvec3> line(count);
    for (std::size_t i = 0; i < count; ++i) line[i] = path[i] + carried[i] * strand.offset[i];
    turn_stations(strand, line, stations);
    for (std::size_t i = 0; i < count; ++i) {
        stations[i].centre = line[i];
        const std::size_t before = i == 0 ? 0 : i - 1, after = std::min(i + 1, count - 1);
        double rest = 0, now = 0;
        for (std::size_t k = before; k < after; ++k)
            rest += glm::distance(strand.centre[k + 1], strand.centre[k]), now += glm::distance(line[k + 1], line[k]);
        const double u = static_cast<double>(i) / static_cast<double>(count - 1);
        const double free = smooth_step(0.0, 0.12, std::min(u, 1.0 - u));
        stations[i].stretch = rest > 1e-12 ? 1.0 + free * (std::clamp(now / rest, 0.35, 2.5) - 1.0) : 1.0;
    }
    return stations;
}

void keep_width(const std::vector<Strand>& strands, std::vector<std::vector<PosedStation>>& posed) {
    if (strands.size() < 2) return;
    const double share = 1.0 / static_cast<double>(strands.size());
    for (std::size_t i = 0; i < posed.front().size(); ++i) {
        glm::dvec3 rest_middle(0), middle(0);
        for (std::size_t k = 0; k < strands.size(); ++k) {
            rest_middle += share * strands[k].centre[i];
            middle += share * posed[k][i].centre;
        }
        for (std::size_t k = 0; k < strands.size(); ++k) {
            const glm::dvec3 off = posed[k][i].centre - middle;
            const double wanted = glm::distance(strands[k].centre[i], rest_middle), now = glm::length(off);
            const double factor = wanted > 1e-6 ? std::clamp(wanted / std::max(now, 0.4 * wanted), 1.0, 2.5) : 1.0;
            posed[k][i].centre = middle + off * (1.0 + 0.85 * (factor - 1.0));
        }
    }
}

}  // namespace smrt::muscles
