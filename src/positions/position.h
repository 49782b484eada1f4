// Positions of ease as written in assets/positions: one text file each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/joint_definition.h"
#include "base/findings.h"
#include "base/result.h"
#include "skeleton/pose.h"

namespace smrt::positions {

/// One value that the position asks for: a movement word of therapists and its value at the hold.
struct JointValue {
    std::string word;  ///< "shoulder flexion", without side: limbs act on the target side
    double value = 0;  ///< degrees, or millimetres for words that end in "mm"
};

/// An authored position of ease. Texts are for people; claim kinds label what is known and what is taught.
struct Position {
    std::string id;              ///< "long_head_of_biceps_brachii"
    std::string name;            ///< "Long head of biceps brachii"
    std::string region;          ///< folder below assets/positions
    std::string target;          ///< definition id of the target part
    std::string client_posture;  ///< "supine" ...
    std::string monitor_point;
    std::string contacts;
    std::string direction;
    std::string for_client;   ///< plain words
    std::string for_student;  ///< precise words
    std::vector<std::string> cautions;
    std::vector<JointValue> joints;
    double way_in_seconds = 4, hold_seconds = 30, way_out_seconds = 6;
    std::string claim;  ///< "taught", "theory", "anatomy", "computed"
    std::vector<std::string> sources;
};

/// All positions below a folder, sorted by id; faults are collected and the faulty file left out.
[[nodiscard]] std::vector<Position> read_positions(const std::filesystem::path& folder, base::Findings& findings);

/// Faults against the other definitions: words that are no movement, values outside their normal range, unknown targets.
/// Input: ids of all structures that may be targets; none given: targets are not checked.
[[nodiscard]] base::Findings check_positions(const std::vector<Position>& positions, const anatomy::JointDefinitions& joints,
                                             const std::vector<std::string>& targets);

/// Phases of a session in one position, as fractions of its whole duration.
struct Timeline {
    double way_in = 0, hold = 0, way_out = 0;  ///< seconds
    [[nodiscard]] double duration() const { return way_in + hold + way_out; }
};
enum class Stage { way_in, hold, way_out };
/// hold_override < 0 keeps the position's own hold; shorter holds are for viewing.
[[nodiscard]] Timeline timeline_of(const Position& position, double hold_override = -1);
[[nodiscard]] Stage stage_at(const Timeline& timeline, double seconds);
/// Share of the full position 0..1 at a time: eased in, still during the hold, eased out more slowly. Smooth (C2).
[[nodiscard]] double depth_at(const Timeline& timeline, double seconds);

/// The pose at the hold on one side. Errors: a word that the rig does not know. Values beyond the range are limited and reported.
[[nodiscard]] base::Result<skeleton::Pose> hold_pose(const skeleton::Rig& rig, const Position& position, anatomy::Side side,
                                                     base::Findings& findings);
/// The pose at a depth 0 (the client as she lies) .. 1 (hold): all joints move together, as smoothly as the depth does.
[[nodiscard]] skeleton::Pose pose_at_depth(const skeleton::Rig& rig, const skeleton::Pose& hold, double depth);

}  // namespace smrt::positions
