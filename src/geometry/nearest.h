// Nearest points: on a cloud of points, and on the surface of a mesh.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <vector>

#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// A cloud of points ready for nearest-neighbour questions; keeps a copy of the points.
class PointTree {
public:
    struct Hit {
        std::uint32_t index = 0;
        float distance = 0;  ///< metres
    };

    explicit PointTree(std::vector<glm::vec3> points);
    ~PointTree();
    PointTree(PointTree&&) noexcept;
    PointTree& operator=(PointTree&&) noexcept;

    [[nodiscard]] bool empty() const;
    [[nodiscard]] const std::vector<glm::vec3>& points() const;
    /// Input: a tree that is not empty (ENSURE).
    [[nodiscard]] Hit nearest(const glm::vec3& point) const;
    /// Up to `count` nearest, closest first.
    [[nodiscard]] std::vector<Hit> nearest(const glm::vec3& point, std::size_t count) const;

private:
    struct Index;
    std::unique_ptr<Index> index_;
};

/// The surface of a mesh ready for distance questions. The mesh must outlive it.
class SurfaceTree {
public:
    explicit SurfaceTree(const TriangleMesh& mesh);

    struct Hit {
        glm::vec3 point{0};
        float distance = 0;  ///< metres, never negative
    };
    /// Exact on the triangles around the nearest vertex, which is the nearest point wherever triangles are well shaped.
    [[nodiscard]] Hit nearest(const glm::vec3& point) const;
    [[nodiscard]] const Box& bounds() const { return bounds_; }

private:
    const TriangleMesh* mesh_;
    PointTree vertices_;
    Box bounds_;
    std::vector<std::uint32_t> first_, around_;  ///< triangles around each vertex
};

/// Nearest point of a triangle.
[[nodiscard]] glm::vec3 nearest_on_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c);

}  // namespace smrt::geometry
