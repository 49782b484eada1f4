// A closed surface that can be asked how deep in it a point lies.
#pragma once

#include <glm/glm.hpp>

#include "geometry/bvh.h"
#include "geometry/triangle_mesh.h"

namespace smrt::geometry {

/// A closed surface ready for questions of inside and depth.
class Solid {
public:
    /// Input: triangles turned outwards. An open surface has no inside: see `closed`.
    explicit Solid(TriangleMesh mesh);
    /// Metres below the surface; 0 outside. Cost: one to four microseconds.
    [[nodiscard]] float depth(const glm::vec3& point) const;
    [[nodiscard]] bool closed() const { return closed_; }

private:
    Bvh tree_;
    bool closed_ = false;
};

}  // namespace smrt::geometry
