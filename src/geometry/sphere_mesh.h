// Solids made of spheres joined by edges (tapered capsules) and triangles (slabs): the one primitive of the default body.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

struct Sphere {
    glm::vec3 centre{0};
    float radius = 0;
    bool operator==(const Sphere&) const = default;
};

/// Union of all spheres, of the capsules over all edges and of the slabs over all triangles; between joined spheres centre and radius
/// vary linearly. Lengths in metres. Source: Thiery, Guy, Boubekeur, Sphere-Meshes, ACM TOG 32(6), 2013.
struct SphereMesh {
    std::vector<Sphere> spheres;
    std::vector<glm::uvec2> edges;  ///< those that belong to no triangle
    std::vector<glm::uvec3> triangles;
    bool operator==(const SphereMesh&) const = default;
};

/// The place of a sphere-mesh nearest to a point.
struct SphereHit {
    float distance = 0;                      ///< metres to the surface, negative inside
    std::array<std::uint32_t, 3> spheres{};  ///< that span the primitive; unused ones repeat the first with weight 0
    glm::vec3 weights{1, 0, 0};              ///< of the spheres, sum 1
    glm::vec3 away{0, 1, 0};                 ///< unit direction from the nearest interpolated centre to the point
};

/// A sphere-mesh ready for distance questions. Exact outside; inside it is the depth in the deepest primitive.
class SphereField {
public:
    explicit SphereField(SphereMesh mesh);

    [[nodiscard]] const SphereMesh& mesh() const { return mesh_; }
    [[nodiscard]] const Box& bounds() const { return bounds_; }
    [[nodiscard]] std::size_t primitive_count() const { return primitives_.size(); }

    /// Input: a mesh with at least one sphere (ENSURE at construction).
    [[nodiscard]] SphereHit nearest(const glm::vec3& point) const;
    [[nodiscard]] float distance(const glm::vec3& point) const;

    /// Primitives that can be nearest to a point of the box. Cost: linear in the primitives.
    [[nodiscard]] std::vector<std::uint32_t> near(const Box& box) const;
    /// Distance to the nearest of some primitives.
    [[nodiscard]] float distance(const glm::vec3& point, std::span<const std::uint32_t> primitives) const;

private:
    struct Primitive {
        int count = 1;
        std::array<std::uint32_t, 3> spheres{};
        glm::vec3 middle{0};  ///< of a ball around it
        float reach = 0;      ///< radius of that ball
    };
    void add(int count, const std::array<std::uint32_t, 3>& spheres);
    [[nodiscard]] SphereHit measure(const Primitive& primitive, const glm::vec3& point) const;

    SphereMesh mesh_;
    std::vector<Primitive> primitives_;
    Box bounds_;
};

/// The same solid mirrored at the plane x = 0.
[[nodiscard]] SphereMesh mirrored(SphereMesh mesh);

}  // namespace smrt::geometry
