// A made-up body for tests of soft tissue: trunk, and on each side an upper and a lower bone that hang down, with a muscle in front, one
// behind, and a skin tube around; the left side is the mirror of the right.
#pragma once

#include <cmath>
#include <functional>
#include <glm/gtc/matrix_transform.hpp>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "geometry/level_builder.h"
#include "muscles/tissue.h"

namespace smrt::muscles {

/// A closed tube of changing radius through points; rings x corners vertices and two caps.
inline geometry::TriangleMesh make_tube(const std::function<glm::vec3(float)>& centre, const std::function<float(float)>& radius, int rings,
                                        int corners) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i < rings; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(rings - 1);
        for (int k = 0; k < corners; ++k) {
            const float a = 6.2831853f * static_cast<float>(k) / static_cast<float>(corners);
            mesh.positions.push_back(centre(t) + radius(t) * glm::vec3(std::cos(a), 0, std::sin(a)));
        }
    }
    const auto at = [&](int i, int k) { return static_cast<std::uint32_t>(i * corners + k % corners); };
    for (int i = 0; i + 1 < rings; ++i)
        for (int k = 0; k < corners; ++k) {
            mesh.triangles.emplace_back(at(i, k), at(i, k + 1), at(i + 1, k));
            mesh.triangles.emplace_back(at(i, k + 1), at(i + 1, k + 1), at(i + 1, k));
        }
    for (const int ring : {0, rings - 1}) {
        const auto middle = static_cast<std::uint32_t>(mesh.positions.size());
        mesh.positions.push_back(centre(ring == 0 ? 0.0f : 1.0f));
        for (int k = 0; k < corners; ++k) {
            if (ring == 0)
                mesh.triangles.emplace_back(middle, at(ring, k + 1), at(ring, k));
            else
                mesh.triangles.emplace_back(middle, at(ring, k), at(ring, k + 1));
        }
    }
    return mesh;
}

/// A part by its name. Input: `along` per vertex and the way of the fibres, for a muscle of that definition; else empty.
inline anatomy::Part make_part(const std::string& name, anatomy::Kind kind, anatomy::Side side, const geometry::TriangleMesh& mesh,
                               const std::string& definition = "", const std::vector<std::uint16_t>& along = {},
                               const glm::vec3& way = glm::vec3(0)) {
    anatomy::Part part;
    part.id = part.name = name, part.kind = kind, part.side = side, part.definition = definition;
    const std::vector<glm::vec3> fibre(along.empty() ? 0 : mesh.positions.size(), way);
    part.mesh = geometry::make_level_mesh(mesh, {along, fibre, {}});
    return part;
}

/// Hinge at y = 1.0 m between the upper bone (1.3 .. 1.0) and the lower (1.0 .. 0.75); limbs at x = +-0.3 m.
struct Limbs {
    anatomy::BodyPtr body;
    std::shared_ptr<skeleton::Rig> rig;
    anatomy::MuscleDefinitions definitions;
    TissueModelPtr model;

    Limbs() {
        std::vector<anatomy::Part> parts;
        add(parts, "Thorax", anatomy::Kind::bone, anatomy::Side::midline, "", make_bone(0, 1.4f, 1.2f, 0.08f));
        for (const anatomy::Side side : {anatomy::Side::right, anatomy::Side::left}) {
            const float x = side == anatomy::Side::right ? -0.3f : 0.3f;
            const std::string word = side == anatomy::Side::right ? "Right " : "Left ";
            add(parts, word + "humerus", anatomy::Kind::bone, side, "", make_bone(x, 1.3f, 1.002f, 0.012f));
            add(parts, word + "ulna", anatomy::Kind::bone, side, "", make_bone(x, 0.998f, 0.75f, 0.010f));
            add(parts, word + "front muscle", anatomy::Kind::muscle, side, "front_muscle", make_muscle(x, 0.028f));
            add(parts, word + "back muscle", anatomy::Kind::muscle, side, "back_muscle", make_muscle(x, -0.028f));
            add(parts, word + "skin", anatomy::Kind::skin, side, "", make_bone(x, 1.28f, 0.77f, 0.05f));
        }
        body = std::make_shared<const anatomy::Body>("limbs", "", std::move(parts));
        for (const char* id : {"front_muscle", "back_muscle"}) {
            anatomy::MuscleDefinition muscle;
            muscle.id = id, muscle.origin_bones = {"Humerus"}, muscle.insertion_bones = {"Ulna"};
            definitions.by_id[id] = muscle;
        }
        make_rig();
        model = make_tissue_model(body, rig, definitions);
    }

