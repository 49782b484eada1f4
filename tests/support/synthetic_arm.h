// A made-up pair of arms for tests: parts without meshes and landmarks of an adult's proportions; the left is the exact
// mirror image of the right.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/joint_definition.h"
#include "anatomy/landmarks.h"
#include "skeleton/make_rig.h"

namespace smrt::test {

inline const std::map<std::string, glm::dvec3>& right_arm_landmarks() {
    static const std::map<std::string, glm::dvec3> points = {{"sternoclavicular_centre", {-0.017, 1.319, 0.137}},
                                                             {"acromioclavicular_centre", {-0.142, 1.347, 0.066}},
                                                             {"scapular_spine_root", {-0.057, 1.301, 0.012}},
                                                             {"scapula_inferior_angle", {-0.095, 1.184, 0.005}},
                                                             {"acromial_angle", {-0.162, 1.334, 0.036}},
                                                             {"coracoid_process", {-0.134, 1.323, 0.102}},
                                                             {"humeral_head_centre", {-0.162, 1.315, 0.076}},
                                                             {"humerus_medial_epicondyle", {-0.178, 1.049, 0.068}},
                                                             {"humerus_lateral_epicondyle", {-0.240, 1.054, 0.062}},
                                                             {"elbow_centre", {-0.209, 1.0515, 0.065}},
                                                             {"trochlea_centre", {-0.209, 1.042, 0.070}},
                                                             {"radial_head", {-0.231, 1.030, 0.072}},
                                                             {"ulnar_head", {-0.238, 0.814, 0.114}},
                                                             {"radial_styloid", {-0.278, 0.808, 0.118}},
                                                             {"ulnar_styloid", {-0.236, 0.806, 0.112}},
                                                             {"wrist_styloid_centre", {-0.257, 0.807, 0.115}},
                                                             {"capitate_head_centre", {-0.256, 0.798, 0.121}},
                                                             {"mc3_base", {-0.263, 0.785, 0.114}},
                                                             {"mc3_head", {-0.2645, 0.721, 0.1365}},
                                                             {"thoracic_wall", {-0.025, 1.180, 0.085}}};
    return points;
}

inline anatomy::Landmarks make_arm_landmarks() {
    anatomy::Landmarks landmarks;
    for (const auto& [id, point] : right_arm_landmarks()) {
        const bool wall = id == "thoracic_wall";
        const glm::dvec3 radii = wall ? glm::dvec3(0.107, 0.178, 0.088) : glm::dvec3(0);
        const double radius = wall ? 0.124 : 0;
        landmarks.points[{id, anatomy::Side::right}] = {point, radius, 0, radii};
        landmarks.points[{id, anatomy::Side::left}] = {point * glm::dvec3(-1, 1, 1), radius, 0, radii};
    }
    return landmarks;
}

/// Bones by name; "Right " and "Left " are put in front.
inline std::shared_ptr<const anatomy::Body> make_bones(const std::vector<std::string>& names) {
    std::vector<anatomy::Part> parts;
    for (const anatomy::Side side : {anatomy::Side::right, anatomy::Side::left})
        for (const std::string& name : names) {
            anatomy::Part part;
            part.name = (side == anatomy::Side::right ? "Right " : "Left ") + name;
            part.id = part.name;
            part.kind = anatomy::Kind::bone;
            part.side = side;
            parts.push_back(std::move(part));
        }
    return std::make_shared<const anatomy::Body>("two arms", "", std::move(parts));
}

inline std::shared_ptr<const anatomy::Body> make_arm_bones() {
    return make_bones({"clavicle", "scapula", "humerus", "ulna", "radius", "third metacarpal bone", "capitate"});
}

inline anatomy::JointDefinitions shipped_joints() {
    base::Findings findings;
    return anatomy::read_joint_definitions(SMRT_ROOT "/assets/body", findings);
}

inline std::shared_ptr<const skeleton::Rig> make_arm_rig() {
    return skeleton::make_rig(*make_arm_bones(), make_arm_landmarks(), shipped_joints());
}

}  // namespace smrt::test
