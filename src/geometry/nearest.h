// Nearest points: on a cloud of points, and on the surface of a mesh.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <vector>

#include "geometry/bvh.h"
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

/// The surface of a mesh ready for distance questions. Keeps its own copy of the triangles.
class SurfaceTree {
public:
    explicit SurfaceTree(const TriangleMesh& mesh);

    struct Hit {
        glm::vec3 point{0};
        float distance = 0;  ///< metres, never negative
    };
    /// Input: a surface with at least one triangle (ENSURE).
    [[nodiscard]] Hit nearest(const glm::vec3& point) const;
    [[nodiscard]] const Box& bounds() const { return bounds_; }

private:
    Bvh triangles_;
    Box bounds_;
};

}  // namespace smrt::geometry
