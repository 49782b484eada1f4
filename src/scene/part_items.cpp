// One item per visible part: look, level, place.
#include "scene/part_items.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "scene/coverage.h"
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
        for (const FibreChoice& choice : input.view.fibres)
            if (choice.part == part) look.bundles = choice.bundles;
        if (input.target_colour && std::binary_search(input.targets.begin(), input.targets.end(), part)) {
            look.colour = *input.target_colour;
            look.glow = 1;
        }
    }
    if (visible.hovered) look.colour = glm::mix(look.colour, input.looks.hover, input.looks.hover_share);
    return look;
}

/// Clear parts (cornea, lens, the veils around muscles) that are small or far away change nothing but would cost a pass of their own.
bool is_lost(const PartItemsInput& input, const Item& item, const geometry::Box& box) {
    if (item.look.opacity >= 1 || input.part_looks[item.part].opacity >= 1 || input.visibility[item.part].selected) return false;
    constexpr float k_pixels = 24;    ///< size of the part
    constexpr float k_far = 0.0016f;  ///< metres a pixel: a veil is about as thick
    const float distance = distance_to(box, input.view.camera.eye());
    const float pixel = metres_per_pixel(input.view.camera, distance, input.view.height) * input.view.pixel_scale;
    return pixel > k_far || glm::length(box.size()) < k_pixels * pixel;
}

/// Where the plane cuts a part one sees into it, which the little picture does not know of.
bool is_cut(const View& view, const geometry::Box& box) {
    if (!view.clip) return false;
    const glm::vec3 half = 0.5f * box.size();
    return std::abs(glm::dot(view.clip->normal, box.centre()) - view.clip->offset) <= glm::dot(glm::abs(view.clip->normal), half);
}

void set_level(const PartItemsInput& input, Posture& posture, Detail detail, Item& item) {
    const geometry::LevelMesh& mesh = input.model.body->part(item.part).mesh;
    item.level = choose_level(mesh, posture.box(item.part), input.view, detail);
    if (!item.posed && !posture.is_deformed(item.part)) return;
    item.posed = posture.vertices(item.part, mesh.levels[item.level].vertex_count);
    item.pose_key = posture.vertices_key(item.part);
}

void place(const PartItemsInput& input, Posture& posture, Item& item) {
    const geometry::Box box = posture.box(item.part);
    if (!input.map.may_see(box) || is_lost(input, item, box)) {
        item.part = anatomy::k_no_part;
        return;
    }
    set_level(input, posture, item.look.opacity < 1 ? Detail::ghost : Detail::covered, item);
    if (!item.posed) item.placement = posture.placement(item.part);
}

/// What shines through is seen whatever covers it.
bool shines_through(const Look& look) {
    return look.glow > 0 || look.outline;
}

/// Fine triangles for what can be seen of the part, unless only a glimpse of it can and it has many.
void sharpen(const PartItemsInput& input, Posture& posture, std::uint32_t owned_cells, Item& item) {
    /// Worth drawing for a cell: all fine levels cost a fifth more time for 0.06 % of the pixels.
    constexpr std::uint32_t k_triangles = 150;
    const geometry::LevelMesh& mesh = input.model.body->part(item.part).mesh;
    const geometry::Box box = posture.box(item.part);
    const std::uint32_t fine = choose_level(mesh, box, input.view, Detail::owned);
    const bool looked_at = shines_through(item.look) || is_cut(input.view, box);
    const bool worth_it = looked_at || mesh.levels[fine].index_count / 3 <= k_triangles * owned_cells;
    set_level(input, posture, worth_it ? Detail::owned : Detail::glimpsed, item);
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

void sharpen_owned_items(const PartItemsInput& input, Posture& posture, Scene& scene) {
    constexpr float k_cell = 4;  ///< pixels; what is seen through narrower gaps only may stay coarse
    const std::vector<std::uint32_t> owned = count_owned_cells(scene, input.map, k_cell * input.view.pixel_scale);
    const auto work = [&](std::size_t i) {
        Item& item = scene.items[i];
        if (item.look.opacity < 1) return;
        const bool seen = owned[item.part] > 0 || shines_through(item.look) || is_cut(input.view, posture.box(item.part));
        if (seen) sharpen(input, posture, owned[item.part], item);
    };
    base::parallel_for(scene.items.size(), work, posture.key() == 0 ? 1 : 0);
}

}  // namespace smrt::scene
