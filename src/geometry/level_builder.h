// Turns a triangle mesh into a mesh ready for the GPU: packed vertices and levels of detail that share them.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "geometry/level_mesh.h"
#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// What may be known of the vertices of the mesh beside position and normal. Each span is empty or has one value per vertex.
struct VertexExtras {
    std::span<const std::uint16_t> along;      ///< place along the fibres, as in PackedVertex
    std::span<const glm::vec3> fibre;          ///< unit fibre direction; used where along is known
    std::span<const std::uint8_t> occlusion;   ///< baked openness, 255 open
    std::span<const std::uint8_t> fibre_part;  ///< as in PackedVertex
};

/// Which levels are wanted. Errors are metres and grow; level 0, the full mesh, is always made.
struct LevelOptions {
    std::vector<float> errors = {0.0005f, 0.00125f, 0.0025f, 0.005f, 0.010f};
    float least_saving = 0.25f;          ///< a level that saves a smaller share of the triangles of the one before is left out
    std::uint32_t least_triangles = 16;  ///< no level goes below this (or below what the mesh has)
};

/// Vertices and indices of a LevelMesh that owns its data; reachable through `owner` of the mesh made here.
struct LevelStorage {
    std::vector<PackedVertex> vertices;
    std::vector<std::uint32_t> indices;
};

/// Welds by position, packs, simplifies and orders a mesh.
/// Input: mesh in metres with finite positions; normals one per position, or empty: smooth ones are made.
/// Result: level 0 holds every non-degenerate triangle; each coarser level uses a prefix of the vertices, keeps the shape's
/// outline within about its error, and is ordered for the vertex cache. Indices of coarse levels come first in the buffer, so
/// that a first coarse picture reads little. Empty mesh: no vertices, no levels. The same input gives the same bytes.
/// Cost: about 2.5 microseconds a triangle and core.
[[nodiscard]] LevelMesh make_level_mesh(const TriangleMesh& mesh, const VertexExtras& extras = {}, const LevelOptions& options = {});

}  // namespace smrt::geometry
