// Taut paths: Newton steps on an energy of steps, guides and solids, each an exact block-tridiagonal solution, never uphill.
#include <algorithm>
#include <cmath>
#include <optional>

#include "muscles/strand_path.h"

namespace smrt::muscles {
namespace {

constexpr int k_halvings = 6;
constexpr int k_changes = 8;    ///< of what pushes, within a step
constexpr double k_firm = 300;  ///< how firmly a solid pushes back, against 1 for the pull of a neighbour: tenths of a millimetre give way
constexpr double k_along = 0.02;    ///< of the guide across a course, how much it holds along it
constexpr double k_held = 0.75;     ///< guide above which a station needs no solid to keep it out of its bone
constexpr double k_beside = 0.008;  ///< metres beyond its clearance within which a solid counts as beside a station
constexpr double k_still = 4e-5;    ///< metres: a round that moves nothing farther is the last

Clearance measure(const Heed& heed, const PosedSolids& solids, const glm::dvec3& p) {
    if (heed.solid == Heed::k_barrel) {
        const Clearance c = measure_clearance(*solids.barrel, glm::conjugate(solids.barrel_motion.turn) * (p - solids.barrel_motion.shift));
        return {c.distance, solids.barrel_motion.turn * c.outward};
    }
    const PosedSolids::Bone& bone = solids.bones[heed.solid];
    const auto sample = bone.grid->sample(glm::vec3((p - bone.shift) * bone.turn));  // the turn transposed
    return {static_cast<double>(sample.distance), bone.turn * glm::dvec3(sample.outward)};
}

/// A distance that is no more than the true one, where that is quick to tell.
double measure_at_least(const Heed& heed, const PosedSolids& solids, const glm::dvec3& p) {
    if (heed.solid == Heed::k_barrel) return -1;
    const PosedSolids::Bone& bone = solids.bones[heed.solid];
    return static_cast<double>(bone.grid->at_least(glm::vec3((p - bone.shift) * bone.turn)));
}

/// A solid beside a station, as a plane that pushes when the station is behind it.
struct Plane {
    glm::dvec3 normal{0};
    double level = 0;
    std::uint32_t station = 0;
    bool pushes = false;
};

/// The energy of a path and what a Newton step needs of it.
class Tension {
public:
    Tension(const std::vector<glm::dvec3>& guess, const std::vector<glm::dvec3>& tangent, const Path& rest, const PosedSolids& solids)
        : guess_(guess),
          tangent_(tangent),
          rest_(rest),
          solids_(solids),
          inverse_(guess.size()),
          right_(guess.size()),
          pull_(guess.size()),
          asked_(guess),
          slack_(rest.heeds.size(), 0.0) {
        for (std::size_t i = 0; i < guess.size(); ++i) pull_[i] = 2 * rest.guide[i] / std::max(1e-3, 1 - rest.guide[i]);
    }

    /// Energy of steps and guides alone.
    [[nodiscard]] double measure_free(const std::vector<glm::dvec3>& path) const {
        double energy = 0;
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const glm::dvec3 step = path[i + 1] - path[i];
            energy += 0.5 * glm::dot(step, step);
        }
        for (std::size_t i = 1; i + 1 < path.size(); ++i) {
            const glm::dvec3 off = path[i] - guess_[i];
            const double along = glm::dot(off, tangent_[i]);
            energy += 0.5 * pull_[i] * (glm::dot(off, off) - (1 - k_along) * along * along);
        }
        return energy;
    }

    /// Energy at a path, and the planes of the solids beside it.
    double measure_at(const std::vector<glm::dvec3>& path, std::vector<Plane>& planes) {
        double energy = measure_free(path);
        planes.clear();
        for (std::size_t i = 1; i + 1 < path.size(); ++i) {
            // Distances change no faster than the station moves: a far solid is not asked again before it can have come near.
            const double moved = glm::distance(path[i], asked_[i]);
            asked_[i] = path[i];
            if (rest_.guide[i] > k_held) continue;  // goes where its bone goes
            for (std::uint32_t h = rest_.first_heed[i]; h < rest_.first_heed[i + 1]; ++h) {
                slack_[h] -= moved;
                if (slack_[h] > 0) continue;
                const double clearance = static_cast<double>(rest_.heeds[h].clearance);
                slack_[h] = measure_at_least(rest_.heeds[h], solids_, path[i]) - clearance - k_beside;
                if (slack_[h] > 0) continue;
                const Clearance c = measure(rest_.heeds[h], solids_, path[i]);
                const double lack = clearance - c.distance;
                slack_[h] = -lack - k_beside;
                if (c.outward == glm::dvec3(0) || slack_[h] > 0) continue;
                planes.push_back({c.outward, glm::dot(c.outward, path[i]) + lack, static_cast<std::uint32_t>(i), lack > 0});
                if (lack > 0) energy += 0.5 * k_firm * lack * lack;
            }
        }
        return energy;
    }