    /// The lower bones turned forward about +X by their own angles, radians.
    [[nodiscard]] skeleton::PosedBody pose(double right, double left) const {
        skeleton::PosedBody out;
        out.segments.assign(rig->segments.size(), glm::dmat4(1));
        for (const int side : {0, 1}) {
            const glm::dvec3 hinge(side == 0 ? -0.3 : 0.3, 1.0, 0.0);
            const glm::dmat4 there = glm::translate(glm::dmat4(1), hinge), back = glm::translate(glm::dmat4(1), -hinge);
            const double angle = side == 0 ? right : left;
            if (angle != 0)
                out.segments[static_cast<std::size_t>(side == 0 ? 2 : 4)] = there * glm::rotate(glm::dmat4(1), -angle, {1, 0, 0}) * back;
        }
        return out;
    }
    [[nodiscard]] anatomy::PartIndex part(const char* name) const { return *body->find_part(name); }

private:
    static geometry::TriangleMesh make_bone(float x, float top, float bottom, float radius) {
        return make_tube([=](float t) { return glm::vec3(x, top + (bottom - top) * t, 0); }, [=](float) { return radius; }, 31, 16);
    }
    /// From y 1.25 on the upper bone to 0.93 on the lower; thin ends that touch the bones, a belly z_off away.
    static geometry::TriangleMesh make_muscle(float x, float z_off) {
        return make_tube(
            [=](float t) {
                const float out = std::sin(3.14159265f * t);
                return glm::vec3(x, 1.25f - 0.32f * t, z_off * (0.45f + 0.55f * std::sqrt(std::max(0.0f, out))));
            },
            [](float t) { return 0.003f + 0.009f * std::sin(3.14159265f * t) * std::sin(3.14159265f * t); }, 61, 16);
    }
    static void add(std::vector<anatomy::Part>& parts, const std::string& name, anatomy::Kind kind, anatomy::Side side,
                    const std::string& definition, const geometry::TriangleMesh& mesh) {
        std::vector<std::uint16_t> along;
        for (const glm::vec3& p : kind == anatomy::Kind::muscle ? mesh.positions : std::vector<glm::vec3>{})
            along.push_back(static_cast<std::uint16_t>(65534.0f * glm::clamp((1.25f - p.y) / 0.32f, 0.0f, 1.0f) + 0.5f));
        parts.push_back(make_part(name, kind, side, mesh, definition, along, {0, -1, 0}));
    }
    void make_rig() {
        rig = std::make_shared<skeleton::Rig>();
        rig->segments.push_back({"trunk", 0, {}});
        rig->segment_of_part.assign(body->parts().size(), skeleton::k_root);
        rig->placed.assign(body->parts().size(), false);
        rig->placed[*body->find_part("Thorax")] = true;
        for (const anatomy::Side side : {anatomy::Side::right, anatomy::Side::left}) {
            const std::string word = anatomy::name_of(side);
            const double x = side == anatomy::Side::right ? -0.3 : 0.3;
            add_segment(word + " humerus", skeleton::k_root, side, {x, 1.3, 0}, *body->find_bone("Humerus", side));
            add_segment(word + " ulna", static_cast<skeleton::SegmentIndex>(rig->segments.size() - 1), side, {x, 1.0, 0},
                        *body->find_bone("Ulna", side));
        }
    }
    void add_segment(const std::string& name, skeleton::SegmentIndex parent, anatomy::Side side, const glm::dvec3& centre,
                     anatomy::PartIndex bone) {
        skeleton::Joint joint;
        joint.id = name, joint.side = side, joint.parent = parent, joint.centre = centre;
        joint.child = static_cast<skeleton::SegmentIndex>(rig->segments.size());
        rig->joints.push_back(joint);
        rig->segments.push_back({name, static_cast<std::uint32_t>(rig->joints.size() - 1), {bone}});
        rig->segment_of_part[bone] = joint.child, rig->placed[bone] = true;
    }
};

/// Volume inside the full-detail mesh of a part with moved vertices.
inline double measure_volume(const geometry::LevelMesh& mesh, const geometry::PosedVertices& posed) {
    double volume = 0;
    const geometry::MeshLevel& level = mesh.levels.front();
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::dvec3 o(posed.positions[0]);
        volume += glm::dot(glm::dvec3(posed.positions[t[0]]) - o,
                           glm::cross(glm::dvec3(posed.positions[t[1]]) - o, glm::dvec3(posed.positions[t[2]]) - o)) /
                  6.0;
    }
    return volume;
}

}  // namespace smrt::muscles
