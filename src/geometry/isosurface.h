// From a signed distance to a closed surface of triangles.
#pragma once

#include <functional>
#include <span>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// Distances at some points of a block; called once a block, so that what cannot be near can be left out, and from several threads if
/// several are asked for. Values need to be right in sign everywhere and in size near the surface; they must not change faster than the way.
using BlockDistance = std::function<void(const Box& block, std::span<const glm::vec3> points, std::span<float> values)>;

/// The surface where the distance is zero: closed, manifold, turned outward.
/// Input: a box that holds all of the solid; cell: metres between the points of the body-centred lattice; threads: 0 for all cores.
/// Source: Labelle, Shewchuk, Isosurface Stuffing, 2007 (its lattice); tetrahedra are marched.
/// Cost: about a microsecond a cell near the surface, beside the distances.
[[nodiscard]] TriangleMesh make_isosurface(const Box& box, float cell, const BlockDistance& distance, unsigned threads = 1);

}  // namespace smrt::geometry
