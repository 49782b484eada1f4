// Moved soft tissue on the GPU: positions and normals that the CPU computed, beside the parts' constant vertex data.
#pragma once

#include <memory>
#include <vector>

#include "render/mesh_store.h"
#include "scene/scene.h"

namespace smrt::render {

/// One buffer for all posed parts of a picture. Laid out anew when the set of parts and levels changes; otherwise only parts
/// whose vertices moved (another pointer) are uploaded.
class PosedStore {
public:
    /// Makes the posed items of these resident. Result: bytes uploaded.
    std::size_t upload(const anatomy::Body& body, const std::vector<const scene::Item*>& posed_items);
    /// Slice of the item with this part; page is meaningless.
    [[nodiscard]] const MeshSlice& slice(anatomy::PartIndex part) const;
    [[nodiscard]] unsigned vertex_array() const { return vertex_array_.name(); }
    /// Box of the moved vertices.
    [[nodiscard]] const geometry::Box& box(anatomy::PartIndex part) const;
    void clear();

private:
    struct Entry {
        MeshKey key;
        std::uint32_t vertex_count = 0;
        std::shared_ptr<const geometry::PosedVertices> shown;
        geometry::Box box;
        MeshSlice slice;
    };
    [[nodiscard]] bool same_layout(const std::vector<const scene::Item*>& items) const;
    std::size_t lay_out(const anatomy::Body& body, const std::vector<const scene::Item*>& items);
    std::size_t upload_moved(Entry& entry, const scene::Item& item);
    [[nodiscard]] const Entry& entry(anatomy::PartIndex part) const;

    std::vector<Entry> entries_;
    std::unordered_map<anatomy::PartIndex, std::size_t> places_;
    GlVertexArray vertex_array_;
    GlBuffer constant_, moved_, indices_;
};

}  // namespace smrt::render
