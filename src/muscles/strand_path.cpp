// Stations of a strand under a pose: carried by segments, drawn taut, spaced so that tendons keep their length.
#include "muscles/strand_path.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <utility>

namespace smrt::muscles {
namespace {

constexpr double k_settled = 2e-5;  ///< metres
constexpr int k_most_settling = 20;

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
std::vector<double> share_length(const Path& rest, double length) {
    double yielding = 1e-12;
    for (std::size_t i = 0; i < rest.spacing.size(); ++i) yielding += rest.spacing[i] * rest.yielding[i];
    std::vector<double> out(rest.spacing.size());
    double sum = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = rest.spacing[i] * std::max(0.4, 1.0 + rest.yielding[i] * (length - rest.taut_length) / yielding);
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
    if (weights.weight[1] <= 0) return to_rigid(motions[weights.segment[0]]);
    DualQuaternion sum{{0, 0, 0, 0}, {0, 0, 0, 0}};
    for (std::size_t k = 0; k < SegmentWeights::k_most && weights.weight[k] > 0; ++k)
        add_weighted(sum, motions[weights.segment[k]], static_cast<double>(weights.weight[k]));
    return to_rigid(sum);
}

/// Smallest turn from one unit vector to another, continuous except at exact opposites.
glm::dquat turn_between(const glm::dvec3& from, const glm::dvec3& to) {
    const double cosine = std::clamp(glm::dot(from, to), -0.9999, 1.0);
    const glm::dvec3 axis = glm::cross(from, to);
    return glm::normalize(glm::dquat(1.0 + cosine, axis.x, axis.y, axis.z));
}

/// Bends stations so that their courses agree with a line; the ends stay with their bones.
void turn_stations(const std::vector<glm::dvec3>& course, const std::vector<glm::dvec3>& line, std::vector<PosedStation>& stations) {
    const std::vector<glm::dvec3> tangent = tangents_of(line);
    const double last = static_cast<double>(stations.size() - 1);
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const double u = static_cast<double>(i) / last;
        const double bend = smooth_step(0.0, 0.18, std::min(u, 1.0 - u));
        const glm::dquat full = turn_between(course[i], tangent[i]);
        stations[i].turn = glm::normalize(glm::slerp(glm::dquat(1, 0, 0, 0), full, bend) * stations[i].turn);
    }
}

void measure_stretch(const Strand& strand, const std::vector<glm::dvec3>& line, std::vector<PosedStation>& stations) {
    const std::size_t count = stations.size();
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1, after = std::min(i + 1, count - 1);
        double rest = 0, now = 0;
        for (std::size_t k = before; k < after; ++k)
            rest += glm::distance(strand.centre[k + 1], strand.centre[k]), now += glm::distance(line[k + 1], line[k]);
        const double u = static_cast<double>(i) / static_cast<double>(count - 1);
        const double free = smooth_step(0.0, 0.12, std::min(u, 1.0 - u));
        stations[i].stretch = rest > 1e-12 ? 1.0 + free * (std::clamp(now / rest, 0.35, 2.5) - 1.0) : 1.0;
    }
}

}  // namespace

void finish_strand_at_rest(Strand& strand, const PosedSolids& solids_at_rest) {
    Path& path = strand.path;
    std::vector<glm::dvec3> taut = path.centre;
    path.tangent = tangents_of(path.centre);
    // To its very end, so that the smallest movement finds the path where it was. On an edge of a bone it may go to and fro for ever.
    double before = 0, now = measure_length(path.centre);
    for (int round = 0; round < k_most_settling && std::abs(now - before) > k_settled; ++round) {
        solve_taut_path(taut, path.centre, path.tangent, path, solids_at_rest, k_all_rounds);
        before = std::exchange(now, measure_length(taut));
    }
    path.offset.resize(taut.size()), path.spacing.resize(taut.size() - 1);
    for (std::size_t i = 0; i < taut.size(); ++i) path.offset[i] = path.centre[i] - taut[i];
    for (std::size_t i = 0; i + 1 < taut.size(); ++i) path.spacing[i] = glm::distance(taut[i], taut[i + 1]);
    path.taut_length = measure_length(taut);
    strand.tangent = tangents_of(strand.centre);
    strand.rest_length = measure_length(path.centre);
}

void advance_strand(const Strand& strand, const std::vector<DualQuaternion>& motions, const PosedSolids& solids,
                    const std::array<CarriedEnd, 2>& ends, int rounds, StrandProgress& progress) {
    const Path& rest = strand.path;
    const std::size_t count = rest.centre.size();
    thread_local std::vector<glm::dvec3> tangent;
    const bool from_rest = progress.path.empty(), as_carried = !progress.carried.empty();
    std::vector<glm::dvec3>&path = progress.path, &guess = progress.carried;
    std::vector<glm::dquat>& turns = progress.turns;
    tangent.resize(count), path.resize(count), guess.resize(count), turns.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Rigid motion = i == 0 && ends[0].carried           ? ends[0].motion
                             : i + 1 == count && ends[1].carried ? ends[1].motion
                                                                 : blend(motions, rest.weights[i]);
        const glm::dvec3 carried = motion(rest.centre[i]);
        // It begins where it was against the tissue that carries it.
        if (from_rest)
            path[i] = carried - motion.turn * rest.offset[i];
        else if (as_carried)
            path[i] = carried + motion.turn * (glm::conjugate(turns[i]) * (path[i] - guess[i]));
        turns[i] = motion.turn, guess[i] = carried, tangent[i] = motion.turn * rest.tangent[i];
    }
    path.front() = guess.front(), path.back() = guess.back();
    solve_taut_path(path, guess, tangent, rest, solids, rounds);
}

