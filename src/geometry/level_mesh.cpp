// Octahedral coding and look-ups in levels of detail.
#include "geometry/level_mesh.h"

#include <cmath>

namespace smrt::geometry {

void encode_octahedral(const glm::vec3& unit, std::int8_t out[2]) {
    const glm::vec3 n = unit / (std::abs(unit.x) + std::abs(unit.y) + std::abs(unit.z) + 1e-20f);
    glm::vec2 folded(n.x, n.y);
    if (n.z < 0) {
        folded = glm::vec2((1 - std::abs(n.y)) * (n.x >= 0 ? 1.0f : -1.0f), (1 - std::abs(n.x)) * (n.y >= 0 ? 1.0f : -1.0f));
    }
    out[0] = static_cast<std::int8_t>(std::lround(folded.x * 127.0f));
    out[1] = static_cast<std::int8_t>(std::lround(folded.y * 127.0f));
}

glm::vec3 decode_octahedral(const std::int8_t in[2]) {
    glm::vec3 n(in[0] / 127.0f, in[1] / 127.0f, 0);
    n.z = 1 - std::abs(n.x) - std::abs(n.y);
    if (n.z < 0) {
        const float x = (1 - std::abs(n.y)) * (n.x >= 0 ? 1.0f : -1.0f);
        n.y = (1 - std::abs(n.x)) * (n.y >= 0 ? 1.0f : -1.0f);
        n.x = x;
    }
    return glm::normalize(n);
}

glm::vec3 LevelMesh::normal(std::uint32_t vertex) const {
    return decode_octahedral(vertices[vertex].normal);
}
glm::vec3 LevelMesh::fibre(std::uint32_t vertex) const {
    return decode_octahedral(vertices[vertex].fibre);
}

std::uint32_t find_level(const LevelMesh& mesh, float error_limit) {
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < mesh.levels.size(); ++i)
        if (mesh.levels[i].error <= error_limit) found = i;
    return found;
}

TriangleMesh unpack(const LevelMesh& mesh, std::uint32_t level) {
    TriangleMesh out;
    if (mesh.levels.empty()) return out;
    const MeshLevel& wanted = mesh.levels[level];
    out.positions.reserve(wanted.vertex_count);
    out.normals.reserve(wanted.vertex_count);
    for (std::uint32_t i = 0; i < wanted.vertex_count; ++i) {
        out.positions.push_back(mesh.position(i));
        out.normals.push_back(mesh.normal(i));
    }
    for (std::uint32_t i = 0; i < wanted.index_count; i += 3) {
        const std::uint32_t* corner = mesh.indices.data() + wanted.first_index + i;
        out.triangles.emplace_back(corner[0], corner[1], corner[2]);
    }
    return out;
}

}  // namespace smrt::geometry
