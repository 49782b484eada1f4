// Small meshes for tests, packed as a body's parts are.
#pragma once

#include <cmath>

#include "anatomy/body.h"
#include "geometry/level_builder.h"
#include "geometry/triangle_mesh.h"

namespace smrt::test {

/// Sphere of rings and sectors; metres.
inline geometry::TriangleMesh make_sphere(const glm::vec3& centre, float radius, int rings = 48, int sectors = 96) {
    geometry::TriangleMesh mesh;
    const float pi = std::acos(-1.0f);
    for (int i = 0; i <= rings; ++i)
        for (int j = 0; j < sectors; ++j) {
            const float polar = pi * static_cast<float>(i) / static_cast<float>(rings);
            const float around = 2 * pi * static_cast<float>(j) / static_cast<float>(sectors);
            mesh.positions.push_back(
                centre + radius * glm::vec3(std::sin(polar) * std::cos(around), std::cos(polar), std::sin(polar) * std::sin(around)));
        }
    const auto at = [&](int i, int j) { return static_cast<std::uint32_t>(i * sectors + j % sectors); };
    for (int i = 0; i < rings; ++i)
        for (int j = 0; j < sectors; ++j) {
            mesh.triangles.push_back({at(i, j), at(i, j + 1), at(i + 1, j)});
            mesh.triangles.push_back({at(i, j + 1), at(i + 1, j + 1), at(i + 1, j)});
        }
    return mesh;
}

/// Upright box with one quad of two triangles per face; metres.
inline geometry::TriangleMesh make_box(const glm::vec3& lower, const glm::vec3& upper) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i < 8; ++i) mesh.positions.push_back({i & 1 ? upper.x : lower.x, i & 2 ? upper.y : lower.y, i & 4 ? upper.z : lower.z});
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

inline geometry::TriangleMesh join(geometry::TriangleMesh a, const geometry::TriangleMesh& b) {
    const auto first = static_cast<std::uint32_t>(a.positions.size());
    a.positions.insert(a.positions.end(), b.positions.begin(), b.positions.end());
    for (const glm::uvec3& t : b.triangles) a.triangles.push_back(t + first);
    return a;
}

inline geometry::TriangleMesh mirror(geometry::TriangleMesh mesh) {
    for (glm::vec3& p : mesh.positions) p.x = -p.x;
    for (glm::uvec3& t : mesh.triangles) std::swap(t.y, t.z);
    return mesh;
}

/// A bone with its side read from its name.
inline anatomy::Part make_bone(const std::string& name, const geometry::TriangleMesh& mesh) {
    anatomy::Part part;
    part.id = part.name = name;
    part.kind = anatomy::Kind::bone;
    part.side = anatomy::side_in_name(name);
    part.mesh = geometry::make_level_mesh(mesh);
    return part;
}

}  // namespace smrt::test
