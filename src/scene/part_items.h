// Parts of the body as items of a scene.
#pragma once

#include <optional>
#include <vector>

#include "scene/looks.h"
#include "scene/picture_map.h"
#include "scene/posture.h"
#include "scene/scene.h"
#include "scene/visibility.h"

namespace smrt::scene {

/// What part items are made from.
struct PartItemsInput {
    const Model& model;
    const Looks& looks;
    const std::vector<Look>& part_looks;  ///< one a part, at rest and unselected
    const View& view;
    const PictureMap& map;
    const std::vector<Visibility>& visibility;       ///< one a part
    const std::vector<anatomy::PartIndex>& targets;  ///< of the playing position, sorted
    std::optional<glm::vec3> target_colour;          ///< by the target's length
};

/// Items of all parts that are visible and may be in the picture, by part index. Cost: posing of moved soft tissue, in parallel.
[[nodiscard]] std::vector<Item> compose_part_items(const PartItemsInput& input, Posture& posture);

}  // namespace smrt::scene
