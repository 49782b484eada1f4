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
constexpr double k_flat = 8e-5;  ///< metres that a station may move before the side of a solid beside it is asked again: none is so curved

glm::vec3 to_bone(const PosedSolids::Bone& bone, const glm::dvec3& p) {
    return glm::vec3(p - bone.shift) * bone.turn;  // the turn transposed
}

Clearance to_world(const PosedSolids::Bone& bone, const geometry::DistanceGrid::Sample& sample) {
    return {static_cast<double>(sample.distance), glm::dvec3(bone.turn * sample.outward)};
}

Clearance measure_barrel(const PosedSolids& solids, const glm::dvec3& p) {
    const Rigid& motion = solids.barrel_motion;
    const Clearance c = measure_clearance(*solids.barrel, glm::conjugate(motion.turn) * (p - motion.shift));
    return {c.distance, motion.turn * c.outward};
}

Clearance measure(const Heed& heed, const PosedSolids& solids, const glm::dvec3& p) {
    if (heed.solid == Heed::k_barrel) return measure_barrel(solids, p);
    const PosedSolids::Bone& bone = solids.bones[heed.solid];
    return to_world(bone, bone.grid->sample(to_bone(bone, p)));
}

/// A distance that is no more than the true one, where that is quick to tell.
double measure_at_least(const Heed& heed, const PosedSolids& solids, const glm::dvec3& p) {
    if (heed.solid == Heed::k_barrel) return -1;
    const PosedSolids::Bone& bone = solids.bones[heed.solid];
    return static_cast<double>(bone.grid->at_least(to_bone(bone, p)));
}

/// A solid beside a station, as a plane that pushes when the station is behind it.
struct Plane {
    glm::dvec3 normal{0};
    double level = 0;
    std::uint32_t station = 0;
    bool pushes = false;
};

/// A symmetric matrix of three rows.
struct Symmetric {
    double xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0;

    void add_outer(double factor, const glm::dvec3& v) {
        const glm::dvec3 w = factor * v;
        xx += w.x * v.x, xy += w.x * v.y, xz += w.x * v.z, yy += w.y * v.y, yz += w.y * v.z, zz += w.z * v.z;
    }
    Symmetric& operator-=(const Symmetric& b) {
        xx -= b.xx, xy -= b.xy, xz -= b.xz, yy -= b.yy, yz -= b.yz, zz -= b.zz;
        return *this;
    }
    glm::dvec3 operator*(const glm::dvec3& v) const {
        return {xx * v.x + xy * v.y + xz * v.z, xy * v.x + yy * v.y + yz * v.z, xz * v.x + yz * v.y + zz * v.z};
    }
    [[nodiscard]] Symmetric inverse() const {
        Symmetric out{yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy, xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy};
        const double share = 1 / (xx * out.xx + xy * out.xy + xz * out.xz);
        out.xx *= share, out.xy *= share, out.xz *= share, out.yy *= share, out.yz *= share, out.zz *= share;
        return out;
    }
};

/// What a solid was to a station when it was last asked.
struct Asked {
    glm::dvec3 at{0}, outward{0};
    double distance = 0;
    double slack = 0;  ///< metres that the station may move before the solid must be asked again
    bool known = false;
};

/// A solid that may lie beside a station.
struct Beside {
    std::uint32_t station = 0, heed = 0;
    bool asks = false;  ///< what is known of it is too old
    geometry::DistanceGrid::Place place;
};

/// What a station takes part with in a step, whatever pushes it.
struct Station {
    glm::dvec3 guess{0}, tangent{0};
    double pull = 0;
    Symmetric held;         ///< by its neighbours and its guide
    glm::dvec3 towards{0};  ///< where its guide draws it
    Symmetric inverse;      ///< of the elimination
    glm::dvec3 right{0};
    glm::dvec3 at{0};  ///< where it was at the last measure
};

/// Room for one path at a time, kept from one path to the next.
struct Room {
    std::vector<Station> stations;
    std::vector<Asked> asked;
    std::vector<Beside> beside;
    std::vector<Plane> planes, found, other;
    std::vector<glm::dvec3> goal, trial, lifted;
};

/// The energy of a path and what a Newton step needs of it.
class Tension {
public:
    Tension(Room& room, const std::vector<glm::dvec3>& guess, const std::vector<glm::dvec3>& tangent, const Path& rest,
            const PosedSolids& solids)
        : stations_(room.stations), asked_(room.asked), beside_(room.beside), rest_(rest), solids_(solids) {
        stations_.resize(guess.size());
        asked_.assign(rest.heeds.size(), Asked{});
        for (std::size_t i = 0; i < guess.size(); ++i) {
            const double pull = 2 * rest.guide[i] / std::max(1e-3, 1 - rest.guide[i]);
            Station& s = stations_[i];
            s.guess = s.at = guess[i], s.tangent = tangent[i], s.pull = pull;
            // Held across its course only: a tendon slides under its retinaculum.
            s.held = {2 + pull, 0, 0, 2 + pull, 0, 2 + pull};
            s.held.add_outer(-(1 - k_along) * pull, s.tangent);
            s.towards = pull * (s.guess - (1 - k_along) * glm::dot(s.guess, s.tangent) * s.tangent);
        }
    }

