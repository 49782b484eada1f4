// Fibres between the bones that a definition names.
#include "body_compiler/fibre_field.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;
using anatomy::Side;

/// A spindle from y = bottom to top: thin ends, thick middle; or a block when the radius at the ends is the same.
geometry::TriangleMesh make_spindle(float bottom, float top, float end_radius, float middle_radius, float x = 0) {
    geometry::TriangleMesh mesh;
    constexpr int k_rings = 41, k_corners = 20;
    for (int i = 0; i < k_rings; ++i) {
        const float t = static_cast<float>(i) / (k_rings - 1);
        const float radius = end_radius + (middle_radius - end_radius) * std::sin(3.14159265f * t);
        for (int k = 0; k < k_corners; ++k) {
            const float a = 6.2831853f * static_cast<float>(k) / k_corners;
            mesh.positions.emplace_back(x + radius * std::cos(a), bottom + (top - bottom) * t, radius * std::sin(a));
        }
    }
    const auto at = [&](int i, int k) { return static_cast<std::uint32_t>(i * k_corners + k % k_corners); };
    for (int i = 0; i + 1 < k_rings; ++i)
        for (int k = 0; k < k_corners; ++k) {
            mesh.triangles.emplace_back(at(i, k), at(i + 1, k), at(i, k + 1));
            mesh.triangles.emplace_back(at(i, k + 1), at(i + 1, k), at(i + 1, k + 1));
        }
    return mesh;
}

struct Setting {
    geometry::TriangleMesh scapula = make_spindle(0.30f, 0.36f, 0.006f, 0.02f);
    geometry::TriangleMesh radius = make_spindle(-0.06f, 0.0f, 0.006f, 0.02f);
    geometry::TriangleMesh muscle = make_spindle(0.0f, 0.3f, 0.004f, 0.02f);
    anatomy::MuscleDefinitions definitions;
    base::Findings findings;

    Setting() {
        anatomy::MuscleDefinition biceps;
        biceps.id = "long_head_of_biceps_brachii";
        biceps.origin_bones = {"Scapula"}, biceps.insertion_bones = {"Radius"};
        definitions.by_id[biceps.id] = biceps;
    }
    std::vector<FibreField> make(const char* radius_name = "Right radius") {
        const std::vector<FibrePart> parts = {
            {"B1", "Right scapula", "scapula", Side::right, Kind::bone, &scapula},
            {"B2", radius_name, "radius", Side::right, Kind::bone, &radius},
            {"M1", "Right long head of biceps brachii", "long_head_of_biceps_brachii", Side::right, Kind::muscle, &muscle}};
        return make_fibre_fields(parts, definitions, findings);
    }
};

TEST(FibreField, RunsFromTheOriginToTheInsertionByLengthNotByThickness) {
    Setting setting;
    const auto fields = setting.make();
    ASSERT_TRUE(fields[0].empty());
    ASSERT_EQ(fields[2].along.size(), setting.muscle.positions.size());
    for (std::size_t v = 0; v < setting.muscle.positions.size(); ++v) {
        const float from_origin = (0.3f - setting.muscle.positions[v].y) / 0.3f;
        EXPECT_NEAR(fields[2].along[v], from_origin, 0.10f);
    }
}

TEST(FibreField, DirectionsAreUnitAndPointToTheInsertion) {
    Setting setting;
    const auto fields = setting.make();
    ASSERT_EQ(fields[2].direction.size(), setting.muscle.positions.size());
    for (const glm::vec3& d : fields[2].direction) {
        EXPECT_NEAR(glm::length(d), 1.0f, 1e-4f);
        EXPECT_LT(d.y, -0.8f);
    }
}

TEST(FibreField, AnEndWithoutItsBoneLiesAtTheFarEnd) {
    Setting setting;
    const auto fields = setting.make("Right femur");
    ASSERT_FALSE(fields[2].empty());
    EXPECT_GT(fields[2].along.front(), 0.95f) << "the vertex at the bottom, where the radius would be";
    EXPECT_LT(fields[2].along.back(), 0.05f);
    EXPECT_TRUE(setting.findings.list.empty());
}

TEST(FibreField, AMuscleThatTouchesNothingIsReportedAndStaysWithoutFibres) {
    Setting setting;
    for (glm::vec3& p : setting.muscle.positions) p.x += 0.5f;
    EXPECT_TRUE(setting.make()[2].empty());
    ASSERT_EQ(setting.findings.list.size(), 1u);
    EXPECT_EQ(setting.findings.list[0].code, "no-attachment");
    EXPECT_EQ(setting.findings.list[0].place, "M1");
}

geometry::TriangleMesh join(geometry::TriangleMesh a, const geometry::TriangleMesh& b) {
    const auto first = static_cast<std::uint32_t>(a.positions.size());
    a.positions.insert(a.positions.end(), b.positions.begin(), b.positions.end());
    for (const glm::uvec3& t : b.triangles) a.triangles.push_back(t + first);
    return a;
}

