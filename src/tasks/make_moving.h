// The moving half of a model, from the program's definitions and one body.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "anatomy/body.h"
#include "lymph/network.h"
#include "positions/position.h"
#include "skeleton/rig.h"

namespace smrt::tasks {

/// Landmarks measured on the body's own bones, then joints from them. Faulty definitions are told in the rig's findings.
/// Cost: about 0.1 s for a whole body.
[[nodiscard]] std::shared_ptr<const skeleton::Rig> make_body_rig(const anatomy::BodyPtr& body, const std::filesystem::path& assets);

/// Positions of assets/positions. Faulty files are left out; `check` tells of them.
[[nodiscard]] std::shared_ptr<const std::vector<positions::Position>> make_positions(const std::filesystem::path& assets);

}  // namespace smrt::tasks
