// The moving form of a body: joint tree, coordinates with limits, couplings, and which segment each part rides on.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/joint_definition.h"
#include "anatomy/landmarks.h"
#include "base/findings.h"
#include "skeleton/client_posture.h"

namespace smrt::skeleton {

/// Index of a rigid segment (a bone or bones that move as one); 0 is the root of the tree, the sacrum.
using SegmentIndex = std::uint32_t;
inline constexpr SegmentIndex k_root = 0;
inline constexpr std::uint32_t k_no_joint = 0xffffffff;

/// A degree of freedom. Values of a pose are radians, or metres for translations; 0 is the body as delivered.
/// The anatomical value that therapists read and that movement words give is `rest + value`.
struct Coordinate {
    std::string id;  ///< "right elbow flexion", "left scapula protraction": side first, as therapists say it
    anatomy::Side side = anatomy::Side::midline;
    std::uint32_t joint = 0;
    bool translation = false;
    bool along_child = false;  ///< translations: along the axis as the turned child carries it
    double unit =
        1;  ///< radians or metres in one degree or millimetre of what people read; turns may be read in millimetres at the surface
    bool millimetres = false;     ///< read in millimetres: a translation, or a turn told by the travel of a landmark
    double shown = 1;             ///< how many times larger than true the motion is drawn; anything but 1 is contested
    double lower = 0, upper = 0;  ///< normal passive range of the pose's value: lower <= 0 <= upper
    double rest = 0;              ///< anatomical value that the delivered body stands in, measured or given (see `source`)
    glm::dvec3 axis{0, 0, 1};     ///< unit, in the resting body's axes; positive values turn right-handed about it
    std::string positive;         ///< what a positive value does, in words
    std::string source;           ///< key of sources.toml
};

/// What a gliding joint keeps: two points of its child stay at their distance from a rounded wall fixed to the trunk.
struct Wall {
    glm::dvec3 centre{0}, radii{1};      ///< upright ellipsoid, metres
    std::array<glm::dvec3, 2> points{};  ///< of the child, resting body
};

struct Joint {
    std::string id;    ///< "right glenohumeral"
    std::string name;  ///< "Right glenohumeral joint"
    anatomy::Side side = anatomy::Side::midline;
    SegmentIndex parent = k_root;
    SegmentIndex child = k_root;
    SegmentIndex reference = k_root;         ///< swing and glide: segment that their turns are measured against
    glm::dvec3 centre{0};                    ///< metres, resting body
    double fit_residual = 0;                 ///< how well the rule fitted, metres; large values are findings
    std::vector<std::uint32_t> coordinates;  ///< applied in this order, from the parent outwards
    anatomy::JointMotion motion = anatomy::JointMotion::turns;
    std::vector<std::pair<SegmentIndex, double>> mean_of;  ///< turns with the weighted mean of these, not with its parent
    bool hinged = true;                                    ///< with mean_of: centre carried by the parent, else by the mean
    glm::dmat3 rest_turn{1};                               ///< swing: turns the limb from anatomical zero to the delivered body
    std::optional<Wall> wall;                              ///< glide
};

/// A coordinate that follows how far a swing joint raises its limb (scapulohumeral rhythm). Angles in radians.
struct Coupling {
    std::uint32_t driver = 0;  ///< joint
    std::uint32_t driven = 0;  ///< coordinate
    double total = 0;          ///< added to the driven coordinate at `at` of raising
    double at = 0;
    double setting_sideways = 0, setting_forward = 0;
};

/// A coordinate that is a function of another: cubic pieces through points, straight beyond them. Anatomical values, radians or metres.
struct Curve {
    std::uint32_t driver = 0, driven = 0;  ///< coordinates
    std::vector<double> at, value, slope;
    [[nodiscard]] double operator()(double x) const;
};

struct Segment {
    std::string name;                  ///< "right humerus"
    std::uint32_t joint = k_no_joint;  ///< that carries it
    std::vector<anatomy::PartIndex> bones;
};

/// The lowest share of a bone that belongs to another segment (a sacrum drawn together with its coccyx).
struct Fused {
    anatomy::PartIndex part = anatomy::k_no_part;
    SegmentIndex segment = k_root;
    double below = 0;  ///< metres, resting body
};

/// Constant once made.
struct Rig {
    std::vector<Segment> segments;  ///< parents before children
    std::vector<Joint> joints;
    std::vector<Coordinate> coordinates;
    std::vector<Coupling> couplings;
    std::vector<Curve> curves;                           ///< in order: a driven coordinate may drive a later one
    std::vector<anatomy::MovementDefinition> movements;  ///< words whose coordinates this rig has
    std::vector<SegmentIndex> segment_of_part;           ///< per part of the body; bones and what rides rigidly on them; the root otherwise
    std::vector<bool> placed;                            ///< per part: it rides on that segment; others may bend
    std::vector<Fused> fused;                            ///< parts of which a share rides on another segment
    std::vector<Support> supports;                       ///< what may touch a table
    AtEaseTable at_ease;                                 ///< per posture
    double seat_height = k_seat_height;                  ///< metres: with it the feet of somebody who sits rest on the floor
    anatomy::Landmarks landmarks;
    base::Findings findings;  ///< joints that could not be made or fit poorly, in plain words

    [[nodiscard]] std::optional<std::uint32_t> find_coordinate(std::string_view id) const;
    [[nodiscard]] std::optional<SegmentIndex> find_segment(std::string_view name) const;
    [[nodiscard]] std::optional<std::uint32_t> find_joint(std::string_view id) const;
};

}  // namespace smrt::skeleton