TEST(FibreField, OfASetOfLigamentsEachPieceRunsFromItsBoneToTheNextOne) {
    // Four vertebrae one below the other; three ligaments between them, drawn as one part.
    std::vector<geometry::TriangleMesh> bones;
    geometry::TriangleMesh ligaments;
    for (int i = 0; i < 4; ++i)
        bones.push_back(make_spindle(-0.05f * static_cast<float>(i) - 0.02f, -0.05f * static_cast<float>(i), 0.01f, 0.015f));
    for (int i = 0; i < 3; ++i)
        ligaments =
            join(ligaments, make_spindle(-0.05f * static_cast<float>(i) - 0.05f, -0.05f * static_cast<float>(i) - 0.02f, 0.004f, 0.004f));
    anatomy::MuscleDefinitions definitions;
    anatomy::MuscleDefinition yellow;
    yellow.id = "yellow", yellow.origin_bones = {"V1", "V2", "V3"}, yellow.insertion_bones = {"V2", "V3", "V4"};
    definitions.by_id[yellow.id] = yellow;
    std::vector<FibrePart> parts;
    const std::vector<std::string> names = {"V1", "V2", "V3", "V4"};
    for (std::size_t i = 0; i < 4; ++i) parts.push_back({names[i], names[i], "", Side::midline, Kind::bone, &bones[i]});
    parts.push_back({"L", "Yellow ligaments", "yellow", Side::midline, Kind::ligament, &ligaments});
    base::Findings findings;
    const auto field = make_fibre_fields(parts, definitions, findings).back();
    ASSERT_EQ(field.along.size(), ligaments.positions.size());
    for (std::size_t v = 0; v < field.along.size(); ++v) {
        const float below = -0.02f - ligaments.positions[v].y, level = std::floor((below + 1e-4f) / 0.05f);
        EXPECT_NEAR(field.along[v], std::clamp((below - 0.05f * level) / 0.03f, 0.0f, 1.0f), 0.15f) << v;
    }
}

TEST(FibreField, OfARowOfSlipsThatHangTogetherEachRunsFromItsBoneToTheNextOne) {
    // Four vertebrae one below the other; one long spindle beside them stands for the slips between.
    std::vector<geometry::TriangleMesh> bones;
    for (int i = 0; i < 4; ++i)
        bones.push_back(make_spindle(-0.05f * static_cast<float>(i) - 0.01f, -0.05f * static_cast<float>(i), 0.01f, 0.01f));
    geometry::TriangleMesh slips = make_spindle(-0.16f, 0.0f, 0.004f, 0.004f);
    for (glm::vec3& p : slips.positions) p.x += 0.013f;
    anatomy::MuscleDefinitions definitions;
    anatomy::MuscleDefinition rotators;
    rotators.id = "rotators", rotators.to_neighbours = true;
    rotators.origin_bones = {"V2", "V3", "V4"}, rotators.insertion_bones = {"V1", "V2", "V3"};
    definitions.by_id[rotators.id] = rotators;
    std::vector<FibrePart> parts;
    const std::vector<std::string> names = {"V1", "V2", "V3", "V4"};
    for (std::size_t i = 0; i < 4; ++i) parts.push_back({names[i], names[i], "", Side::midline, Kind::bone, &bones[i]});
    parts.push_back({"R", "Rotators", "rotators", Side::midline, Kind::muscle, &slips});
    base::Findings findings;
    const auto field = make_fibre_fields(parts, definitions, findings).back();
    ASSERT_EQ(field.along.size(), slips.positions.size());
    int told = 0;
    for (std::size_t v = 0; v < field.along.size(); ++v) {
        const float y = -slips.positions[v].y, up = 1 - (std::fmod(y, 0.05f) - 0.01f) / 0.04f;  // 0 at the lower bone .. 1 at the upper
        if (up < 0.15f || up > 0.85f) continue;                                                 // between bones, not beside one
        EXPECT_NEAR(field.along[v], up, 0.3f) << y;
        ++told;
    }
    EXPECT_GT(told, 20);
}

TEST(FibreField, BonesOfTheOtherSideAreNoAttachment) {
    Setting setting;
    const std::vector<FibrePart> parts = {
        {"B1", "Left scapula", "scapula", Side::left, Kind::bone, &setting.scapula},
        {"B2", "Left radius", "radius", Side::left, Kind::bone, &setting.radius},
        {"M1", "Right long head of biceps brachii", "long_head_of_biceps_brachii", Side::right, Kind::muscle, &setting.muscle}};
    EXPECT_TRUE(make_fibre_fields(parts, setting.definitions, setting.findings)[2].empty());
}

TEST(FibreField, EveryDefinitionOfTheAssetsIsSound) {
    base::Findings findings;
    const auto all = anatomy::read_muscle_definitions(SMRT_ROOT "/assets/body/muscles", findings);
    EXPECT_TRUE(findings.list.empty()) << findings.list.front().place << ": " << findings.list.front().what;
    EXPECT_GT(all.by_id.size(), 250u);
    const auto* biceps = all.find("long_head_of_biceps_brachii");
    ASSERT_NE(biceps, nullptr);
    EXPECT_EQ(biceps->insertion_bones, std::vector<std::string>{"Radius"});
    for (const auto& [id, muscle] : all.by_id)
        for (const std::string& other : muscle.shares_mesh_with) EXPECT_NE(all.find(other), nullptr) << id << " names " << other;
}

}  // namespace
}  // namespace smrt::body_compiler
