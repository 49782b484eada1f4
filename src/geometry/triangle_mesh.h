// An indexed triangle mesh and its box.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <vector>

namespace smrt::geometry {

/// Axis-aligned box; empty when lower > upper.
struct Box {
    glm::vec3 lower{std::numeric_limits<float>::max()};
    glm::vec3 upper{std::numeric_limits<float>::lowest()};

    void include(const glm::vec3& point) { lower = glm::min(lower, point), upper = glm::max(upper, point); }
    void include(const Box& other) { lower = glm::min(lower, other.lower), upper = glm::max(upper, other.upper); }
    [[nodiscard]] bool empty() const { return lower.x > upper.x; }
    [[nodiscard]] glm::vec3 centre() const { return 0.5f * (lower + upper); }
    [[nodiscard]] glm::vec3 size() const { return empty() ? glm::vec3(0) : upper - lower; }
    bool operator==(const Box&) const = default;
};

/// Triangles over shared vertices. Positions in metres; normals unit length, one per position, or empty.
struct TriangleMesh {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    std::vector<glm::uvec3> triangles;

    [[nodiscard]] bool empty() const { return triangles.empty(); }
    [[nodiscard]] Box bounds() const {
        Box box;
        for (const glm::vec3& p : positions) box.include(p);
        return box;
    }
    bool operator==(const TriangleMesh&) const = default;
};

}  // namespace smrt::geometry
