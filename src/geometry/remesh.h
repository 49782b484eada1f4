// Smoothing a closed surface and taking triangles away from it.
#pragma once

#include <span>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// Evens out the surface without shrinking it: pairs of a smoothing and a widening step.
/// weights: how far each vertex takes part, 0 to 1; none: all do. Source: Taubin, A signal processing approach to fair surface design, 1995.
void smooth_surface(TriangleMesh& mesh, int pairs, std::span<const float> weights = {});

/// Keeps the outer walls: drops closed surfaces that bound a hollow, and those smaller than a share of the largest one's area.
void keep_outer_shells(TriangleMesh& mesh, float least_share = 0.02f);

struct DecimateOptions {
    float error = 4.5e-4f;        ///< metres: root mean square of a vertex's distances from the planes that it stands for
    float most_edge = 0.012f;     ///< metres; longer edges are not made
    float least_quality = 0.15f;  ///< no triangle gets worse than this, unless it was
};

/// Collapses edges, cheapest first, while the surface keeps its place. It stays closed and manifold, and no triangle turns over.
/// Input: a closed manifold mesh. Source: Garland, Heckbert, Surface simplification using quadric error metrics, SIGGRAPH 1997.
/// Cost: some 4 microseconds a triangle.
void decimate_surface(TriangleMesh& mesh, const DecimateOptions& options = {});

/// 2 * inscribed / circumscribed radius of a triangle: 1 equilateral, 0 degenerate.
[[nodiscard]] float measure_quality(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c);

}  // namespace smrt::geometry
