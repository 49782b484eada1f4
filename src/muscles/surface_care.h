// What a bent surface needs after its vertices have been moved: folds smoothed out, volume given back.
#pragma once

#include <vector>

#include "geometry/level_mesh.h"

namespace smrt::muscles {

/// How far a vertex is held where it is, 0 free .. 1 grown to a bone; empty: all are free.
using Held = std::vector<float>;

/// Vertices of triangles that are turned inside out, and their neighbours, move to where the surface around them would have them.
/// Input: vertices of `mesh` moved by a pose, for a whole level. Cost: one look at every triangle where nothing is folded.
void unfold(const geometry::LevelMesh& mesh, const Held& held, geometry::PosedVertices& posed);

/// Vertices that a volume is measured with, the first of the mesh.
[[nodiscard]] std::uint32_t count_volume_vertices(const geometry::LevelMesh& mesh);
/// Signed volume of some vertices' surface, m3, on a coarse level; open surfaces are closed towards their middle.
[[nodiscard]] double measure_volume(const geometry::LevelMesh& mesh, const std::vector<glm::vec3>& positions);
/// The same at rest.
[[nodiscard]] double measure_rest_volume(const geometry::LevelMesh& mesh);

inline constexpr double k_no_solid = 1e-8;  ///< m3: less is no volume to keep

/// Moves free vertices along their normals, all alike and by no more than `most` metres, until the volume is that at rest.
void keep_volume(const geometry::LevelMesh& mesh, const Held& held, double rest, float most, geometry::PosedVertices& posed);

}  // namespace smrt::muscles
