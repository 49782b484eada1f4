// A depth-buffered triangle filler for a grid of some thousand cells.
#include "scene/coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace smrt::scene {
namespace {

constexpr int k_columns = 144;  ///< cells across the picture

bool clipped_away(const Scene& scene, const glm::vec3& point) {
    return scene.clip && glm::dot(scene.clip->normal, point) > scene.clip->offset;
}

/// Projected vertices of one item, in cells; depth <= 0 marks those behind the eye or cut away.
void project_vertices(const Scene& scene, const PictureMap& map, const Item& item, std::uint32_t count, float cell,
                      std::vector<glm::vec3>& out) {
    const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
    out.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const glm::vec3 point = item.posed ? item.posed->positions[i] : glm::vec3(item.placement * glm::vec4(mesh.position(i), 1));
        const Projected seen = map.project(point);
        out[i] = glm::vec3(seen.pixel / cell, clipped_away(scene, point) ? -1.0f : seen.depth);
    }
}

void put(Coverage& coverage, int column, int row, float depth, anatomy::PartIndex part) {
    const std::size_t at = static_cast<std::size_t>(row) * coverage.columns + column;
    if (depth < coverage.depth[at]) coverage.depth[at] = depth, coverage.owner[at] = part;
}

void fill(Coverage& coverage, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c, anatomy::PartIndex part) {
    if (a.z <= 0 || b.z <= 0 || c.z <= 0) return;
    const glm::vec3 lower = glm::min(a, glm::min(b, c)), upper = glm::max(a, glm::max(b, c));
    // Cell centres inside the triangle's box.
    const int first_column = std::max(0, static_cast<int>(std::ceil(lower.x - 0.5f)));
    const int last_column = std::min(coverage.columns - 1, static_cast<int>(std::floor(upper.x - 0.5f)));
    const int first_row = std::max(0, static_cast<int>(std::ceil(lower.y - 0.5f)));
    const int last_row = std::min(coverage.rows - 1, static_cast<int>(std::floor(upper.y - 0.5f)));
    const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (first_column > last_column || first_row > last_row || std::abs(area) < 1e-12f) return;
    for (int row = first_row; row <= last_row; ++row) {
        for (int column = first_column; column <= last_column; ++column) {
            const float x = static_cast<float>(column) + 0.5f, y = static_cast<float>(row) + 0.5f;
            const float u = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / area;
            const float v = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / area;
            if (u >= 0 && v >= 0 && u + v <= 1) put(coverage, column, row, a.z + u * (b.z - a.z) + v * (c.z - a.z), part);
        }
    }
}

}  // namespace

anatomy::PartIndex Coverage::at(const glm::vec2& pixel) const {
    const int column = static_cast<int>(std::floor(pixel.x / cell)), row = static_cast<int>(std::floor(pixel.y / cell));
    if (column < 0 || row < 0 || column >= columns || row >= rows) return anatomy::k_no_part;
    return owner[static_cast<std::size_t>(row) * columns + column];
}

bool Coverage::owns_near(anatomy::PartIndex part, const glm::vec2& pixel) const {
    for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx)
            if (at(pixel + cell * glm::vec2(dx, dy)) == part) return true;
    return false;
}

Coverage measure_coverage(const Scene& scene, const PictureMap& map) {
    Coverage coverage;
    coverage.cell = map.size().x / k_columns;
    coverage.columns = k_columns;
    coverage.rows = std::max(1, static_cast<int>(std::ceil(map.size().y / coverage.cell)));
    const std::size_t cells = static_cast<std::size_t>(coverage.columns) * coverage.rows;
    coverage.owner.assign(cells, anatomy::k_no_part);
    coverage.depth.assign(cells, std::numeric_limits<float>::max());
    std::vector<glm::vec3> seen;
    for (const Item& item : scene.items) {
        if (item.look.opacity < 1) continue;
        const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
        const float distance = std::max(0.02f, glm::length(mesh.box.centre() - map.eye()));
        const float allowed = coverage.cell * metres_per_pixel(scene.camera, distance, scene.height);
        const geometry::MeshLevel& level = mesh.levels[std::max(item.level, geometry::find_level(mesh, allowed))];
        project_vertices(scene, map, item, level.vertex_count, coverage.cell, seen);
        for (std::uint32_t i = 0; i < level.index_count; i += 3) {
            const std::uint32_t* corner = mesh.indices.data() + level.first_index + i;
            fill(coverage, seen[corner[0]], seen[corner[1]], seen[corner[2]], item.part);
        }
    }
    return coverage;
}

}  // namespace smrt::scene
