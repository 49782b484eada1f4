// Cuts meshes with a plane.
#include "render/clip_slices.h"

#include <algorithm>

#include "base/parallel.h"

namespace smrt::render {

namespace {

bool meets(const geometry::Box& box, const scene::ClipPlane& plane) {
    const float centre = glm::dot(plane.normal, box.centre()) - plane.offset;
    return std::abs(centre) <= 0.5f * glm::dot(glm::abs(plane.normal), box.size());
}

std::vector<glm::vec3> moved_vertices(const scene::Scene& scene, const scene::Item& item) {
    const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
    const std::uint32_t count = mesh.levels[item.level].vertex_count;
    std::vector<glm::vec3> points(count);
    for (std::uint32_t i = 0; i < count; ++i)
        points[i] = item.posed ? item.posed->positions[i] : glm::vec3(item.placement * glm::vec4(mesh.position(i), 1));
    return points;
}

/// Crossing of the edge a-b with the plane, the same from both of its triangles.
glm::vec3 crossing(const std::vector<glm::vec3>& points, const std::vector<float>& heights, std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    return glm::mix(points[a], points[b], heights[a] / (heights[a] - heights[b]));
}

void cut_triangles(const scene::Scene& scene, ClipSlice& slice) {
    const scene::Item& item = *slice.item;
    const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
    const std::vector<glm::vec3> points = moved_vertices(scene, item);
    std::vector<float> heights(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) heights[i] = glm::dot(scene.clip->normal, points[i]) - scene.clip->offset;
    const geometry::MeshLevel& level = mesh.levels[item.level];
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* corner = mesh.indices.data() + level.first_index + i;
        std::array<glm::vec3, 2> ends;
        std::size_t count = 0;
        for (int edge = 0; edge < 3; ++edge) {
            const std::uint32_t a = corner[edge], b = corner[(edge + 1) % 3];
            if ((heights[a] >= 0) != (heights[b] >= 0) && count < 2) ends[count++] = crossing(points, heights, a, b);
        }
        if (count == 2) slice.segments.push_back(ends);
    }
}

void bound_slice(const scene::ClipPlane& plane, ClipSlice& slice) {
    const glm::vec3 other = std::abs(plane.normal.y) < 0.9f ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0);
    const glm::vec3 across = glm::normalize(glm::cross(other, plane.normal)), along = glm::cross(plane.normal, across);
    glm::vec2 lower(1e9f), upper(-1e9f);
    for (const auto& segment : slice.segments) {
        for (const glm::vec3& point : segment) {
            const glm::vec2 flat(glm::dot(point, across), glm::dot(point, along));
            lower = glm::min(lower, flat), upper = glm::max(upper, flat);
        }
    }
    const auto corner = [&](float u, float v) { return across * u + along * v + plane.normal * plane.offset; };
    slice.rectangle = {corner(lower.x, lower.y), corner(upper.x, lower.y), corner(lower.x, upper.y), corner(upper.x, upper.y)};
    slice.area = (upper.x - lower.x) * (upper.y - lower.y);
}

}  // namespace

std::vector<ClipSlice> make_clip_slices(const scene::Scene& scene, const std::vector<VisibleItem>& items) {
    std::vector<ClipSlice> slices;
    if (!scene.clip) return slices;
    for (const VisibleItem& visible : items) {
        const scene::Look& look = visible.item->look;
        const bool solid = look.opacity >= 1 || (look.glow > 0 && look.opacity > 0);
        if (solid && meets(visible.box, *scene.clip)) slices.push_back({visible.item, {}, {}, 0});
    }
    base::parallel_for(slices.size(), [&](std::size_t i) {
        cut_triangles(scene, slices[i]);
        if (!slices[i].segments.empty()) bound_slice(*scene.clip, slices[i]);
    });
    slices.erase(std::remove_if(slices.begin(), slices.end(), [](const ClipSlice& slice) { return slice.segments.empty(); }), slices.end());
    std::sort(slices.begin(), slices.end(),
              [](const ClipSlice& a, const ClipSlice& b) { return a.area != b.area ? a.area > b.area : a.item->part < b.item->part; });
    return slices;
}

}  // namespace smrt::render