    /// Energy of steps and guides alone.
    [[nodiscard]] double measure_free(const std::vector<glm::dvec3>& path) const {
        double energy = 0;
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const glm::dvec3 step = path[i + 1] - path[i];
            energy += glm::dot(step, step);
        }
        for (std::size_t i = 1; i + 1 < path.size(); ++i) {
            const Station& s = stations_[i];
            const glm::dvec3 off = path[i] - s.guess;
            const double along = glm::dot(off, s.tangent);
            energy += s.pull * (glm::dot(off, off) - (1 - k_along) * along * along);
        }
        return 0.5 * energy;
    }

    /// Energy at a path, and the planes of the solids beside it.
    double measure_at(const std::vector<glm::dvec3>& path, std::vector<Plane>& planes) {
        find_beside(path);
        double energy = measure_free(path);
        planes.clear();
        for (const Beside& beside : beside_) {
            const Heed& heed = rest_.heeds[beside.heed];
            Asked& asked = asked_[beside.heed];
            const glm::dvec3& p = path[beside.station];
            if (beside.asks) {
                const Clearance c = heed.solid == Heed::k_barrel
                                        ? measure_barrel(solids_, p)
                                        : to_world(solids_.bones[heed.solid], solids_.bones[heed.solid].grid->sample(beside.place));
                asked.at = p, asked.outward = c.outward, asked.distance = c.distance, asked.known = true;
            }
            const double lack = static_cast<double>(heed.clearance) - asked.distance - glm::dot(asked.outward, p - asked.at);
            asked.slack = -lack - k_beside;
            if (asked.outward == glm::dvec3(0) || asked.slack > 0) continue;
            planes.push_back({asked.outward, glm::dot(asked.outward, p) + lack, beside.station, lack > 0});
            if (lack > 0) energy += 0.5 * k_firm * lack * lack;
        }
        return energy;
    }

    /// Where the planes would have the path: those it would pass push, the others do not.
    void solve(std::vector<glm::dvec3>& path, std::vector<Plane>& planes) {
        Changes changes{1, path.size() - 2};
        for (int step = 0; step < k_changes; ++step) {
            eliminate(path, planes, changes);
            const std::size_t middle = path.size() / 2;
            changes = {middle, middle};
            bool any = false;
            for (Plane& plane : planes) {
                const bool passed = glm::dot(plane.normal, path[plane.station]) < plane.level;
                if (passed == plane.pushes) continue;
                plane.pushes = passed, any = true;
                changes.first = std::min(changes.first, static_cast<std::size_t>(plane.station));
                changes.last = std::max(changes.last, static_cast<std::size_t>(plane.station));
            }
            if (!any) return;
        }
    }

