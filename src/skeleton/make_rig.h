// Makes the moving form of one body from joint definitions and the body's own landmarks.
#pragma once

#include <memory>

#include "anatomy/body.h"
#include "anatomy/joint_definition.h"
#include "anatomy/landmarks.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Joints of both sides whose bones and landmarks the body has. A joint whose bones are missing is left out and its children
/// hang on the next bone that is there; a joint whose landmarks are missing leaves its bones with the parent. Both are told
/// in `findings` of the rig. Never fails: a body without bones gives a rig with only the trunk.
[[nodiscard]] std::shared_ptr<const Rig> make_rig(const anatomy::Body& body, const anatomy::Landmarks& landmarks,
                                                  const anatomy::JointDefinitions& definitions);

}  // namespace smrt::skeleton
