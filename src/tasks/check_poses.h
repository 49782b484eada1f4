// What postures do to the shapes of soft tissue: whether they stay on their bones, keep their volume and stay out of bone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/progress.h"
#include "base/result.h"
#include "scene/model.h"

namespace smrt::tasks {

/// The worst of one fault and where it is.
struct Worst {
    double value = 0;
    std::string pose, part;
    void take(double found, const std::string& in_pose, const std::string& in_part);
};

/// One part over all postures.
struct PartTally {
    std::size_t off_volume = 0;  ///< postures in which it is more than 5 % off
    double volume = 0;           ///< the worst share gained or lost
    std::size_t deep = 0;        ///< postures in which over 0.5 % of its vertices are 3 mm deep in bone
    std::size_t flipped = 0;     ///< triangles turned inside out, added up
};

/// Figures over all soft tissue with fibres and over the skin, in every posture given.
struct PoseFaults {
    std::size_t poses = 0;
    Worst drift;                         ///< metres that a vertex on its bone at rest leaves its place on that bone
    Worst volume;                        ///< share of its volume that a muscle gains or loses
    Worst fibre_depth;                   ///< metres that a point of a fibre is deeper in a bone than at rest, beyond 1 mm below its surface
    Worst deep_share;                    ///< share of a muscle's vertices that come to lie deeper than 3 mm in a bone
    Worst flipped;                       ///< share of the triangles of all soft tissue that are turned inside out, in one posture
    Worst part_flipped;                  ///< of one part
    Worst skin_flipped;                  ///< of the skin
    Worst moved_whole;                   ///< metres that a length changes when the whole body is moved and turned
    Worst not_back;                      ///< metres that a length differs from rest after the posture is left again
    std::size_t muscles_off_volume = 0;  ///< readings of muscles more than 5 % off, over all postures
    std::size_t muscles_deep = 0;        ///< likewise with more than 0.5 % of their vertices deeper than 3 mm
    std::size_t fibres_deep = 0;         ///< likewise with a fibre point deeper than 1 mm
    std::size_t muscles = 0;             ///< muscles that bend, over all postures
    std::map<std::string, PartTally> parts;  ///< by name, those with a fault
    std::vector<std::string> out_of_range;   ///< postures that leave the normal range, with what leaves it
};

/// Input: postures in words. Errors: bad_usage for a word that is not known, with the posture. Cost: about a fifth of a second a posture.
[[nodiscard]] base::Result<PoseFaults> check_poses(const scene::Model& model, const std::vector<std::string>& poses,
                                                   const base::Progress& progress = {});
/// A table of the worst.
[[nodiscard]] std::string describe_pose_faults(const PoseFaults& faults);

}  // namespace smrt::tasks