    /// Where the planes would have the path: those it would pass push, the others do not.
    void solve(std::vector<glm::dvec3>& path, std::vector<Plane>& planes) {
        for (int step = 0; step < k_changes; ++step) {
            eliminate(path, planes);
            bool changed = false;
            for (Plane& plane : planes) {
                const bool passed = glm::dot(plane.normal, path[plane.station]) < plane.level;
                changed = changed || passed != plane.pushes;
                plane.pushes = passed;
            }
            if (!changed) return;
        }
    }

private:
    void eliminate(std::vector<glm::dvec3>& path, const std::vector<Plane>& planes) {
        const std::size_t last = path.size() - 1;
        std::size_t next = 0;
        for (std::size_t i = 1; i < last; ++i) {
            // Held across its course only: a tendon slides under its retinaculum.
            const glm::dvec3& t = tangent_[i];
            glm::dmat3 a = glm::dmat3(2 + pull_[i]) - (1 - k_along) * pull_[i] * glm::outerProduct(t, t);
            glm::dvec3 r = pull_[i] * (guess_[i] - (1 - k_along) * glm::dot(guess_[i], t) * t);
            for (; next < planes.size() && planes[next].station == i; ++next)
                if (planes[next].pushes) {
                    a += k_firm * glm::outerProduct(planes[next].normal, planes[next].normal);
                    r += k_firm * planes[next].level * planes[next].normal;
                }
            if (i == 1)
                r += path.front();
            else
                a -= inverse_[i - 1], r += inverse_[i - 1] * right_[i - 1];
            if (i + 1 == last) r += path.back();
            inverse_[i] = glm::inverse(a), right_[i] = r;
        }
        for (std::size_t i = last; i-- > 1;) path[i] = inverse_[i] * (i + 1 == last ? right_[i] : right_[i] + path[i + 1]);
    }

    const std::vector<glm::dvec3>&guess_, &tangent_;
    const Path& rest_;
    const PosedSolids& solids_;
    std::vector<glm::dmat3> inverse_;
    std::vector<glm::dvec3> right_;
    std::vector<double> pull_;
    std::vector<glm::dvec3> asked_;  ///< where the stations were at the last measure
    std::vector<double> slack_;      ///< metres that a station may move before a solid must be asked again
};

}  // namespace

void push_out(std::vector<glm::dvec3>& line, std::size_t lead, const Path& rest, const PosedSolids& solids) {
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
        for (int pass = 0; pass < 2; ++pass)  // out of one bone may be into the next
            for (std::uint32_t h = rest.first_heed[lead + i]; h < rest.first_heed[lead + i + 1]; ++h) {
                const double allowed = std::min(0.0, static_cast<double>(rest.heeds[h].clearance));
                if (measure_at_least(rest.heeds[h], solids, line[i]) >= allowed) continue;
                const Clearance c = measure(rest.heeds[h], solids, line[i]);
                const double lack = allowed - c.distance;
                if (lack > 0) line[i] += lack * c.outward;
            }
}