private:
    /// The solids that may lie beside the stations of a path, in the order of the stations.
    void find_beside(const std::vector<glm::dvec3>& path) {
        beside_.clear();
        for (std::uint32_t i = 1; i + 1 < path.size(); ++i) {
            // Distances change no faster than the station moves: a far solid is not asked again before it can have come near.
            const double moved = glm::distance(path[i], stations_[i].at);
            stations_[i].at = path[i];
            if (rest_.guide[i] > k_held) continue;  // goes where its bone goes
            for (std::uint32_t h = rest_.first_heed[i]; h < rest_.first_heed[i + 1]; ++h) {
                Asked& asked = asked_[h];
                asked.slack -= moved;
                if (asked.slack > 0) continue;
                const Heed& heed = rest_.heeds[h];
                const glm::dvec3 off = path[i] - asked.at;
                Beside beside{i, h, !asked.known || glm::dot(off, off) > k_flat * k_flat, {}};
                if (beside.asks && heed.solid != Heed::k_barrel) {
                    const PosedSolids::Bone& bone = solids_.bones[heed.solid];
                    beside.place = bone.grid->find(to_bone(bone, path[i]));
                    asked.slack = static_cast<double>(bone.grid->at_least(beside.place) - heed.clearance) - k_beside;
                    if (asked.slack > 0) continue;
                    bone.grid->fetch(beside.place);
                }
                beside_.push_back(beside);
            }
        }
    }

    /// Stations between which something pushes otherwise than at the elimination before.
    struct Changes {
        std::size_t first = 0, last = 0;
    };

    /// What a station takes part with, with all that pushes it. Input: `plane` is the place of the station's first plane.
    void load(std::size_t i, const std::vector<Plane>& planes, std::size_t plane) {
        Station& s = stations_[i];
        s.inverse = s.held, s.right = s.towards;
        for (; plane < planes.size() && planes[plane].station == i; ++plane)
            if (planes[plane].pushes) {
                s.inverse.add_outer(k_firm, planes[plane].normal);
                s.right += k_firm * planes[plane].level * planes[plane].normal;
            }
    }

    /// Takes what pulls at a station from one side into it: the next station there, or the end of the path.
    void take(const std::vector<glm::dvec3>& path, std::size_t i, std::size_t neighbour) {
        const Station& n = stations_[neighbour];
        if (neighbour == 0 || neighbour + 1 == path.size())
            stations_[i].right += path[neighbour];
        else
            stations_[i].inverse -= n.inverse, stations_[i].right += n.inverse * n.right;
    }

    /// From both ends to the middle and back: two chains that a processor can work on side by side.
    void eliminate(std::vector<glm::dvec3>& path, const std::vector<Plane>& planes, const Changes& changes) {
        const std::size_t last = path.size() - 1, middle = path.size() / 2;
        const auto find_plane = [&planes](std::size_t station) {  // the first of a station or of those after it
            const auto before = [station](const Plane& plane) { return plane.station < station; };
            return static_cast<std::size_t>(std::partition_point(planes.begin(), planes.end(), before) - planes.begin());
        };
        const auto reduce = [&](std::size_t i, std::size_t plane, std::size_t neighbour) {
            load(i, planes, plane);
            take(path, i, neighbour);
            stations_[i].inverse = stations_[i].inverse.inverse();
        };
        std::size_t i = changes.first, j = changes.last, next = find_plane(i), back = find_plane(j + 1);
        while (i < middle || j > middle) {
            if (i < middle) {
                while (next < planes.size() && planes[next].station < i) ++next;
                reduce(i, next, i - 1);
                ++i;
            }
            if (j > middle) {
                while (back > 0 && planes[back - 1].station >= j) --back;
                reduce(j, back, j + 1);
                --j;
            }
        }
        load(middle, planes, find_plane(middle));
        take(path, middle, middle - 1), take(path, middle, middle + 1);
        path[middle] = stations_[middle].inverse.inverse() * stations_[middle].right;
        for (i = j = middle; i > 1 || j + 1 < last;) {
            if (i > 1) --i, path[i] = stations_[i].inverse * (stations_[i].right + path[i + 1]);
            if (j + 1 < last) ++j, path[j] = stations_[j].inverse * (stations_[j].right + path[j - 1]);
        }
    }

    std::vector<Station>& stations_;
    std::vector<Asked>& asked_;
    std::vector<Beside>& beside_;
    const Path& rest_;
    const PosedSolids& solids_;
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
void relax(Tension& tension, Room& room, std::vector<glm::dvec3>& path, double& energy, std::vector<Plane>& planes, int rounds) {
    std::vector<glm::dvec3>&goal = room.goal, &trial = room.trial;
    trial.resize(path.size());
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
            found = tension.measure_at(trial, room.found);
            downhill = found < energy;
        }
        if (!downhill) break;
        std::swap(path, trial), std::swap(planes, room.found);
        energy = found;
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
    thread_local Room room;
    Tension tension(room, guess, tangent, rest, solids);
    double energy = tension.measure_at(path, room.planes);
    relax(tension, room, path, energy, room.planes, rounds);
    if (rounds < k_all_rounds) return;
    const auto try_from = [&](std::vector<glm::dvec3>& other, double farthest) {
        double other_energy = tension.measure_at(other, room.other);
        relax(tension, room, other, other_energy, room.other, rounds);
        if (other_energy >= energy) return false;
        for (std::size_t i = 0; i < path.size(); ++i)
            if (glm::distance(path[i], other[i]) > farthest) return false;
        std::swap(path, other), energy = other_energy;
        return true;
    };
    // Lifted off and laid down again, it does not stay behind a ridge, and which side it takes depends on the posture alone.
    if (std::any_of(room.planes.begin(), room.planes.end(), [](const Plane& plane) { return plane.pushes; })) {
        room.lifted = path;
        room.other.clear();
        tension.solve(room.lifted, room.other);
        // The lifted path is the shortest there is: where it gains next to nothing there is nothing to find.
        const double could_gain = (energy - tension.measure_free(room.lifted)) * static_cast<double>(path.size()) / measure_length(path);
        if (could_gain > k_gain) try_from(room.lifted, k_ridge);
    }
    for (int k = 0; k < k_catches; ++k) {
        room.lifted = path;
        if (!straighten_catch(room.lifted)) break;
        if (!try_from(room.lifted, 1.0)) break;
    }
}

}  // namespace smrt::muscles
