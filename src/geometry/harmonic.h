// A smooth scalar field over a mesh between two areas (harmonic field), and its gradient.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// Softly held values: the field is drawn to 0 where `low` is large and to 1 where `high` is large.
struct HarmonicTargets {
    std::vector<double> low, high;  ///< per vertex, 0 .. 1: how firmly it is held; one entry per vertex
    double reach = 0.004;           ///< metres over which a fully held area gives way
};

/// Field of least Dirichlet energy on the surface. Vertices at the same place count as one; separate pieces are tied
/// together where they come closest. Empty if no vertex is held low, or none high.
/// Cost: one sparse Cholesky factorisation (about 30 ms for 10,000 vertices).
[[nodiscard]] std::vector<double> solve_harmonic(const TriangleMesh& mesh, const HarmonicTargets& targets);

/// Unit direction in which the field grows fastest, per vertex, area weighted and smoothed along the surface.
/// Zero where the field is flat.
[[nodiscard]] std::vector<glm::vec3> measure_gradient_direction(const TriangleMesh& mesh, const std::vector<double>& field,
                                                                int smoothing_steps = 6);

/// Area that belongs to each vertex: a third of its triangles', square metres.
[[nodiscard]] std::vector<double> measure_vertex_areas(const TriangleMesh& mesh);

/// A coarse stand-in for smooth fields: vertices within a grid cell become one at their mean place; triangles that shrink to nothing
/// are dropped. `vertex_of` tells for every old vertex its new one.
[[nodiscard]] TriangleMesh cluster_vertices(const TriangleMesh& mesh, float cell, std::vector<std::uint32_t>& vertex_of);

/// The same mesh with one vertex per place; `vertex_of` tells for every old vertex its new one.
[[nodiscard]] TriangleMesh weld_positions(const TriangleMesh& mesh, std::vector<std::uint32_t>& vertex_of);

}  // namespace smrt::geometry
