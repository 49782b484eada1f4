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

/// Items of all parts that are visible and may be in the picture, by part index. Opaque ones come as if covered.
/// Cost: posing of moved soft tissue, in parallel.
[[nodiscard]] std::vector<Item> compose_part_items(const PartItemsInput& input, Posture& posture);

/// Gives the opaque items that own pixels of the scene, are cut open or shine through a fine level: triangles go where they are seen.
/// Input: the scene with the items of compose_part_items. Cost: a small picture on the CPU, some ms for a whole body.
void sharpen_owned_items(const PartItemsInput& input, Posture& posture, Scene& scene);

}  // namespace smrt::scene
