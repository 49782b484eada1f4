// The path of a strand under a pose: taut between its ends, outside the bones, tendons at their length.
#pragma once

#include <array>
#include <glm/glm.hpp>
#include <glm/gtc/quaternion.hpp>
#include <vector>

#include "muscles/obstacles.h"
#include "muscles/rigid_blend.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// Bones where the pose has put them, those that a part heeds, in the order of FibredPart::bones.
struct PosedSolids {
    struct Bone {
        const geometry::DistanceGrid* grid = nullptr;
        glm::mat3 turn{1};
        glm::dvec3 shift{0};
    };
    std::vector<Bone> bones;
    const Barrel* barrel = nullptr;  ///< nullptr: not heeded
    Rigid barrel_motion;
};

/// One station under a pose.
struct PosedStation {
    glm::dvec3 centre{0};
    glm::dquat turn{1, 0, 0, 0};
    double stretch = 1;  ///< along the strand
};

/// A strand on its way to a posture.
struct StrandProgress {
    std::vector<glm::dvec3> path;     ///< taut, from bone to bone; empty at rest
    std::vector<glm::dvec3> carried;  ///< where the stations were carried to when the path was found; may be empty
    std::vector<glm::dquat> turns;    ///< with which turns
};

inline constexpr int k_all_rounds = 20;  ///< enough for a path to come to rest
inline constexpr int k_few_rounds = 2;   ///< enough on the way to a posture

/// Shortens a path between its fixed ends: stations go where the sum of squared steps is least, drawn towards their guess as their guide
/// says, and slide on the solids. A few exact solutions with the touched solids as planes, continuous in all inputs.
/// Input: `path` holds what to begin with on entry, `guess` where the stations are carried to, and `tangent` the unit course there; `rest` says what each station heeds.
void solve_taut_path(std::vector<glm::dvec3>& path, const std::vector<glm::dvec3>& guess, const std::vector<glm::dvec3>& tangent,
                     const Path& rest, const PosedSolids& solids, int rounds);

/// Moves stations of a strand's mesh that are in a bone, deeper than at rest, to where they are not.
void push_out(std::vector<glm::dvec3>& line, std::size_t lead, const Path& rest, const PosedSolids& solids);

/// Prepares a strand's rest quantities that depend on its own taut path: offset, spacing, tangents, lengths.
void finish_strand_at_rest(Strand& strand, const PosedSolids& solids_at_rest);

/// Keeps strands side by side as far apart as they were: taut strands of a twisted muscle would otherwise meet in its middle.
/// Input: strands of a sheet and their stations; their lengths should be read before. Adjusts `stretch` no more.
void keep_width(const FibredPart& part, std::vector<std::vector<PosedStation>>& posed);

/// Ends carried by something else than their segments (a host muscle).
struct CarriedEnd {
    bool carried = false;
    Rigid motion;
};

/// The next posture on the way: the path follows, on the side of the bones where it was.
/// Input: motions of the part's segments in the order of FibredPart::segments; ends: origin, insertion.
void advance_strand(const Strand& strand, const std::vector<DualQuaternion>& motions, const PosedSolids& solids,
                    const std::array<CarriedEnd, 2>& ends, int rounds, StrandProgress& progress);
/// Stations of a strand whose path has been found for these motions.
[[nodiscard]] std::vector<PosedStation> finish_strand(const Strand& strand, const std::vector<DualQuaternion>& motions,
                                                      const PosedSolids& solids, const std::array<CarriedEnd, 2>& ends,
                                                      const StrandProgress& progress);
/// Slack tissue hangs: a line that has come shorter than at rest droops between its ends, less than a rope would, since its neighbours and
/// its sheath bear it. Only the picture droops; lengths are those of the taut line.
/// Input: `down`, a unit vector; `ends`: by how much what its ends ride on droops, metres.
void let_hang(const Strand& strand, const StrandProgress& progress, const glm::dvec3& down, const std::array<glm::dvec3, 2>& ends,
              const PosedSolids& solids, std::vector<PosedStation>& stations);

/// How long the whole line is, from bone to bone, metres.
[[nodiscard]] double measure_strand(const Strand& strand, const StrandProgress& progress);

}  // namespace smrt::muscles
