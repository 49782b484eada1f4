// A belly between two bones that turn side by side, on a made-up forearm: it is wrapped, not wrung.
#include <gtest/gtest.h>

#include "limb_fixture.h"
#include "muscles/surface_care.h"

namespace smrt::muscles {
namespace {

constexpr float k_ulna_radius = 0.007f, k_gap = 0.028f;  ///< metres; the gap is between the axes of the bones
constexpr std::uint32_t k_ulna = 1, k_radius = 2;        ///< segments

/// Two upright bones beside each other, and a flat belly in front of both that runs from the one to the other.
struct Forearm {
    anatomy::BodyPtr body;
    std::shared_ptr<skeleton::Rig> rig = std::make_shared<skeleton::Rig>();
    TissueModelPtr model;

    Forearm() {
        constexpr auto k_right = anatomy::Side::right;
        std::vector<anatomy::Part> parts;
        const auto bone = [](float x) {
            return make_tube([=](float t) { return glm::vec3(x, 0.25f - 0.25f * t, 0); }, [](float) { return k_ulna_radius; }, 31, 16);
        };
        parts.push_back(make_part("Right ulna", anatomy::Kind::bone, k_right, bone(0)));
        parts.push_back(make_part("Right radius", anatomy::Kind::bone, k_right, bone(k_gap)));
        geometry::TriangleMesh belly = make_tube([](float t) { return glm::vec3(0, t * k_gap, 0); }, [](float) { return 0.002f; }, 25, 24);
        std::vector<std::uint16_t> along;
        for (glm::vec3& p : belly.positions) {
            along.push_back(static_cast<std::uint16_t>(65534.0f * glm::clamp(p.y / k_gap, 0.0f, 1.0f)));
            p = glm::vec3(p.y, 0.06f + 10.0f * p.x, p.z + k_ulna_radius + 0.0022f);  // laid down, turned outside out, and made a band
        }
        parts.push_back(make_part("Right band", anatomy::Kind::muscle, k_right, belly, "band", along, {1, 0, 0}));
        body = std::make_shared<const anatomy::Body>("forearm", "", std::move(parts));
        anatomy::MuscleDefinitions definitions;
        anatomy::MuscleDefinition band;
        band.id = "band", band.origin_bones = {"Ulna"}, band.insertion_bones = {"Radius"};
        definitions.by_id["band"] = band;
        rig->segments.push_back({"trunk", 0, {}});
        rig->segment_of_part = {k_ulna, k_radius, skeleton::k_root};
        rig->placed = {true, true, false};
        for (const std::uint32_t bone_part : {0u, 1u}) {
            skeleton::Joint joint;
            joint.id = bone_part == 0 ? "elbow" : "radioulnar", joint.side = anatomy::Side::right, joint.parent = bone_part;
            joint.child = bone_part + 1, joint.centre = {0, 0.25, 0};
            rig->joints.push_back(joint);
            rig->segments.push_back({joint.id, bone_part, {bone_part}});
        }
        model = make_tissue_model(body, rig, definitions);
    }

    /// The second bone carried about the axis of the first, towards the front, radians.
    [[nodiscard]] std::shared_ptr<const geometry::PosedVertices> turn(double angle) const {
        skeleton::PosedBody posed;
        posed.segments.assign(3, glm::dmat4(1));
        posed.segments[k_radius] = glm::rotate(glm::dmat4(1), -angle, glm::dvec3(0, 1, 0));
        return pose_vertices(*measure_tissue(model, posed), 2, body->part(2).mesh.levels[0].vertex_count);
    }
};

double measure_turned(const geometry::LevelMesh& mesh, const geometry::PosedVertices& posed) {
    const geometry::MeshLevel& level = mesh.levels[0];
    double turned = 0;
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::vec3 &a = posed.positions[t[0]], &b = posed.positions[t[1]], &c = posed.positions[t[2]];
        turned += glm::dot(glm::cross(b - a, c - a), posed.normals[t[0]] + posed.normals[t[1]] + posed.normals[t[2]]) < 0;
    }
    return turned / (level.index_count / 3);
}

}  // namespace

TEST(Wrapped, ABellyBetweenTurningBonesKeepsItsVolumeAndItsOutside) {
    const Forearm forearm;
    const geometry::LevelMesh& mesh = forearm.body->part(2).mesh;
    for (const double angle : {0.5, 1.0, 1.5}) {
        const auto posed = forearm.turn(angle);
        EXPECT_NEAR(measure_volume(mesh, posed->positions) / measure_rest_volume(mesh), 1.0, 0.05) << angle;
        EXPECT_LT(measure_turned(mesh, *posed), 0.02) << angle;
    }
}

TEST(Wrapped, ItsEndsStayOnTheirBones) {
    const Forearm forearm;
    const geometry::LevelMesh& mesh = forearm.body->part(2).mesh;
    const auto posed = forearm.turn(1.2);
    const glm::dmat4 radius = glm::rotate(glm::dmat4(1), -1.2, glm::dvec3(0, 1, 0));
    for (std::uint32_t v = 0; v < posed->positions.size(); ++v) {
        const glm::vec3 rest = mesh.position(v);
        if (mesh.vertices[v].along == 0) {
            EXPECT_LT(glm::distance(posed->positions[v], rest), 0.004f);
        }
        if (mesh.vertices[v].along == 65534) {
            EXPECT_LT(glm::distance(posed->positions[v], glm::vec3(radius * glm::dvec4(rest, 1))), 0.004f);
        }
    }
}

TEST(Wrapped, ASmallTurnMovesItALittle) {
    const Forearm forearm;
    for (double angle = 0; angle < 1.5; angle += 0.25) {
        const auto before = forearm.turn(angle), after = forearm.turn(angle + 0.01);
        float farthest = 0;
        for (std::size_t v = 0; v < before->positions.size(); ++v)
            farthest = std::max(farthest, glm::distance(before->positions[v], after->positions[v]));
        EXPECT_LT(farthest, 0.0015f) << angle;
    }
}

}  // namespace smrt::muscles
