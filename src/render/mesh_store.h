// Meshes on the GPU by part and level, uploaded when first drawn, in few large shared buffers ("pages").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "anatomy/body.h"
#include "render/gl_objects.h"

namespace smrt::render {

/// One level of one part's mesh.
struct MeshKey {
    anatomy::PartIndex part = anatomy::k_no_part;
    std::uint32_t level = 0;
    bool operator==(const MeshKey&) const = default;
};

/// Where a level of a part lies on the GPU.
struct MeshSlice {
    std::uint32_t page = 0;
    std::uint32_t base_vertex = 0;
    std::uint32_t first_index = 0;
    std::uint32_t index_count = 0;
    bool closed = false;  ///< encloses a volume with its front outward: back faces are never seen
    bool fibres = false;  ///< fibre directions are known
};

/// Sets the vertex attributes 0..2 (position and along, normal and fibre, occlusion and part) from the bound array buffer.
void set_packed_attributes();
/// Copies a level's vertices with the part's index written into their spare bytes, ready for the GPU.
void pack_vertices(const geometry::LevelMesh& mesh, std::uint32_t count, anatomy::PartIndex part, geometry::PackedVertex* out);
/// Whether a level's triangles enclose a volume, front outward (up to small holes): the integral of x n^T over a closed
/// surface is its volume times the identity. Cost: one pass over the triangles.
[[nodiscard]] bool encloses_volume(const geometry::LevelMesh& mesh, std::uint32_t level);

class MeshStore {
public:
    /// Drops everything when the body is another one.
    void set_body(const anatomy::BodyPtr& body);
    /// Makes all these levels resident. Result: bytes uploaded.
    std::size_t upload(std::span<const MeshKey> wanted);
    /// A resident level (ENSURE).
    [[nodiscard]] const MeshSlice& slice(const MeshKey& key) const;
    [[nodiscard]] unsigned vertex_array(std::uint32_t page) const { return pages_[page].vertex_array.name(); }
    [[nodiscard]] std::size_t page_count() const { return pages_.size(); }
    [[nodiscard]] std::size_t resident_bytes() const { return resident_bytes_; }

private:
    struct Page {
        GlVertexArray vertex_array;
        GlBuffer vertices, indices;
        std::size_t vertex_capacity = 0, index_capacity = 0;
        std::size_t vertices_used = 0, indices_used = 0;
    };
    struct KeyHash {
        std::size_t operator()(const MeshKey& key) const { return (static_cast<std::size_t>(key.part) << 5) ^ key.level; }
    };
    void add_page(std::size_t vertices, std::size_t indices);
    void fill(std::span<const MeshKey> keys);

    anatomy::BodyPtr body_;
    std::vector<Page> pages_;
    std::unordered_map<MeshKey, MeshSlice, KeyHash> slices_;
    std::size_t resident_bytes_ = 0;
};

}  // namespace smrt::render
