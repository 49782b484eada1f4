// The largest ball inside of a surface that touches it at a given point.
#pragma once

#include <vector>

#include "geometry/sphere_mesh.h"
#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// A ball that touches the surface at one vertex and, on its far side, at another.
struct MedialBall {
    Sphere ball;
    std::uint32_t opposite = 0;  ///< vertex on the far side
};

/// One ball per vertex, by shrinking from `most` (metres) until no other vertex lies inside.
/// Input: mesh with outward normals; the whole surface that it is a patch of, or itself. Source: Ma, Bae, Choi, 3D medial axis point approximation using nearest neighbors, 2012.
[[nodiscard]] std::vector<MedialBall> find_medial_balls(const TriangleMesh& mesh, const TriangleMesh& whole, float most);

}  // namespace smrt::geometry
