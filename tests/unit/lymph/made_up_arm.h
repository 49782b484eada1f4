// A made-up pair of arms of two tubes each: bone and skin, hanging straight down, with landmarks at the ends.
#pragma once

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/landmarks.h"
#include "geometry/level_builder.h"

namespace smrt::test {

inline constexpr float k_arm_x = 0.3f, k_elbow_y = 1.0f, k_shoulder_y = 1.3f;
inline constexpr float k_skin_radius = 0.045f, k_bone_radius = 0.012f;

/// A closed tube along y; `inward` turns its triangles inside out.
inline geometry::TriangleMesh make_tube(float x, float radius, float low, float high, bool inward) {
    geometry::TriangleMesh mesh;
    constexpr std::uint32_t k_around = 64, k_rows = 40;
    for (std::uint32_t row = 0; row <= k_rows; ++row)
        for (std::uint32_t i = 0; i < k_around; ++i) {
            const float angle = 6.2831853f * static_cast<float>(i) / k_around;
            mesh.positions.push_back(
                {x + radius * std::cos(angle), low + (high - low) * static_cast<float>(row) / k_rows, radius * std::sin(angle)});
        }
    const auto add = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
        mesh.triangles.push_back(inward ? glm::uvec3(a, c, b) : glm::uvec3(a, b, c));
    };
    for (std::uint32_t row = 0; row < k_rows; ++row)
        for (std::uint32_t i = 0; i < k_around; ++i) {
            const std::uint32_t j = (i + 1) % k_around, below = row * k_around, above = below + k_around;
            add(below + i, above + i, below + j);
            add(below + j, above + i, above + j);
        }
    for (const auto& [row, up] : {std::pair{0u, false}, std::pair{k_rows, true}}) {
        const auto centre = static_cast<std::uint32_t>(mesh.positions.size());
        mesh.positions.push_back({x, up ? high : low, 0});
        for (std::uint32_t i = 0; i < k_around; ++i) {
            const std::uint32_t a = row * k_around + i, b = row * k_around + (i + 1) % k_around;
            if (up)
                add(a, centre, b);
            else
                add(a, b, centre);
        }
    }
    return mesh;
}

inline void join(geometry::TriangleMesh& to, const geometry::TriangleMesh& more) {
    const auto offset = static_cast<std::uint32_t>(to.positions.size());
    to.positions.insert(to.positions.end(), more.positions.begin(), more.positions.end());
    for (const glm::uvec3& t : more.triangles) to.triangles.push_back(t + offset);
}

/// `walls` 2: a skin with an inner wall 2 mm deeper whose triangles are turned outward too, as BodyParts3D has it.
inline anatomy::Body make_arms(int walls = 1) {
    geometry::TriangleMesh skin;
    std::vector<anatomy::Part> parts;
    for (const float x : {-k_arm_x, k_arm_x}) {
        join(skin, make_tube(x, k_skin_radius, k_elbow_y - 0.05f, k_shoulder_y + 0.05f, false));
        if (walls == 2) join(skin, make_tube(x, k_skin_radius - 0.002f, k_elbow_y - 0.048f, k_shoulder_y + 0.048f, true));
        anatomy::Part bone;
        bone.name = x < 0 ? "Right humerus" : "Left humerus";
        bone.id = bone.name;
        bone.kind = anatomy::Kind::bone;
        bone.region = anatomy::Region::arm;
        bone.side = x < 0 ? anatomy::Side::right : anatomy::Side::left;
        bone.mesh = geometry::make_level_mesh(make_tube(x, k_bone_radius, k_elbow_y, k_shoulder_y, false));
        parts.push_back(std::move(bone));
    }
    anatomy::Part cover;
    cover.id = cover.name = "Skin";
    cover.kind = anatomy::Kind::skin;
    cover.mesh = geometry::make_level_mesh(skin);
    parts.push_back(std::move(cover));
    return {"arms", "", std::move(parts)};
}

inline anatomy::Landmarks make_arm_landmarks() {
    anatomy::Landmarks landmarks;
    for (const auto side : {anatomy::Side::left, anatomy::Side::right}) {
        const double out = side == anatomy::Side::left ? 1 : -1;
        const double x = out * static_cast<double>(k_arm_x);
        landmarks.points[{"elbow", side}] = {{x, static_cast<double>(k_elbow_y), 0}};
        landmarks.points[{"shoulder", side}] = {{x, static_cast<double>(k_shoulder_y), 0}};
        landmarks.points[{"inner", side}] = {{x - out * 0.03, static_cast<double>(k_elbow_y), 0}};
        landmarks.points[{"outer", side}] = {{x + out * 0.03, static_cast<double>(k_elbow_y), 0}};
    }
    return landmarks;
}

}  // namespace smrt::test
