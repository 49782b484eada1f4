// A small made-up body of balls inside of a skin, and the program's own look tables.
#pragma once

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "geometry/level_builder.h"
#include "scene/compose_scene.h"

namespace smrt::scene {

/// A ball of triangles, finer with more rings.
inline geometry::TriangleMesh make_ball(const glm::vec3& centre, const glm::vec3& radii, int rings = 12) {
    geometry::TriangleMesh mesh;
    const int sectors = 2 * rings;
    for (int ring = 0; ring <= rings; ++ring)
        for (int sector = 0; sector < sectors; ++sector) {
            const float polar = 3.14159265f * static_cast<float>(ring) / static_cast<float>(rings);
            const float turn = 6.2831853f * static_cast<float>(sector) / static_cast<float>(sectors);
            mesh.positions.push_back(
                centre + radii * glm::vec3(std::sin(polar) * std::cos(turn), std::cos(polar), std::sin(polar) * std::sin(turn)));
        }
    for (int ring = 0; ring < rings; ++ring)
        for (int sector = 0; sector < sectors; ++sector) {
            const auto at = [&](int r, int s) { return static_cast<std::uint32_t>(r * sectors + s % sectors); };
            mesh.triangles.emplace_back(at(ring, sector), at(ring + 1, sector + 1), at(ring + 1, sector));
            mesh.triangles.emplace_back(at(ring, sector), at(ring, sector + 1), at(ring + 1, sector + 1));
        }
    return mesh;
}

inline anatomy::Part make_part(const std::string& name, anatomy::Kind kind, const glm::vec3& centre, float radius, float depth) {
    anatomy::Part part;
    part.id = name;
    part.name = name;
    part.kind = kind;
    part.side = anatomy::side_in_name(name);
    part.layer_depth = depth;
    part.mesh = geometry::make_level_mesh(make_ball(centre, glm::vec3(radius)));
    return part;
}

/// Skin, hair, and pairs of muscles at growing depth, vessels, an organ and bones, about 1.8 m high.
inline anatomy::BodyPtr make_ball_body() {
    using anatomy::Kind;
    static anatomy::BodyPtr made;  // levels cost time, and the body is constant
    if (made) return made;
    std::vector<anatomy::Part> parts;
    anatomy::Part skin = make_part("Skin", Kind::skin, {0, 0.9f, 0}, 0.1f, 0);
    skin.mesh = geometry::make_level_mesh(make_ball({0, 0.9f, 0}, {0.4f, 0.95f, 0.3f}, 40));
    parts.push_back(skin);
    parts.push_back(make_part("Hair of head", Kind::hair, {0, 1.75f, 0}, 0.08f, 0));
    const char* muscles[] = {"pectoralis major", "deltoid", "biceps brachii", "brachialis", "subscapularis", "psoas major"};
    for (int i = 0; i < 6; ++i)
        for (const int sign : {-1, 1}) {
            const float height = 0.3f + 0.2f * static_cast<float>(i);
            parts.push_back(make_part(std::string(sign > 0 ? "Left " : "Right ") + muscles[i], Kind::muscle,
                                      {0.18f * static_cast<float>(sign), height, 0.05f}, 0.07f, 0.005f * static_cast<float>(i + 1)));
        }
    parts.push_back(make_part("Right brachial artery", Kind::vessel, {-0.05f, 1.2f, 0.1f}, 0.02f, 0.01f));
    parts.push_back(make_part("Right cephalic vein", Kind::vessel, {-0.05f, 1.3f, 0.1f}, 0.02f, 0.004f));
    parts.push_back(make_part("Liver", Kind::organ, {-0.06f, 1.0f, 0}, 0.06f, 0.03f));
    parts.push_back(make_part("Right humerus", Kind::bone, {-0.18f, 1.1f, -0.08f}, 0.05f, 0.03f));
    parts.push_back(make_part("Sternum", Kind::bone, {0, 1.25f, 0.02f}, 0.04f, 0.01f));
    made = std::make_shared<const anatomy::Body>("balls", "Balls, free of claims", std::move(parts));
    return made;
}

inline ModelPtr make_ball_model() {
    auto model = std::make_shared<Model>();
    model->body = make_ball_body();
    return model;
}

inline LooksPtr program_looks() {
    base::Findings findings;
    return std::make_shared<const Looks>(read_looks(std::string(SMRT_ROOT) + "/assets/looks", findings));
}

/// The body from the front, filling a picture.
inline View front_view(const Model& model) {
    View view;
    view.width = 800, view.height = 600;
    view.camera = *find_standard_view("front", model.body->bounds(), 800.0f / 600.0f);
    return view;
}

/// Part index → item.
inline std::map<anatomy::PartIndex, Item> items_by_part(const Scene& scene) {
    std::map<anatomy::PartIndex, Item> out;
    for (const Item& item : scene.items) out[item.part] = item;
    return out;
}

}  // namespace smrt::scene