namespace {

/// Newton rounds from a path on, never uphill.
void relax(Tension& tension, std::vector<glm::dvec3>& path, double& energy, std::vector<Plane>& planes, int rounds) {
    std::vector<Plane> found_planes;
    std::vector<glm::dvec3> goal(path.size()), trial(path.size());
    for (int round = 0; round < rounds; ++round) {
        goal = path;
        tension.solve(goal, planes);
        double farthest = 0, share = 1, found = 0;
        for (std::size_t i = 0; i < path.size(); ++i) farthest = std::max(farthest, glm::distance(goal[i], path[i]));
        if (farthest < k_still) {
            path = goal;  // so near that it need not be tried
            break;
        }
        bool downhill = false;
        for (int halving = 0; halving < k_halvings && !downhill; ++halving, share *= 0.5) {
            for (std::size_t i = 0; i < path.size(); ++i) trial[i] = path[i] + share * (goal[i] - path[i]);
            found = tension.measure_at(trial, found_planes);
            downhill = found < energy;
        }
        if (!downhill) break;
        path = trial, energy = found;
        std::swap(planes, found_planes);
        if (planes.empty()) break;  // the exact solution, and nothing near it
    }
}

/// The step of a path at which a station is caught on the wrong side of a bone: a path slides freely, so its steps come out alike, and it turns
/// back nowhere. Nothing if there is none.
std::optional<std::size_t> find_catch(const std::vector<glm::dvec3>& path) {
    constexpr double k_long = 1.9;   // times the mean step
    constexpr double k_back = -0.1;  // cosine of a turn
    double length = 0, longest = 0, sharpest = 1;
    std::size_t at = 0, back = 0;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const double step = glm::distance(path[i], path[i + 1]);
        length += step;
        if (step > longest) longest = step, at = i;
        if (i == 0 || step < 1e-9) continue;
        const double before = std::max(1e-9, glm::distance(path[i - 1], path[i]));
        const double turn = glm::dot(path[i] - path[i - 1], path[i + 1] - path[i]) / (before * step);
        if (turn < sharpest) sharpest = turn, back = i;
    }
    if (longest >= k_long * length / static_cast<double>(path.size() - 1)) return at;
    return sharpest < k_back ? std::optional(back) : std::nullopt;
}

/// Lays the stations around a catch evenly between calm ones. False if there is none.
bool straighten_catch(std::vector<glm::dvec3>& path) {
    constexpr std::size_t k_around = 4;  // stations to either side
    const auto at = find_catch(path);
    if (!at) return false;
    const std::size_t from = *at > k_around ? *at - k_around : 0, to = std::min(*at + 1 + k_around, path.size() - 1);
    for (std::size_t i = from + 1; i < to; ++i)
        path[i] = glm::mix(path[from], path[to], static_cast<double>(i - from) / static_cast<double>(to - from));
    return true;
}

}  // namespace

void solve_taut_path(std::vector<glm::dvec3>& path, const std::vector<glm::dvec3>& guess, const std::vector<glm::dvec3>& tangent,
                     const Path& rest, const PosedSolids& solids, int rounds) {
    constexpr int k_catches = 3;
    constexpr double k_ridge = 0.024;  // metres: no more than a ridge is passed over, never a joint
    constexpr double k_gain = 0.0003;  // metres
    if (path.size() < 3) return;
    Tension tension(guess, tangent, rest, solids);
    std::vector<Plane> planes;
    double energy = tension.measure_at(path, planes);
    relax(tension, path, energy, planes, rounds);
    if (rounds < k_all_rounds) return;
    const auto try_from = [&](std::vector<glm::dvec3> other, double farthest) {
        std::vector<Plane> other_planes;
        double other_energy = tension.measure_at(other, other_planes);
        relax(tension, other, other_energy, other_planes, rounds);
        if (other_energy >= energy) return false;
        for (std::size_t i = 0; i < path.size(); ++i)
            if (glm::distance(path[i], other[i]) > farthest) return false;
        path = std::move(other), energy = other_energy;
        return true;
    };
    // Lifted off and laid down again, it does not stay behind a ridge, and which side it takes depends on the posture alone.
    if (std::any_of(planes.begin(), planes.end(), [](const Plane& plane) { return plane.pushes; })) {
        std::vector<glm::dvec3> lifted = path;
        std::vector<Plane> none;
        tension.solve(lifted, none);
        // The lifted path is the shortest there is: where it gains next to nothing there is nothing to find.
        const double could_gain = (energy - tension.measure_free(lifted)) * static_cast<double>(path.size()) / measure_length(path);
        if (could_gain > k_gain) try_from(std::move(lifted), k_ridge);
    }
    for (int k = 0; k < k_catches; ++k) {
        std::vector<glm::dvec3> other = path;
        if (!straighten_catch(other)) break;
        if (!try_from(std::move(other), 1.0)) break;
    }
}

}  // namespace smrt::muscles