double measure_strand(const Strand& strand, const StrandProgress& progress) {
    return strand.rest_length + measure_length(progress.path) - strand.path.taut_length;
}

std::vector<PosedStation> finish_strand(const Strand& strand, const std::vector<DualQuaternion>& motions, const PosedSolids& solids,
                                        const std::array<CarriedEnd, 2>& ends, const StrandProgress& progress) {
    const Path& rest = strand.path;
    const std::vector<glm::dvec3> path = respace(progress.path, share_length(rest, measure_length(progress.path)));
    std::vector<PosedStation> out(strand.centre.size());
    std::vector<glm::dvec3> line(strand.centre.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const std::size_t at = strand.lead + i;
        line[i] = path[at] + progress.turns[at] * rest.offset[at];
        out[i].turn = blend(motions, strand.turn_weights[i]).turn;
    }
    if (ends[0].carried && strand.lead == 0) out.front().turn = ends[0].motion.turn;
    if (ends[1].carried && strand.lead + line.size() == path.size()) out.back().turn = ends[1].motion.turn;
    push_out(line, strand.lead, rest, solids);
    for (std::size_t i = 0; i < line.size(); ++i) out[i].centre = line[i];
    std::vector<glm::dvec3> course;
    for (std::size_t i = 0; i < line.size(); ++i) course.push_back(out[i].turn * strand.tangent[i]);
    turn_stations(course, line, out);
    measure_stretch(strand, line, out);
    return out;
}

void let_hang(const Strand& strand, const StrandProgress& progress, const glm::dvec3& down, const std::array<glm::dvec3, 2>& ends,
              const PosedSolids& solids, std::vector<PosedStation>& stations) {
    constexpr double k_soft = 0.16;   // of the droop of a free rope
    constexpr double k_most = 0.007;  // metres
    const Path& rest = strand.path;
    const double slack = std::max(0.0, rest.taut_length - measure_length(progress.path));
    if (slack <= 0 && ends[0] == glm::dvec3(0) && ends[1] == glm::dvec3(0)) return;
    std::vector<glm::dvec3> line;
    for (const PosedStation& station : stations) line.push_back(station.centre);
    const std::vector<glm::dvec3> course = tangents_of(line);
    const double depth = k_soft * std::sqrt(0.375 * slack * glm::distance(line.front(), line.back()));
    const double droop = k_most * depth / (k_most + depth);  // nears the most softly
    for (std::size_t i = 0; i < line.size(); ++i) {
        const double u = static_cast<double>(i) / static_cast<double>(line.size() - 1);
        const std::size_t at = strand.lead + i;
        const double yielding = 0.5 * (rest.yielding[at == 0 ? 0 : at - 1] + rest.yielding[std::min(at, rest.yielding.size() - 1)]);
        const double belly = yielding * (1.0 - rest.guide[at]);
        line[i] += droop * belly * std::sin(glm::pi<double>() * u) * (down - glm::dot(down, course[i]) * course[i]);
        line[i] += (1 - u) * ends[0] + u * ends[1];
    }
    push_out(line, strand.lead, rest, solids);
    turn_stations(course, line, stations);
    for (std::size_t i = 0; i < line.size(); ++i) stations[i].centre = line[i];
    measure_stretch(strand, line, stations);
}

void keep_width(const FibredPart& part, std::vector<std::vector<PosedStation>>& posed) {
    for (const auto& [first, strands] : part.sheets) {
        if (strands < 2) continue;
        const double share = 1.0 / static_cast<double>(strands);
        for (std::size_t i = 0; i < posed[first].size(); ++i) {
            glm::dvec3 rest_middle(0), middle(0);
            for (std::size_t k = first; k < first + strands; ++k) {
                rest_middle += share * part.strands[k].centre[i];
                middle += share * posed[k][i].centre;
            }
            for (std::size_t k = first; k < first + strands; ++k) {
                const glm::dvec3 off = posed[k][i].centre - middle;
                const double wanted = glm::distance(part.strands[k].centre[i], rest_middle), now = glm::length(off);
                const double factor = wanted > 1e-6 ? std::clamp(wanted / std::max(now, 0.4 * wanted), 1.0, 2.5) : 1.0;
                posed[k][i].centre = middle + off * (1.0 + 0.85 * (factor - 1.0));
            }
        }
    }
}

}  // namespace smrt::muscles
