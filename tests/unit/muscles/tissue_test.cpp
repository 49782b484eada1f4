// Soft tissue under a pose, on a made-up pair of limbs.
#include "muscles/tissue.h"

#include <gtest/gtest.h>

#include "limb_fixture.h"

namespace smrt::muscles {
namespace {

using geometry::PosedVertices;

const Limbs& limbs() {
    static const Limbs made;
    return made;
}

std::shared_ptr<const PosedVertices> vertices(const TissueState& state, const char* name) {
    const anatomy::PartIndex part = limbs().part(name);
    return pose_vertices(state, part, static_cast<std::uint32_t>(limbs().body->part(part).mesh.vertices.size()));
}

double ratio(const TissueState& state, const char* name) {
    return find_reading(state, limbs().part(name))->ratio();
}

TEST(Tissue, AtRestNothingIsBentAndEveryVertexStays) {
    const auto state = measure_tissue(limbs().model, limbs().pose(0, 0));
    for (const char* name : {"Right front muscle", "Right skin", "Right ulna"}) {
        const anatomy::PartIndex part = limbs().part(name);
        EXPECT_FALSE(is_deformed(*state, part));
        EXPECT_EQ(placement(*state, part), glm::mat4(1));
        const auto moved = vertices(*state, name);
        for (std::uint32_t v = 0; v < moved->positions.size(); ++v)
            EXPECT_EQ(moved->positions[v], limbs().body->part(part).mesh.position(v));
    }
    for (const Reading& reading : readings(*state)) EXPECT_EQ(reading.ratio(), 1.0);
}

TEST(Tissue, RestIsReachedContinuously) {
    const auto state = measure_tissue(limbs().model, limbs().pose(1e-7, 0));
    const anatomy::PartIndex part = limbs().part("Right front muscle");
    ASSERT_TRUE(is_deformed(*state, part));
    const auto moved = vertices(*state, "Right front muscle");
    for (std::uint32_t v = 0; v < moved->positions.size(); ++v)
        EXPECT_LT(glm::distance(moved->positions[v], limbs().body->part(part).mesh.position(v)), 2e-6f);
    EXPECT_NEAR(ratio(*state, "Right front muscle"), 1.0, 1e-6);
}

TEST(Tissue, BendingForwardShortensTheFrontAndLengthensTheBack) {
    const auto state = measure_tissue(limbs().model, limbs().pose(1.2, 0));
    EXPECT_LT(ratio(*state, "Right front muscle"), 0.95);
    EXPECT_GT(ratio(*state, "Right back muscle"), 1.02);
    EXPECT_EQ(ratio(*state, "Left front muscle"), 1.0) << "the other side rests";
    EXPECT_FALSE(is_deformed(*state, limbs().part("Left front muscle")));
}

TEST(Tissue, LengthsFallSteadilyWhileBending) {
    double last = 1.0;
    for (double angle = 0.2; angle < 2.0; angle += 0.2) {
        const double now = ratio(*measure_tissue(limbs().model, limbs().pose(angle, 0)), "Right front muscle");
        EXPECT_LT(now, last) << angle;
        last = now;
    }
}

TEST(Tissue, EndsStayOnTheirBones) {
    const auto posed = limbs().pose(1.5, 0);
    const auto state = measure_tissue(limbs().model, posed);
    for (const char* name : {"Right front muscle", "Right back muscle"}) {
        const geometry::LevelMesh& mesh = limbs().body->part(limbs().part(name)).mesh;
        const auto moved = vertices(*state, name);
        for (std::uint32_t v = 0; v < mesh.vertices.size(); ++v) {
            const std::uint16_t along = mesh.vertices[v].along;
            if (along > 100 && along < 65434) continue;
            const glm::dmat4& bone = posed.segments[along < 32768 ? 1 : 2];
            const glm::vec3 wanted(bone * glm::dvec4(glm::dvec3(mesh.position(v)), 1));
            EXPECT_LT(glm::distance(moved->positions[v], wanted), 0.001f) << name << " vertex " << v;
        }
    }
}

TEST(Tissue, MusclesKeepTheirVolume) {
    for (const double angle : {-0.2, 0.6, 1.2, 1.8}) {
        const auto state = measure_tissue(limbs().model, limbs().pose(angle, 0));
        const auto rest = measure_tissue(limbs().model, limbs().pose(0, 0));
        for (const char* name : {"Right front muscle", "Right back muscle"}) {
            const geometry::LevelMesh& mesh = limbs().body->part(limbs().part(name)).mesh;
            const double before = measure_volume(mesh, *vertices(*rest, name)), now = measure_volume(mesh, *vertices(*state, name));
            EXPECT_NEAR(now / before, 1.0, 0.05) << name << " at " << angle;
        }
    }
}

TEST(Tissue, ThePathDoesNotCutThroughTheBones) {
    const auto posed = limbs().pose(1.8, 0);
    const auto state = measure_tissue(limbs().model, posed);
    for (const char* name : {"Right front muscle", "Right back muscle"})
        for (const auto& line : fibre_lines(*state, limbs().part(name)))
            for (const glm::vec3& p : line) {
                const float beside_upper = p.y > 1.0f ? glm::length(glm::vec2(p.x + 0.3f, p.z)) : 1.0f;
                EXPECT_GT(beside_upper, 0.011f) << name;
                const glm::vec3 local(glm::inverse(posed.segments[2]) * glm::dvec4(glm::dvec3(p), 1));
                const bool at_lower = local.y < 1.0f && local.y > 0.75f;
                EXPECT_GT(at_lower ? glm::length(glm::vec2(local.x + 0.3f, local.z)) : 1.0f, 0.0087f) << name;
            }
}

TEST(Tissue, ASmallChangeOfThePoseMovesVerticesALittle) {
    for (double angle = 0.0; angle < 2.0; angle += 0.1) {
        const auto before = measure_tissue(limbs().model, limbs().pose(angle + 0.3, 0));
        const auto after = measure_tissue(limbs().model, limbs().pose(angle + 0.301, 0));
        for (const char* name : {"Right front muscle", "Right back muscle", "Right skin"}) {
            const auto a = vertices(*before, name), b = vertices(*after, name);
            for (std::size_t v = 0; v < a->positions.size(); ++v)
                ASSERT_LT(glm::distance(a->positions[v], b->positions[v]), 0.0025f) << name << " at " << angle;
        }
    }
}

TEST(Tissue, MirroredPosesGiveMirroredReadings) {
    const auto right = measure_tissue(limbs().model, limbs().pose(1.1, 0.4)), left = measure_tissue(limbs().model, limbs().pose(0.4, 1.1));
    EXPECT_NEAR(ratio(*right, "Right front muscle"), ratio(*left, "Left front muscle"), 1e-6);
    EXPECT_NEAR(ratio(*right, "Left back muscle"), ratio(*left, "Right back muscle"), 1e-6);
}

TEST(Tissue, MovingTheWholeBodyChangesNoLength) {
    skeleton::PosedBody posed = limbs().pose(0.8, 0);
    const double bent = ratio(*measure_tissue(limbs().model, posed), "Right front muscle");
    const glm::dmat4 away = glm::rotate(glm::translate(glm::dmat4(1), {0.4, -0.2, 1.0}), 0.7, glm::normalize(glm::dvec3(1, 2, 3)));
    for (glm::dmat4& segment : posed.segments) segment = away * segment;
    const auto state = measure_tissue(limbs().model, posed);
    EXPECT_NEAR(ratio(*state, "Right front muscle"), bent, 1e-9);
    EXPECT_EQ(ratio(*state, "Left front muscle"), 1.0);
}

TEST(Tissue, LengthsAloneAreThoseOfTheReadings) {
    const auto posed = limbs().pose(0.9, 0.4);
    const auto state = measure_tissue(limbs().model, posed);
    const auto lengths = measure_lengths(limbs().model, posed, fibred_parts(limbs().model));
    for (std::size_t i = 0; i < lengths.size(); ++i) EXPECT_NEAR(lengths[i].mean(), readings(*state)[i].length, 1e-12);
}

/// The lever arm over a small step is the slope over a large one: lengths are smooth, and their slope is what moves the tendon.
TEST(Tissue, TheLeverArmIsTheSlopeOfTheLength) {
    const std::vector<anatomy::PartIndex> part{limbs().part("Right front muscle")};
    const auto length = [&](double angle) { return measure_lengths(limbs().model, limbs().pose(angle, 0), part)[0].mean(); };
    for (double angle = 0.3; angle < 1.6; angle += 0.1) {
        const double arm = -(length(angle + 1e-3) - length(angle - 1e-3)) / 2e-3;
        const double slope = -(length(angle + 0.04) - length(angle - 0.04)) / 0.08;
        EXPECT_NEAR(arm, slope, 0.003) << angle;
        EXPECT_GT(arm, 0.005) << angle;
    }
}

TEST(Tissue, OnlyWhatIsBentAgainstItselfIsAskedAgain) {
    const auto changed = find_changed(limbs().model, limbs().pose(0.5, 0.2), limbs().pose(0.6, 0.2));
    EXPECT_EQ(changed, (std::vector<anatomy::PartIndex>{limbs().part("Right front muscle"), limbs().part("Right back muscle")}));
}

TEST(Tissue, WhatDidNotMoveIsTakenOverAndIsTheSame) {
    const auto first = measure_tissue(limbs().model, limbs().pose(0.5, 0.4));
    const auto second = measure_tissue(limbs().model, limbs().pose(0.9, 0.4), first);
    const auto alone = measure_tissue(limbs().model, limbs().pose(0.9, 0.4));
    EXPECT_TRUE(is_same(*first, *second, limbs().part("Left front muscle")));
    EXPECT_FALSE(is_same(*first, *second, limbs().part("Right front muscle")));
    for (std::size_t i = 0; i < readings(*alone).size(); ++i) EXPECT_EQ(readings(*second)[i].length, readings(*alone)[i].length);
    for (const char* name : {"Right front muscle", "Left front muscle", "Left skin"})
        EXPECT_EQ(vertices(*second, name)->positions, vertices(*alone, name)->positions) << name;
}

TEST(Tissue, HandsBringTheEndsOfAPartTogether) {
    skeleton::PosedBody posed = limbs().pose(0, 0);
    posed.gathers.push_back({"tissue approximation mm", anatomy::Side::right, 0.02, "front_muscle"});
    const auto state = measure_tissue(limbs().model, posed);
    const Reading* reading = find_reading(*state, limbs().part("Right front muscle"));
    EXPECT_NEAR(reading->length, reading->rest_length - 0.02, 1e-9);
    EXPECT_EQ(ratio(*state, "Left front muscle"), 1.0);
    ASSERT_TRUE(is_deformed(*state, limbs().part("Right front muscle")));
    const auto moved = vertices(*state, "Right front muscle");
    const geometry::LevelMesh& mesh = limbs().body->part(limbs().part("Right front muscle")).mesh;
    float highest = -1, was = -1;
    for (std::uint32_t v = 0; v < moved->positions.size(); ++v)
        highest = std::max(highest, moved->positions[v].y), was = std::max(was, mesh.position(v).y);
    EXPECT_NEAR(was - highest, 0.01, 0.003) << "each end comes half the way";
}

TEST(Tissue, TheSamePoseGivesTheSameVerticesTwice) {
    const auto once = vertices(*measure_tissue(limbs().model, limbs().pose(0.9, 0)), "Right front muscle");
    (void)measure_tissue(limbs().model, limbs().pose(0, 1.3));
    const auto twice = vertices(*measure_tissue(limbs().model, limbs().pose(0.9, 0)), "Right front muscle");
    EXPECT_EQ(once->positions, twice->positions);
    EXPECT_EQ(once->normals, twice->normals);
}

TEST(Tissue, CoarseLevelsAreTheFirstVerticesOfFineOnes) {
    const auto state = measure_tissue(limbs().model, limbs().pose(0.9, 0));
    for (const char* name : {"Right front muscle", "Right skin"}) {
        const anatomy::PartIndex part = limbs().part(name);
        const geometry::LevelMesh& mesh = limbs().body->part(part).mesh;
        const auto all = vertices(*state, name);
        const auto some = pose_vertices(*state, part, mesh.levels.back().vertex_count);
        for (std::size_t v = 0; v < some->positions.size(); ++v) EXPECT_EQ(some->positions[v], all->positions[v]) << name;
    }
}

TEST(Tissue, SkinFollowsItsOwnLimbAndDoesNotTear) {
    const auto state = measure_tissue(limbs().model, limbs().pose(1.4, 0));
    const geometry::LevelMesh& mesh = limbs().body->part(limbs().part("Right skin")).mesh;
    const auto moved = vertices(*state, "Right skin");
    const geometry::MeshLevel& level = mesh.levels.front();
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        for (int k = 0; k < 3; ++k) {
            const float rest = glm::distance(mesh.position(t[k]), mesh.position(t[(k + 1) % 3]));
            EXPECT_LT(glm::distance(moved->positions[t[k]], moved->positions[t[(k + 1) % 3]]), 3.0f * rest + 0.002f);
        }
    }
}

TEST(Tissue, AnAnchorOnTheSkinMovesWithTheSkin) {
    const glm::vec3 point(-0.3f, 0.8f, 0.05f);
    const Anchor anchor = make_anchor(*limbs().model, point);
    const auto posed = limbs().pose(1.0, 0);
    const glm::vec3 carried = carry(posed, anchor, point);
    const glm::vec3 wanted(posed.segments[2] * glm::dvec4(glm::dvec3(point), 1));
    EXPECT_LT(glm::distance(carried, wanted), 0.003f);
    EXPECT_LT(glm::distance(carry(limbs().pose(0, 0), anchor, point), point), 1e-6f);
}

}  // namespace
}  // namespace smrt::muscles
