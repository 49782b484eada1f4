// Which meshes a picture draws, sorted into batches that share a program and a vertex array.
#pragma once

#include <array>
#include <vector>

#include "render/frame_view.h"
#include "render/mesh_store.h"
#include "render/posed_store.h"

namespace smrt::render {

/// Traits that choose the program of a draw; a batch holds draws of equal traits.
struct DrawTraits {
    bool placed = false;     ///< has a placement that is not the identity
    bool posed = false;      ///< vertices moved by the CPU
    bool fibres = false;     ///< fibre directions are known
    bool two_sided = false;  ///< back faces can be seen
    bool operator==(const DrawTraits&) const = default;
};

/// One multi-draw.
struct DrawBatch {
    DrawTraits traits;
    unsigned vertex_array = 0;
    std::vector<int> counts;
    std::vector<const void*> index_offsets;
    std::vector<int> base_vertices;
};

/// Draws of one kind of layer; order of draws within a batch is the order of `add`.
class DrawList {
public:
    void add(const DrawTraits& traits, unsigned vertex_array, const MeshSlice& slice);
    [[nodiscard]] const std::vector<DrawBatch>& batches() const { return batches_; }
    [[nodiscard]] bool empty() const { return batches_.empty(); }
    [[nodiscard]] std::size_t triangles() const { return triangles_; }
    [[nodiscard]] std::size_t parts() const { return parts_; }

private:
    std::vector<DrawBatch> batches_;
    std::size_t triangles_ = 0, parts_ = 0;
};

/// An item with what was found out about it for this picture.
struct VisibleItem {
    const scene::Item* item = nullptr;
    geometry::Box box;   ///< in the world, moved
    float distance = 0;  ///< from the eye to the nearest point of the box
    bool in_picture = false;
};

/// World boxes of all items, in the scene's order.
[[nodiscard]] std::vector<VisibleItem> find_item_boxes(const scene::Scene& scene, const PosedStore& posed);

/// The three layers of a picture.
struct DrawLists {
    DrawList surfaces;             ///< opaque, near ones first
    DrawList ghosts;               ///< see-through, by part index
    DrawList glowing;              ///< glowing or outlined, also drawn into their own layer
    glm::ivec4 glow_rectangle{0};  ///< pixels that the glowing layer and its outlines may touch
};

/// Sorts what is in the picture into lists. All levels must be resident.
[[nodiscard]] DrawLists make_draw_lists(const scene::Scene& scene, const std::vector<VisibleItem>& items, const FrameView& frame,
                                        const MeshStore& meshes, const PosedStore& posed);

/// Issues one batch with the current program.
void draw_batch(const DrawBatch& batch);

}  // namespace smrt::render
