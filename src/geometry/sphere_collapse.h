// From a surface to few joined spheres: pairs of vertices merge, cheapest first.
#pragma once

#include "geometry/sphere_mesh_fit.h"

namespace smrt::geometry {

/// The collapse alone, without the least squares that follow. Input as for fit_sphere_mesh.
[[nodiscard]] SphereMesh collapse_to_spheres(const TriangleMesh& mesh, const SphereFitOptions& options);

/// Least squares over centres and radii, joins kept.
void refine_spheres(const TriangleMesh& mesh, const SphereFitOptions& options, SphereMesh& spheres);

}  // namespace smrt::geometry
