// Reading definitions and landing them on a body.
#include "tasks/make_moving.h"

#include "anatomy/joint_definition.h"
#include "body_compiler/landmarks.h"
#include "skeleton/make_rig.h"

namespace smrt::tasks {

std::shared_ptr<const skeleton::Rig> make_body_rig(const anatomy::BodyPtr& body, const std::filesystem::path& assets) {
    base::Findings findings;
    const auto definitions = body_compiler::read_landmark_definitions(assets / "body" / "landmarks", findings);
    const anatomy::Landmarks landmarks = body_compiler::measure_landmarks(*body, definitions, findings);
    const anatomy::JointDefinitions joints = anatomy::read_joint_definitions(assets / "body", findings);
    auto rig = std::make_shared<skeleton::Rig>(*skeleton::make_rig(*body, landmarks, joints));
    rig->findings.append(findings);
    return rig;
}

std::shared_ptr<const std::vector<positions::Position>> make_positions(const std::filesystem::path& assets) {
    base::Findings findings;
    return std::make_shared<const std::vector<positions::Position>>(positions::read_positions(assets / "positions", findings));
}

}  // namespace smrt::tasks
