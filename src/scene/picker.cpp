// Which part is under a pixel: rays against trees of the items' own levels.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "geometry/bvh.h"
#include "scene/compose_scene.h"
#include "scene/picture_map.h"

namespace smrt::scene {
namespace {

/// Corners of one level of an item, where they are without placement.
std::vector<glm::vec3> positions_of(const geometry::LevelMesh& mesh, const Item& item) {
    if (item.posed) return item.posed->positions;
    std::vector<glm::vec3> out(mesh.levels[item.level].vertex_count);
    for (std::uint32_t i = 0; i < out.size(); ++i) out[i] = mesh.position(i);
    return out;
}

std::span<const std::uint32_t> indices_of(const geometry::LevelMesh& mesh, const Item& item) {
    const geometry::MeshLevel& level = mesh.levels[item.level];
    return mesh.indices.subspan(level.first_index, level.index_count);
}

/// One shape against one ray without a tree: the first look at a shape costs less this way than building its tree.
std::optional<geometry::RayHit> find_first_by_all(const geometry::LevelMesh& mesh, const Item& item, geometry::RaySpan ray) {
    std::optional<geometry::RayHit> best;
    const std::vector<glm::vec3> positions = positions_of(mesh, item);
    const auto indices = indices_of(mesh, item);
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        auto hit = geometry::hit_triangle(ray, positions[indices[i]], positions[indices[i + 1]], positions[indices[i + 2]]);
        if (!hit || (best && hit->distance >= best->distance)) continue;
        hit->triangle = static_cast<std::uint32_t>(i / 3);
        ray.farthest = hit->distance;
        best = hit;
    }
    return best;
}

geometry::RaySpan moved(const geometry::RaySpan& ray, const glm::mat4& placement) {
    if (placement == glm::mat4(1)) return ray;
    const glm::mat4 back = glm::inverse(placement);
    return {glm::vec3(back * glm::vec4(ray.origin, 1)), glm::vec3(back * glm::vec4(ray.direction, 0)), ray.nearest, ray.farthest};
}

/// Cuts the span down to the half space that is kept; false if nothing of the ray is kept.
bool clip(geometry::RaySpan& ray, const ClipPlane& plane, bool& entered_through_plane) {
    const float height = glm::dot(plane.normal, ray.origin) - plane.offset;
    const float slope = glm::dot(plane.normal, ray.direction);
    if (height <= 0) {
        if (slope > 0) ray.farthest = std::min(ray.farthest, -height / slope);
        return true;
    }
    if (slope >= 0) return false;
    ray.nearest = std::max(ray.nearest, -height / slope);
    entered_through_plane = true;
    return true;
}

}  // namespace

/// What is kept of one part's shape.
struct Picker::Trees {
    struct Shape {
        std::uint32_t level = 0;
        std::uint64_t pose_key = 0;
        bool seen = false;
        std::unique_ptr<geometry::Bvh> tree;
        geometry::Box box;
    };
    anatomy::BodyPtr body;
    std::vector<Shape> shapes;

    Shape& shape_of(const Scene& scene, const Item& item) {
        Shape& shape = shapes[item.part];
        const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
        if (shape.box.empty() || shape.level != item.level || shape.pose_key != item.pose_key) {
            shape = {item.level, item.pose_key, false, nullptr, mesh.box};
            if (item.posed) {
                shape.box = {};
                for (std::uint32_t i = 0; i < mesh.levels[item.level].vertex_count; ++i) shape.box.include(item.posed->positions[i]);
            }
        }
        return shape;
    }

    std::optional<geometry::RayHit> find_first(const Scene& scene, const Item& item, const geometry::RaySpan& ray) {
        Shape& shape = shapes[item.part];
        const geometry::LevelMesh& mesh = scene.body->part(item.part).mesh;
        const geometry::RaySpan local = moved(ray, item.placement);
        if (!shape.seen) {
            shape.seen = true;
            return find_first_by_all(mesh, item, local);
        }
        if (!shape.tree) shape.tree = std::make_unique<geometry::Bvh>(positions_of(mesh, item), indices_of(mesh, item));
        return shape.tree->find_first(local);
    }
};

Picker::Picker() : trees_(std::make_unique<Trees>()) {}
Picker::~Picker() = default;
Picker::Picker(Picker&&) noexcept = default;
Picker& Picker::operator=(Picker&&) noexcept = default;

namespace {

struct Candidate {
    const Item* item = nullptr;
    float entry = 0;
};

}  // namespace

std::optional<Hit> Picker::pick(const Scene& scene, float x, float y) {
    if (!scene.body || x < 0 || y < 0 || x >= static_cast<float>(scene.width) || y >= static_cast<float>(scene.height)) {
        return std::nullopt;
    }
    if (trees_->body != scene.body) {
        trees_->body = scene.body;
        trees_->shapes = std::vector<Trees::Shape>(scene.body->parts().size());
    }
    const Ray view_ray = PictureMap(scene.camera, scene.width, scene.height).ray({x, y});
    geometry::RaySpan ray{view_ray.origin, view_ray.direction};
    bool through_plane = false;
    if (scene.clip && !clip(ray, *scene.clip, through_plane)) return std::nullopt;

    std::array<std::vector<Candidate>, 2> candidates;  // solid parts, ghosts
    for (const Item& item : scene.items) {
        const Trees::Shape& shape = trees_->shape_of(scene, item);
        const auto entry = geometry::enter_box(moved(ray, item.placement), shape.box);
        if (entry) candidates[item.look.opacity < 1 ? 1 : 0].push_back({&item, *entry});
    }
    for (auto& list : candidates) {
        std::stable_sort(list.begin(), list.end(), [](const Candidate& a, const Candidate& b) { return a.entry < b.entry; });
        geometry::RaySpan rest = ray;
        std::optional<Hit> best;
        for (const Candidate& candidate : list) {
            if (candidate.entry > rest.farthest) break;
            const auto hit = trees_->find_first(scene, *candidate.item, rest);
            if (!hit) continue;
            // Met from behind just after the cut: the ray is inside of the part, and its cut face is what is seen.
            const float distance = through_plane && !hit->front ? ray.nearest : hit->distance;
            if (best && distance >= best->distance) continue;
            rest.farthest = distance;
            best = Hit{candidate.item->part, ray.origin + distance * ray.direction, distance};
        }
        if (best) return best;
    }
    return std::nullopt;
}

}  // namespace smrt::scene
