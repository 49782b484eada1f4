// Nodes by a grid over the vertices of the finest level, links by its triangles.
#include "muscles/course.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace smrt::muscles {
namespace {

constexpr float k_cell = 0.006f;  ///< metres between nodes

using Cell = std::array<int, 3>;

Cell cell_of(const glm::vec3& point) {
    const glm::vec3 c = glm::floor(point / k_cell);
    return {static_cast<int>(c.x), static_cast<int>(c.y), static_cast<int>(c.z)};
}

/// What a triangle joins runs on, and so does what lies closer than a thin wall.
std::vector<glm::uvec2> find_links(const std::vector<const geometry::LevelMesh*>& meshes, const std::vector<std::uint32_t>& node,
                                   const std::vector<glm::vec3>& nodes) {
    constexpr float k_touching = 0.0045f;  // metres
    std::vector<std::array<std::uint32_t, 2>> links;
    const auto add = [&](std::uint32_t a, std::uint32_t b) {
        if (a != b) links.push_back({std::min(a, b), std::max(a, b)});
    };
    std::size_t first = 0;
    for (const geometry::LevelMesh* mesh : meshes) {
        const geometry::MeshLevel& finest = mesh->levels.front();
        for (std::uint32_t i = 0; i < finest.index_count; i += 3) {
            const std::uint32_t* t = &mesh->indices[finest.first_index + i];
            for (int k = 0; k < 3; ++k) add(node[first + t[k]], node[first + t[(k + 1) % 3]]);
        }
        first += mesh->vertices.size();
    }
    const geometry::PointTree tree(nodes);
    for (std::uint32_t n = 0; n < nodes.size(); ++n)
        for (const geometry::PointTree::Hit& hit : tree.nearest(nodes[n], 4))
            if (hit.distance < k_touching) add(n, hit.index);
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
    std::vector<glm::uvec2> out;
    for (const auto& link : links) out.emplace_back(link[0], link[1]);
    return out;
}

}  // namespace

Course make_course(const std::vector<const geometry::LevelMesh*>& meshes) {
    std::vector<Cell> cell;
    std::vector<glm::vec3> points;
    for (const geometry::LevelMesh* mesh : meshes)
        for (std::uint32_t v = 0; v < mesh->vertices.size(); ++v)
            points.push_back(mesh->position(v)), cell.push_back(cell_of(points.back()));
    std::vector<Cell> used = cell;
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    Course out;
    out.nodes.assign(used.size(), glm::vec3(0));
    std::vector<float> weight(used.size(), 0.0f);
    std::vector<std::uint32_t> node(points.size());
    for (std::size_t v = 0; v < points.size(); ++v) {
        node[v] = static_cast<std::uint32_t>(std::lower_bound(used.begin(), used.end(), cell[v]) - used.begin());
        out.nodes[node[v]] += points[v], weight[node[v]] += 1;
    }
    for (std::size_t n = 0; n < used.size(); ++n) out.nodes[n] /= weight[n];
    out.links = find_links(meshes, node, out.nodes);
    return out;
}

void smooth_along(const Course& course, int steps, std::vector<std::vector<float>>& rows) {
    std::vector<float> count(rows.size());
    for (int step = 0; step < steps; ++step) {
        std::vector<std::vector<float>> next = rows;
        std::fill(count.begin(), count.end(), 1.0f);
        const auto share = [&](std::uint32_t to, std::uint32_t from) {
            for (std::size_t s = 0; s < rows[to].size(); ++s) next[to][s] += 0.5f * rows[from][s];
            count[to] += 0.5f;
        };
        for (const glm::uvec2& link : course.links) share(link[0], link[1]), share(link[1], link[0]);
        for (std::size_t n = 0; n < rows.size(); ++n)
            for (std::size_t s = 0; s < rows[n].size(); ++s) rows[n][s] = next[n][s] / count[n];
    }
}

std::vector<float> blend_nodes(const geometry::PointTree& nodes, const std::vector<std::vector<float>>& rows, const glm::vec3& point) {
    const auto hits = nodes.nearest(point, 9);
    const float reach = std::max(hits.back().distance, 2.5f * k_cell);  // the last one found fades to nothing
    std::vector<float> out(rows.front().size(), 0.0f);
    float sum = 0;
    for (const geometry::PointTree::Hit& hit : hits) {
        const float t = hit.distance / reach, near = 1 - t * t;
        const float weight = near * near + 1e-6f;
        for (std::size_t s = 0; s < out.size(); ++s) out[s] += weight * rows[hit.index][s];
        sum += weight;
    }
    for (float& w : out) w /= sum;
    return out;
}

}  // namespace smrt::muscles
