// Everything constant about one loaded body, bundled for those who draw or measure it.
#pragma once

#include <memory>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/muscle_definition.h"
#include "lymph/network.h"
#include "muscles/tissue.h"
#include "positions/position.h"
#include "skeleton/rig.h"

namespace smrt::scene {

/// All pointers are set once the model is complete; until then rig, tissue and lymph may be null (body shown at rest).
struct Model {
    anatomy::BodyPtr body;
    std::shared_ptr<const skeleton::Rig> rig;
    muscles::TissueModelPtr tissue;
    lymph::NetworkPtr lymph;
    std::shared_ptr<const std::vector<positions::Position>> positions;
    std::shared_ptr<const anatomy::MuscleDefinitions> muscles;  ///< names of bundles of fibres among them; null without a body
};
using ModelPtr = std::shared_ptr<const Model>;

}  // namespace smrt::scene
