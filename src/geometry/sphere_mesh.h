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

    /// Pieces (insides of slabs, edges, lone spheres) that can be nearest to a point of the box. Cost: linear in the pieces.
    [[nodiscard]] std::vector<std::uint32_t> near(const Box& box) const;
    /// Distances of many points to the nearest of some pieces; several times faster than one by one.
    void distances(std::span<const glm::vec3> points, std::span<const std::uint32_t> pieces, std::span<float> out) const;

private:
    struct Primitive {
        int count = 1;
        std::array<std::uint32_t, 3> spheres{};
        glm::vec3 middle{0};  ///< of a ball around it
        float reach = 0;      ///< radius of that ball
    };
    /// Inside of a slab, edge or sphere with what its distance needs worked out, so that many points are measured without a branch.
    struct Piece {
        enum class Shape : std::uint8_t { ball, rod, face } shape = Shape::ball;
        glm::vec3 origin{0};   ///< first centre
        glm::vec3 u{0}, v{0};  ///< rod: u is its direction; face: dual vectors of its edges
        glm::vec3 normal{0};   ///< face: unit
        float length = 0;      ///< rod: metres
        float lean = 0;        ///< rod: shift along it per height; face: reach per height
        glm::vec2 shift{0};    ///< face: shift of u and v per reach
        float radius = 0;      ///< at the origin
        glm::vec2 slope{0};    ///< of the radius along u and v
        glm::vec3 middle{0};   ///< of a ball around it
        float reach = 0;       ///< radius of that ball
    };
    void add(int count, const std::array<std::uint32_t, 3>& spheres);
    void add_ball(const Sphere& sphere);
    void add_rod(const Sphere& a, const Sphere& b);
    void add_face(const Sphere& a, const Sphere& b, const Sphere& c);
    void make_pieces();
    /// Distance of a point that the piece is concerned with, else the largest number; least: no more than the way to anything in it.
    static float measure(const Piece& piece, const glm::vec3& point, float& least);
    [[nodiscard]] SphereHit measure(const Primitive& primitive, const glm::vec3& point) const;

    SphereMesh mesh_;
    std::vector<Primitive> primitives_;
    std::vector<Piece> pieces_;
    Box bounds_;
};

/// The same solid mirrored at the plane x = 0.
[[nodiscard]] SphereMesh mirrored(SphereMesh mesh);

}  // namespace smrt::geometry
