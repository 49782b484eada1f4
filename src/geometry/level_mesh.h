// A mesh ready for the GPU: quantised vertices shared by several levels of detail.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// 16 bytes a vertex; the layout is that of the GPU buffer and of the cache file.
struct PackedVertex {
    std::uint16_t x = 0, y = 0, z = 0;  ///< position: lower + (x, y, z) / 65535 * (upper - lower) of the mesh's box
    std::uint16_t along = k_no_fibre;   ///< place along the fibres, 0 origin .. 65534 insertion; k_no_fibre: none known
    std::int8_t normal[2] = {0, 0};     ///< unit normal, octahedral
    std::int8_t fibre[2] = {0, 0};      ///< unit fibre direction at rest, octahedral; meaningless where along is k_no_fibre
    std::uint8_t occlusion = 255;       ///< baked ambient openness, 255 open
    std::uint8_t fibre_part = 0;        ///< 1 for the first named bundle of its muscle, 2 for the second ...; 0: none
    std::uint8_t spare[2] = {0, 0};

    static constexpr std::uint16_t k_no_fibre = 65535;
    bool operator==(const PackedVertex&) const = default;
};
static_assert(sizeof(PackedVertex) == 16);

/// One level of detail. Vertices are ordered so that a coarser level uses only a prefix of them.
struct MeshLevel {
    float error = 0;                 ///< largest distance to the full mesh, metres
    std::uint32_t vertex_count = 0;  ///< the level uses vertices [0, vertex_count)
    std::uint32_t first_index = 0;
    std::uint32_t index_count = 0;
    bool operator==(const MeshLevel&) const = default;
};

/// Vertices, indices and levels, owned by something that outlives the spans (a mapped file or a vector).
struct LevelMesh {
    Box box;
    std::span<const PackedVertex> vertices;
    std::span<const std::uint32_t> indices;  ///< into vertices, three a triangle
    std::vector<MeshLevel> levels;           ///< [0] is full detail; error grows
    std::shared_ptr<const void> owner;

    [[nodiscard]] glm::vec3 position(std::uint32_t vertex) const {
        const PackedVertex& v = vertices[vertex];
        return box.lower + glm::vec3(v.x, v.y, v.z) * (1.0f / 65535.0f) * (box.upper - box.lower);
    }
    [[nodiscard]] glm::vec3 normal(std::uint32_t vertex) const;
    [[nodiscard]] glm::vec3 fibre(std::uint32_t vertex) const;
};

/// Octahedral coding of a unit vector in two signed bytes (error below 1 degree).
void encode_octahedral(const glm::vec3& unit, std::int8_t out[2]);
[[nodiscard]] glm::vec3 decode_octahedral(const std::int8_t in[2]);

/// Coarsest level whose error stays within the limit (metres); 0 if none does.
[[nodiscard]] std::uint32_t find_level(const LevelMesh& mesh, float error_limit);

/// Full-detail mesh unpacked again (positions, normals, triangles).
[[nodiscard]] TriangleMesh unpack(const LevelMesh& mesh, std::uint32_t level = 0);

/// Vertices moved by a pose, for one level: as many as that level (or a finer one) uses.
struct PosedVertices {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
};

}  // namespace smrt::geometry
