// One item per visible part: look, level, place.
#include "scene/part_items.h"

#include <algorithm>

#include "base/parallel.h"
#include "scene/level_choice.h"

namespace smrt::scene {
namespace {

Look look_of(const PartItemsInput& input, anatomy::PartIndex part) {
    const Visibility& visible = input.visibility[part];
    Look look = input.part_looks[part];
    look.opacity = visible.opacity;
    if (visible.selected) {
        look.outline = true;
        look.glow = input.view.glow ? 1.0f : 0.0f;
        if (input.target_colour && std::binary_search(input.targets.begin(), input.targets.end(), part)) {
            look.colour = *input.target_colour;
            look.glow = 1;
        }
    }
    if (visible.hovered) look.colour = glm::mix(look.colour, input.looks.hover, input.looks.hover_share);
    return look;
}

/// Clear parts (cornea, lens) that are a few pixels large change nothing but would cost a pass of their own.
bool is_lost(const PartItemsInput& input, const Item& item, const geometry::Box& box) {
    if (item.look.opacity >= 1 || input.part_looks[item.part].opacity >= 1) return false;
    constexpr float k_pixels = 24;
    const float distance = glm::length(box.centre() - input.view.camera.eye());
    return glm::length(box.size()) < k_pixels * metres_per_pixel(input.view.camera, distance, input.view.height);
}

void place(const PartItemsInput& input, Posture& posture, Item& item) {
    const geometry::LevelMesh& mesh = input.model.body->part(item.part).mesh;
    const geometry::Box box = posture.box(item.part);
    if (!input.map.may_see(box) || is_lost(input, item, box)) {
        item.part = anatomy::k_no_part;
        return;
    }
    item.level = choose_level(mesh, box, input.view, item.look.opacity < 1);
    if (posture.is_deformed(item.part)) {
        item.posed = posture.vertices(item.part, mesh.levels[item.level].vertex_count);
        item.pose_key = posture.key();
    } else {
        item.placement = posture.placement(item.part);
    }
}

}  // namespace

std::vector<Item> compose_part_items(const PartItemsInput& input, Posture& posture) {
    std::vector<Item> items;
    items.reserve(input.visibility.size());
    for (anatomy::PartIndex part = 0; part < input.visibility.size(); ++part) {
        if (input.visibility[part].opacity <= 0 || input.model.body->part(part).mesh.levels.empty()) continue;
        items.push_back({.part = part, .look = look_of(input, part)});
    }
    const auto work = [&](std::size_t i) { place(input, posture, items[i]); };
    // Placing resting parts costs less than starting threads.
    base::parallel_for(items.size(), work, posture.key() == 0 ? 1 : 0);
    std::erase_if(items, [](const Item& item) { return item.part == anatomy::k_no_part; });
    return items;
}

}  // namespace smrt::scene
