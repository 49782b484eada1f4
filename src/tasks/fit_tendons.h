// Measures a muscle that divides into tendons along its fibres, so that no tendon is torn.
#pragma once

#include "anatomy/body.h"
#include "geometry/sphere_mesh_fit.h"

namespace smrt::tasks {

/// Spheres in a row along each tendon and on through the belly, joined by rods; moved until they agree with the surface.
/// Input: a part with named bundles, and how many figures it may have. Result: no spheres where its bundles have no lines of their own.
[[nodiscard]] geometry::SphereMesh fit_tendons(const anatomy::Part& part, std::size_t most_figures);

}  // namespace smrt::tasks
