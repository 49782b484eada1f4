// Rules that find bony landmarks on any mesh of a bone, as written in assets/body/landmarks.
#pragma once

#include <filesystem>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "base/definition_file.h"
#include "base/findings.h"

namespace smrt::body_compiler {

enum class LandmarkRule {
    extreme,           ///< mean of the points within 0.6 mm of the furthest one in a direction
    extreme_touching,  ///< the same among the points near another bone
    extreme_at_level,  ///< the same among the points at the height of another landmark
    touching,          ///< mean of the points near another bone
    centroid,          ///< mean of the points
    middle,            ///< mean of other landmarks
    sphere,            ///< centre of the sphere that most points agree on
    cylinder,          ///< centre of the circle that most points agree on, seen along the line between two landmarks
    ellipsoid,         ///< centre of the upright ellipsoid through the points
};

/// Part of a bone's surface. Fractions are of the bone's own box: lateral 0 medial .. 1 lateral, superior 0 low .. 1 high,
/// anterior 0 back .. 1 front.
struct LandmarkLimits {
    glm::dvec3 lower{0}, upper{1};  ///< lateral, superior, anterior
    double midplane = 0;            ///< metres to either side of the midplane; 0: no such limit
};

/// Lowest share of a bone that stands for another bone in bodies without a part of that name (a sacrum with its coccyx).
struct FusedBone {
    std::string bone;  ///< name without side; empty: none
    double share = 0;  ///< of the height of the box, 0..1
};

struct LandmarkDefinition {
    std::string id;
    std::string name;
    std::vector<std::string> bones;  ///< names without side; the first that the body has
    bool together = false;           ///< use all of `bones` as one surface instead
    bool paired = true;
    LandmarkRule rule = LandmarkRule::extreme;
    glm::dvec3 toward{0};  ///< lateral, superior, anterior; unit
    LandmarkLimits within;
    FusedBone fused;
    std::string touches;  ///< bone touched
    double gap = 0;       ///< metres: how near counts as touching, or half the height of a level
    std::string level_of;
    std::vector<std::string> between;  ///< landmarks of `middle`, or the two ends of the axis of `cylinder`
    glm::dvec3 shift{0};               ///< of `middle`, from there: lateral, superior, anterior; metres
    std::string palpable;
    std::string source;
    base::Place place;
};

/// All landmark files below a folder in the order of their names; faulty entries become findings and are left out.
[[nodiscard]] std::vector<LandmarkDefinition> read_landmark_definitions(const std::filesystem::path& folder, base::Findings& findings);
/// The same from one parsed file.
[[nodiscard]] std::vector<LandmarkDefinition> parse_landmark_definitions(const base::Definition& file, base::Findings& findings);
/// Faults between entries: ids used twice, landmarks that refer to unknown ones or to themselves.
[[nodiscard]] base::Findings check_landmark_definitions(const std::vector<LandmarkDefinition>& definitions);

/// "8 anterior + 3 inferior" as (lateral, superior, anterior), not normalised; empty if a word is unknown.
[[nodiscard]] std::optional<glm::dvec3> parse_landmark_shift(std::string_view text);
/// "lateral + 1.2 posterior" as a unit vector in (lateral, superior, anterior); empty if a word is unknown.
[[nodiscard]] std::optional<glm::dvec3> parse_landmark_direction(std::string_view text);
/// "superior 0.7..1, lateral 0..0.5, midplane 5 mm"; empty if it cannot be understood.
[[nodiscard]] std::optional<LandmarkLimits> parse_landmark_limits(std::string_view text);

}  // namespace smrt::body_compiler
