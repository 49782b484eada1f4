// A depth-buffered triangle filler for a grid of some thousand cells.
#include "scene/coverage.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/parallel.h"

namespace smrt::scene {
namespace {

constexpr int k_columns = 144;  ///< cells across the picture, unless the caller wants others
/// Metres that a vertex may lie behind what owns its cell and still count as seen: it may be at the rim of a gap or in front of it.
constexpr float k_behind = 0.001f;

/// An item's coarse triangles in the picture.
struct Seen {
    const geometry::LevelMesh* mesh = nullptr;
    const geometry::MeshLevel* level = nullptr;
    std::vector<glm::vec3> vertices;  ///< cells and depth
};

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

Coverage start_coverage(const PictureMap& map, float cell) {
    Coverage coverage;
    coverage.cell = cell;
    coverage.columns = std::max(1, static_cast<int>(std::ceil(map.size().x / cell)));
    coverage.rows = std::max(1, static_cast<int>(std::ceil(map.size().y / cell)));
    const std::size_t cells = static_cast<std::size_t>(coverage.columns) * coverage.rows;
    coverage.owner.assign(cells, anatomy::k_no_part);
    coverage.depth.assign(cells, std::numeric_limits<float>::max());
    return coverage;
}

/// Projects the coarsest level that a cell allows, but none finer than the item's own.
void look_at(const Scene& scene, const PictureMap& map, const Item& item, float cell, Seen& seen) {
    seen.mesh = &scene.body->part(item.part).mesh;
    const float distance = std::max(0.02f, glm::length(seen.mesh->box.centre() - map.eye()));
    const float allowed = cell * metres_per_pixel(scene.camera, distance, scene.height);
    seen.level = &seen.mesh->levels[std::max(item.level, geometry::find_level(*seen.mesh, allowed))];
    project_vertices(scene, map, item, seen.level->vertex_count, cell, seen.vertices);
}

void draw(const Seen& seen, anatomy::PartIndex part, Coverage& coverage) {
    for (std::uint32_t i = 0; i < seen.level->index_count; i += 3) {
        const std::uint32_t* corner = seen.mesh->indices.data() + seen.level->first_index + i;
        fill(coverage, seen.vertices[corner[0]], seen.vertices[corner[1]], seen.vertices[corner[2]], part);
    }
}

bool shows_a_vertex(const Seen& seen, const Coverage& coverage) {
    return std::any_of(seen.vertices.begin(), seen.vertices.end(), [&](const glm::vec3& vertex) {
        if (vertex.z <= 0 || vertex.x < 0 || vertex.y < 0 || vertex.x >= coverage.columns || vertex.y >= coverage.rows) return false;
        const auto column = static_cast<std::size_t>(vertex.x), row = static_cast<std::size_t>(vertex.y);
        return vertex.z <= coverage.depth[row * coverage.columns + column] + k_behind;
    });
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
    Coverage coverage = start_coverage(map, map.size().x / k_columns);
    Seen seen;
    for (const Item& item : scene.items) {
        if (item.look.opacity < 1) continue;
        look_at(scene, map, item, coverage.cell, seen);
        draw(seen, item.part, coverage);
    }
    return coverage;
}

std::vector<std::uint32_t> count_owned_cells(const Scene& scene, const PictureMap& map, float cell) {
    Coverage coverage = start_coverage(map, cell);
    std::vector<Seen> seen(scene.items.size());
    const auto work = [&](std::size_t i) {
        if (scene.items[i].look.opacity >= 1) look_at(scene, map, scene.items[i], cell, seen[i]);
    };
    base::parallel_for(seen.size(), work);
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (seen[i].mesh) draw(seen[i], scene.items[i].part, coverage);
    std::vector<std::uint32_t> owned(scene.body->parts().size(), 0);
    for (const anatomy::PartIndex part : coverage.owner)
        if (part != anatomy::k_no_part) ++owned[part];
    for (std::size_t i = 0; i < seen.size(); ++i)
        if (seen[i].mesh && owned[scene.items[i].part] == 0) owned[scene.items[i].part] = shows_a_vertex(seen[i], coverage) ? 1 : 0;
    return owned;
}

}  // namespace smrt::scene
