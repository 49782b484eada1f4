// Fits a sphere-mesh to a surface.
#pragma once

#include "geometry/sphere_mesh.h"
#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

struct SphereFitOptions {
    std::uint32_t spheres = 60;            ///< no more than this
    float most_radius = 0.12f;             ///< metres
    float least_radius = 4e-4f;            ///< metres
    int refinements = 14;                  ///< steps of least squares after the collapse
    const TriangleMesh* around = nullptr;  ///< the whole surface, where the mesh is a patch of it: spheres stay inside of it
};

/// How far a surface and a sphere-mesh are from each other, metres.
struct SphereFitFigures {
    float median = 0, worst_twentieth = 0;  ///< 50 and 95 per cent of the surface's samples lie within these of the sphere-mesh
};

/// Collapses a surface to spheres and moves them until surface and spheres agree.
/// Input: welded mesh with outward normals, at least four triangles; it need not be closed.
/// Cost: about half a second for 2,000 vertices. Source: Thiery, Guy, Boubekeur 2013; the spheres start as medial balls and opposite
/// sides may merge, so that thin plates become one layer.
[[nodiscard]] SphereMesh fit_sphere_mesh(const TriangleMesh& mesh, const SphereFitOptions& options = {});

/// Distances of the surface's triangles, weighted by area, to the sphere-mesh.
[[nodiscard]] SphereFitFigures measure_fit(const TriangleMesh& mesh, const SphereField& field);

/// Points spread over a surface by area, with its normals. The same seed gives the same points.
struct SurfaceSamples {
    std::vector<glm::vec3> points, normals;
};
[[nodiscard]] SurfaceSamples sample_surface(const TriangleMesh& mesh, std::size_t count, std::uint32_t seed);

}  // namespace smrt::geometry
