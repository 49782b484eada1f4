// Culls, sorts and batches the items of a scene.
#include "render/draw_list.h"

#include <algorithm>

namespace smrt::render {

namespace {

constexpr int k_outline_margin = 24;  ///< pixels around glowing parts that their outline and halo may touch

float distance_to(const geometry::Box& box, const glm::vec3& eye) {
    return glm::length(eye - glm::clamp(eye, box.lower, box.upper));
}

void add_item(DrawList& list, const VisibleItem& visible, const MeshStore& meshes, const PosedStore& posed) {
    const scene::Item& item = *visible.item;
    const bool moved = item.posed != nullptr;
    const MeshSlice& slice = moved ? posed.slice(item.part) : meshes.slice({item.part, item.level});
    const DrawTraits traits{
        .placed = !moved && item.placement != glm::mat4(1), .posed = moved, .fibres = slice.fibres, .two_sided = !slice.closed};
    list.add(traits, moved ? posed.vertex_array() : meshes.vertex_array(slice.page), slice);
}

}  // namespace

void DrawList::add(const DrawTraits& traits, unsigned vertex_array, const MeshSlice& slice) {
    if (slice.index_count == 0) return;
    const auto fits = [&](const DrawBatch& batch) { return batch.traits == traits && batch.vertex_array == vertex_array; };
    auto batch = std::find_if(batches_.begin(), batches_.end(), fits);
    if (batch == batches_.end()) batch = batches_.insert(batches_.end(), DrawBatch{traits, vertex_array, {}, {}, {}});
    batch->counts.push_back(static_cast<int>(slice.index_count));
    batch->index_offsets.push_back(reinterpret_cast<const void*>(slice.first_index * sizeof(std::uint32_t)));
    batch->base_vertices.push_back(static_cast<int>(slice.base_vertex));
    triangles_ += slice.index_count / 3;
    ++parts_;
}

std::vector<VisibleItem> find_item_boxes(const scene::Scene& scene, const PosedStore& posed) {
    std::vector<VisibleItem> out;
    out.reserve(scene.items.size());
    for (const scene::Item& item : scene.items) {
        const geometry::Box& rest = scene.body->part(item.part).mesh.box;
        const bool still = item.placement == glm::mat4(1);
        out.push_back({&item, item.posed ? posed.box(item.part) : still ? rest : transformed(rest, item.placement)});
    }
    return out;
}

DrawLists make_draw_lists(const scene::Scene& scene, const std::vector<VisibleItem>& items, const FrameView& frame, const MeshStore& meshes,
                          const PosedStore& posed) {
    std::vector<VisibleItem> order;
    order.reserve(items.size());
    for (VisibleItem visible : items) {
        visible.distance = distance_to(visible.box, frame.eye);
        visible.in_picture = frame.sees(visible.box);
        const bool cut_away = scene.clip && [&] {
            const glm::vec3 nearest = glm::mix(visible.box.upper, visible.box.lower, glm::greaterThan(scene.clip->normal, glm::vec3(0)));
            return glm::dot(scene.clip->normal, nearest) > scene.clip->offset;
        }();
        if (visible.in_picture && !cut_away && visible.item->look.opacity > 0) order.push_back(visible);
    }
    const auto by_part = [](const VisibleItem& a, const VisibleItem& b) { return a.item->part < b.item->part; };
    std::sort(order.begin(), order.end(), by_part);
    DrawLists lists;
    geometry::Box glow_box;
    for (const VisibleItem& visible : order) {
        const scene::Look& look = visible.item->look;
        if (look.opacity < 1) add_item(lists.ghosts, visible, meshes, posed);
        if (look.glow > 0 || look.outline) add_item(lists.glowing, visible, meshes, posed), glow_box.include(visible.box);
    }
    std::stable_sort(order.begin(), order.end(), [](const VisibleItem& a, const VisibleItem& b) { return a.distance < b.distance; });
    for (const VisibleItem& visible : order)
        if (visible.item->look.opacity >= 1) add_item(lists.surfaces, visible, meshes, posed);
    if (!glow_box.empty())
        lists.glow_rectangle = frame.pixel_rectangle(glow_box, static_cast<int>(k_outline_margin * std::max(1.0f, scene.pixel_scale)));
    return lists;
}

void draw_batch(const DrawBatch& batch) {
    if (batch.traits.two_sided)
        glDisable(GL_CULL_FACE);
    else
        glEnable(GL_CULL_FACE);
    glBindVertexArray(batch.vertex_array);
    glMultiDrawElementsBaseVertex(GL_TRIANGLES, batch.counts.data(), GL_UNSIGNED_INT, batch.index_offsets.data(),
                                  static_cast<int>(batch.counts.size()), batch.base_vertices.data());
}

}  // namespace smrt::render
