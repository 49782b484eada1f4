// Rays against the skin and the bones.
#include "lymph/body_walls.h"

#include <algorithm>
#include <limits>
#include <span>

namespace smrt::lymph {
namespace {

constexpr float k_farthest = 0.15f;  ///< metres: no limb is thicker
constexpr float k_wall = 0.012f;     ///< metres: the two walls of a skin are closer, even seen at a slant
constexpr float k_step = 1e-4f;      ///< metres past a hit, so that the next one is another

std::span<const std::uint32_t> indices_of(const geometry::TriangleMesh& mesh) {
    return {mesh.triangles.empty() ? nullptr : &mesh.triangles[0].x, mesh.triangles.size() * 3};
}

void append(geometry::TriangleMesh& to, const geometry::TriangleMesh& more) {
    const auto offset = static_cast<std::uint32_t>(to.positions.size());
    to.positions.insert(to.positions.end(), more.positions.begin(), more.positions.end());
    for (const glm::uvec3& t : more.triangles) to.triangles.push_back(t + offset);
}

glm::vec3 outward_normal(const geometry::TriangleMesh& mesh, std::uint32_t triangle, const glm::vec3& direction) {
    const glm::uvec3 t = mesh.triangles[triangle];
    const glm::vec3 normal = glm::cross(mesh.positions[t.y] - mesh.positions[t.x], mesh.positions[t.z] - mesh.positions[t.x]);
    const float length = glm::length(normal);
    if (length <= 0) return direction;
    return glm::dot(normal, direction) < 0 ? -normal / length : normal / length;
}

/// Bones that lymph vessels of the limbs and the trunk pass; the skull and the spine are far from all of them.
bool is_wall_bone(const anatomy::Part& part) {
    using anatomy::Region;
    if (part.kind != anatomy::Kind::bone && part.kind != anatomy::Kind::cartilage) return false;
    return part.region != Region::head && part.region != Region::back;
}

}  // namespace

BodyWalls::Bone::Bone(geometry::TriangleMesh whole)
    : box(whole.bounds()), mesh(std::move(whole)), rays(mesh.positions, indices_of(mesh)), surface(mesh) {}

BodyWalls::BodyWalls(const anatomy::Body& body) {
    for (const anatomy::Part& part : body.parts()) {
        if (part.mesh.levels.empty()) continue;
        if (part.kind == anatomy::Kind::skin)
            append(skin_mesh_, geometry::unpack(part.mesh));
        else if (is_wall_bone(part))
            bones_.push_back(std::make_unique<Bone>(geometry::unpack(part.mesh)));
    }
    if (!skin_mesh_.empty()) skin_.emplace(skin_mesh_.positions, indices_of(skin_mesh_));
}

std::optional<WayOut> BodyWalls::find_way_out(const glm::vec3& from, const glm::vec3& direction) const {
    if (!skin_) return std::nullopt;
    auto hit = skin_->find_first({from, direction, 0, k_farthest});
    if (!hit) return std::nullopt;
    const float first = hit->distance;
    // a wall seen from its front is the inner wall of a double skin: the outer one follows at once
    while (hit && hit->front && hit->distance - first < k_wall)
        hit = skin_->find_first({from, direction, hit->distance + k_step, first + k_wall});
    if (!hit) hit = skin_->find_first({from, direction, 0, k_farthest});
    WayOut out{0, hit->distance, outward_normal(skin_mesh_, hit->triangle, direction)};
    for (const auto& bone : bones_) {
        if (!geometry::enter_box({from, direction, 0, out.skin}, bone->box)) continue;
        float at = 0;
        while (const auto next = bone->rays.find_first({from, direction, at, out.skin})) {
            out.bone = std::max(out.bone, next->distance);
            at = next->distance + k_step;
        }
    }
    return out;
}

bool BodyWalls::is_inside(const Bone& bone, const glm::vec3& point) const {
    if (glm::any(glm::lessThan(point, bone.box.lower)) || glm::any(glm::greaterThan(point, bone.box.upper))) return false;
    // three rays vote, since many bone meshes have small holes
    const glm::vec3 directions[] = {{0.51f, 0.62f, 0.60f}, {-0.73f, 0.31f, 0.61f}, {0.12f, -0.79f, -0.60f}};
    int votes = 0;
    for (const glm::vec3& direction : directions) {
        const auto hit = bone.rays.find_first({point, direction, 0, 1});
        votes += hit && !hit->front ? 1 : 0;
    }
    return votes >= 2;
}

bool BodyWalls::is_inside_bone(const glm::vec3& point) const {
    return std::any_of(bones_.begin(), bones_.end(), [&](const auto& bone) { return is_inside(*bone, point); });
}

float BodyWalls::distance_to_bone(const glm::vec3& point) const {
    float best = std::numeric_limits<float>::max();
    for (const auto& bone : bones_) {
        const glm::vec3 nearest_in_box = glm::clamp(point, bone->box.lower, bone->box.upper);
        if (glm::length(nearest_in_box - point) < best) best = std::min(best, bone->surface.nearest(point).distance);
    }
    return best;
}

glm::vec3 BodyWalls::keep_off_bone(const glm::vec3& point, float clearance) const {
    glm::vec3 at = point;
    for (int round = 0; round < 4; ++round) {
        bool moved = false;
        for (const auto& bone : bones_) {
            const glm::vec3 in_box = glm::clamp(at, bone->box.lower, bone->box.upper);
            if (glm::length(in_box - at) >= clearance) continue;
            const auto near = bone->surface.nearest(at);
            const bool inside = is_inside(*bone, at);
            if (!inside && near.distance >= clearance) continue;
            const glm::vec3 way = inside ? near.point - at : at - near.point;
            const float length = glm::length(way);
            if (length <= 1e-7f) continue;
            at = near.point + way * (clearance / length);
            moved = true;
        }
        if (!moved) break;
    }
    return at;
}

}  // namespace smrt::lymph
