// Joints, their couplings and the movement words of therapists, as written in assets/body/joints and assets/body/movements.toml.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/posture_definition.h"
#include "base/definition_file.h"
#include "base/findings.h"

namespace smrt::anatomy {

/// How a joint's coordinates make one motion.
enum class JointMotion {
    turns,  ///< one turn after the other about axes carried by the parent
    swing,  ///< ball joint: flexion and abduction swing the limb, the third turns the plane of the swing, the fourth spins the limb
    glide,  ///< the child rides at the centre, does not turn with its parent, and keeps its distance to a rounded wall
};

/// A degree of freedom by rule. Axis and direction texts: a body direction ("lateral"), "from LANDMARK to LANDMARK", or
/// "across DIRECTION and DIRECTION"; they are mirrored for left joints.
struct CoordinateDefinition {
    std::string id;  ///< without side: "elbow flexion"
    std::string axis;
    std::string positive;            ///< what a positive value does, in words
    bool slide = false;              ///< millimetres along the axis instead of degrees about it
    bool along_child = false;        ///< slides: along the axis as the turned child carries it, not as the parent does
    std::string surface;             ///< turns that are given in millimetres: landmark whose travel is meant; empty: degrees
    double shown = 1;                ///< how many times larger than true it is drawn; anything but 1 is contested motion
    double lower = 0, upper = 0;     ///< normal passive range: degrees (anatomical zero) or millimetres
    std::string rest_from, rest_to;  ///< anatomical value of the delivered body: angle from one direction to the other about the axis
    double rest_share = 1;           ///< of that angle, where several joints make one movement
    std::string source;
    base::Place place;
};

struct JointDefinition {
    std::string id;
    std::string name;
    bool paired = true;
    std::string parent, child;         ///< segments without side
    std::string reference = "pelvis";  ///< swing and glide: segment that their turns are measured against
    std::vector<std::string> bones;    ///< of the child, names without side; cartilages, discs and other parts too
    std::string fused_in;              ///< bone whose lowest share stands for the child's bone where the body has no part for it
    double fused_share = 0;            ///< of that bone's height
    std::vector<std::string> mean_of;  ///< segments whose mean turn (and place, unless hinged) the child follows instead of its parent's
    std::vector<double> mean_shares;   ///< as many weights
    bool hinged = true;                ///< with mean_of: the centre stays with the parent
    std::vector<std::string> centre;   ///< landmarks; the first that the body has
    JointMotion motion = JointMotion::turns;
    std::string limb_along, limb_hinge;    ///< swing: directions of the limb and of its hinge in the delivered body
    std::string wall;                      ///< glide: landmark of an ellipsoid fit
    std::vector<std::string> wall_points;  ///< glide: two landmarks of the child that keep their distance to it
    std::vector<CoordinateDefinition> coordinates;
    std::string source;
    base::Place place;
};

/// A coordinate that follows how far a swing joint raises its limb. It starts softly: nothing at first, the full rate after
/// twice the setting angle (one angle for raising sideways, one for raising forward).
struct CouplingDefinition {
    std::string driver;                                ///< swing joint
    std::string driven;                                ///< coordinate without side
    double total = 0;                                  ///< degrees reached at `at`
    double at = 180;                                   ///< degrees of raising
    double setting_sideways = 0, setting_forward = 0;  ///< degrees
    std::string source;
    base::Place place;
};

/// A coordinate that is a function of another one: a smooth curve through points, straight beyond them.
struct CurveDefinition {
    std::string driver, driven;                     ///< coordinates without side
    std::vector<std::pair<double, double>> points;  ///< anatomical value of the driver, value added to the driven one
    std::string source;
    base::Place place;
};

/// A coordinate that keeps a bone on the one that it slides on: the value of `driven` with which the bones of their joint stay as near to
/// each other as at rest while `driver` moves.
struct ContactDefinition {
    std::string driver, driven;  ///< coordinates of one joint
    std::string source;
    base::Place place;
};

/// A word that therapists use and what it moves.
struct MovementDefinition {
    std::string word;                      ///< "shoulder extension", "clavicle inferior glide mm"
    std::vector<std::string> coordinates;  ///< without side; "both X" on either side, "other X" on the opposite one
    std::vector<double> shares;            ///< signed share of the word's value for each coordinate
    bool gathers = false;                  ///< moves no joint: the hands bring the ends of a soft part together by millimetres
    bool toward = false;                   ///< midline coordinates count for the right side; their sign turns for the left
    base::Place place;
};

struct JointDefinitions {
    std::vector<JointDefinition> joints;
    std::vector<CouplingDefinition> couplings;
    std::vector<CurveDefinition> curves;
    std::vector<ContactDefinition> contacts;
    std::vector<MovementDefinition> movements;
    std::vector<PostureDefinition> postures;
};

/// Reads every .toml of the folder `joints` and the files `movements.toml` and `postures.toml` beside it. Faulty entries become findings and
/// are left out.
[[nodiscard]] JointDefinitions read_joint_definitions(const std::filesystem::path& body_folder, base::Findings& findings);
/// Adds the joints and couplings of one parsed file.
void parse_joint_definitions(const base::Definition& file, JointDefinitions& out, base::Findings& findings);
/// Adds the movements of one parsed file.
void parse_movement_definitions(const base::Definition& file, JointDefinitions& out, base::Findings& findings);

/// Faults between entries: unknown segments, landmarks, coordinates; ranges that are empty; ids used twice.
/// Input: the ids of all landmarks.
[[nodiscard]] base::Findings check_joint_definitions(const JointDefinitions& definitions, const std::vector<std::string>& landmarks);

}  // namespace smrt::anatomy
