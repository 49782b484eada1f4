// Levels of detail: nothing lost at full detail, prefixes, error bounds, thin branches that survive.
#include "geometry/level_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/ensure.h"

namespace smrt::geometry {
namespace {

/// Tube around +Y with both ends open; optional bumps make it hard to simplify without error.
TriangleMesh tube(float radius, float length, int around, int along, float bump = 0) {
    TriangleMesh mesh;
    for (int j = 0; j <= along; ++j) {
        for (int i = 0; i < around; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(around);
            const float r = radius + bump * std::sin(5 * angle) * std::sin(0.3f * static_cast<float>(j));
            mesh.positions.emplace_back(r * std::cos(angle), length * static_cast<float>(j) / static_cast<float>(along),
                                        r * std::sin(angle));
        }
    }
    for (int j = 0; j < along; ++j) {
        for (int i = 0; i < around; ++i) {
            const auto at = [around](int row, int column) { return static_cast<unsigned>(row * around + column % around); };
            mesh.triangles.emplace_back(at(j, i), at(j + 1, i), at(j, i + 1));
            mesh.triangles.emplace_back(at(j, i + 1), at(j + 1, i), at(j + 1, i + 1));
        }
    }
    return mesh;
}

void append(TriangleMesh& to, const TriangleMesh& other, const glm::vec3& offset) {
    const auto first = static_cast<unsigned>(to.positions.size());
    for (const glm::vec3& p : other.positions) to.positions.push_back(p + offset);
    for (const glm::uvec3& t : other.triangles) to.triangles.push_back(t + first);
}

float distance_to_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const auto to_segment = [&p](const glm::vec3& u, const glm::vec3& v) {
        const float t = std::clamp(glm::dot(p - u, v - u) / std::max(1e-20f, glm::dot(v - u, v - u)), 0.0f, 1.0f);
        return glm::distance(p, u + t * (v - u));
    };
    const glm::vec3 n = glm::cross(b - a, c - a);
    const bool inside = glm::dot(glm::cross(b - a, p - a), n) >= 0 && glm::dot(glm::cross(c - b, p - b), n) >= 0 &&
                        glm::dot(glm::cross(a - c, p - c), n) >= 0;
    if (inside && glm::length(n) > 0) return std::abs(glm::dot(p - a, glm::normalize(n)));
    return std::min({to_segment(a, b), to_segment(b, c), to_segment(c, a)});
}

float largest_distance(const TriangleMesh& from, const TriangleMesh& to) {
    float largest = 0;
    for (const glm::uvec3& t : from.triangles) {
        const glm::vec3 p = (from.positions[t.x] + from.positions[t.y] + from.positions[t.z]) / 3.0f;
        float nearest = 1e9f;
        for (const glm::uvec3& u : to.triangles)
            nearest = std::min(nearest, distance_to_triangle(p, to.positions[u.x], to.positions[u.y], to.positions[u.z]));
        largest = std::max(largest, nearest);
    }
    return largest;
}

void expect_well_formed(const LevelMesh& mesh) {
    ASSERT_FALSE(mesh.levels.empty());
    EXPECT_EQ(mesh.levels[0].error, 0);
    EXPECT_EQ(mesh.levels[0].vertex_count, mesh.vertices.size());
    for (std::size_t i = 0; i < mesh.levels.size(); ++i) {
        const MeshLevel& level = mesh.levels[i];
        ASSERT_LE(std::size_t{level.first_index} + level.index_count, mesh.indices.size());
        std::uint32_t largest = 0;
        for (std::uint32_t k = 0; k < level.index_count; ++k) largest = std::max(largest, mesh.indices[level.first_index + k]);
        EXPECT_EQ(largest + 1, level.vertex_count) << "level " << i << " uses exactly its prefix";
        if (i == 0) continue;
        EXPECT_GT(level.error, mesh.levels[i - 1].error);
        EXPECT_LE(level.vertex_count, mesh.levels[i - 1].vertex_count);
        EXPECT_LE(level.index_count, 0.75 * mesh.levels[i - 1].index_count);
    }
}

TEST(LevelBuilder, EveryCoarserLevelUsesAPrefixOfTheVertices) {
    const LevelMesh mesh = make_level_mesh(tube(0.03f, 0.3f, 60, 120, 0.003f));
    expect_well_formed(mesh);
    EXPECT_GE(mesh.levels.size(), 4u);
    EXPECT_EQ(mesh.levels[0].index_count, 60u * 120 * 6);
}

TEST(LevelBuilder, FullDetailKeepsEveryPositionWithinTheQuantisation) {
    const TriangleMesh input = tube(0.03f, 0.3f, 24, 40, 0.002f);
    const TriangleMesh full = unpack(make_level_mesh(input));
    ASSERT_EQ(full.triangles.size(), input.triangles.size());
    EXPECT_LT(largest_distance(input, full), 0.3f / 65535 * 2);
    for (const glm::vec3& p : full.positions) {
        const bool known =
            std::any_of(input.positions.begin(), input.positions.end(), [&p](const glm::vec3& q) { return glm::distance(p, q) < 1e-5f; });
        EXPECT_TRUE(known);
    }
}

TEST(LevelBuilder, EachLevelStaysWithinItsErrorInBothDirections) {
    const LevelMesh mesh = make_level_mesh(tube(0.03f, 0.2f, 48, 60, 0.003f));
    const TriangleMesh full = unpack(mesh);
    for (std::uint32_t i = 1; i < mesh.levels.size(); ++i) {
        const TriangleMesh coarse = unpack(mesh, i);
        EXPECT_LT(largest_distance(coarse, full), 1.2f * mesh.levels[i].error) << "level " << i;
        EXPECT_LT(largest_distance(full, coarse), 1.2f * mesh.levels[i].error) << "level " << i;
    }
}

TEST(LevelBuilder, ThinBranchesSurviveErrorsLargerThanTheirRadius) {
    TriangleMesh vessel = tube(0.012f, 0.2f, 32, 80);
    append(vessel, tube(0.0008f, 0.2f, 8, 200), glm::vec3(0.06f, 0, 0));
    const LevelMesh mesh = make_level_mesh(vessel);
    const TriangleMesh full = unpack(mesh);
    ASSERT_GE(mesh.levels.size(), 3u);
    for (std::uint32_t i = 1; i < mesh.levels.size(); ++i)
        EXPECT_LT(largest_distance(full, unpack(mesh, i)), std::max(0.004f, 2.6f * mesh.levels[i].error)) << "level " << i;
}

TEST(LevelBuilder, SmallPartsKeepAVisibleShapeAtEveryLevel) {
    for (const float size : {0.0005f, 0.002f, 0.006f}) {
        const LevelMesh mesh = make_level_mesh(tube(size, 2 * size, 24, 24));
        ASSERT_FALSE(mesh.levels.empty());
        const Box full = unpack(mesh).bounds(), coarse = unpack(mesh, static_cast<std::uint32_t>(mesh.levels.size() - 1)).bounds();
        EXPECT_GE(mesh.levels.back().index_count, 3u * 16);
        for (int axis = 0; axis < 3; ++axis) EXPECT_GE(coarse.size()[axis], 0.7f * full.size()[axis] - 0.0011f);
    }
}

TEST(LevelBuilder, SplitVerticesAreWeldedSoThatNothingTears) {
    const TriangleMesh whole = tube(0.03f, 0.2f, 40, 60);
    TriangleMesh split;
    for (const glm::uvec3& t : whole.triangles) {
        const auto first = static_cast<unsigned>(split.positions.size());
        for (int k = 0; k < 3; ++k) split.positions.push_back(whole.positions[t[k]]);
        split.triangles.emplace_back(first, first + 1, first + 2);
    }
    const LevelMesh from_split = make_level_mesh(split), from_whole = make_level_mesh(whole);
    EXPECT_EQ(from_split.vertices.size(), whole.positions.size());
    ASSERT_EQ(from_split.levels.size(), from_whole.levels.size());
    EXPECT_EQ(from_split.levels.back().index_count, from_whole.levels.back().index_count);
}

TEST(LevelBuilder, TheTwoWallsOfAThinSheetNeverBecomeOne) {
    TriangleMesh sheet = tube(0.05f, 0.2f, 60, 60);
    append(sheet, tube(0.0495f, 0.2f, 60, 60), glm::vec3(0));
    for (std::size_t i = sheet.triangles.size() / 2; i < sheet.triangles.size(); ++i) std::swap(sheet.triangles[i].x, sheet.triangles[i].y);
    const LevelMesh mesh = make_level_mesh(sheet);
    const TriangleMesh coarse = unpack(mesh, static_cast<std::uint32_t>(mesh.levels.size() - 1));
    int inward = 0, outward = 0;
    for (const glm::uvec3& t : coarse.triangles) {
        const glm::vec3 a = coarse.positions[t.x];
        const glm::vec3 n = glm::cross(coarse.positions[t.y] - a, coarse.positions[t.z] - a);
        (glm::dot(n, glm::vec3(a.x, 0, a.z)) > 0 ? outward : inward)++;
    }
    EXPECT_GT(inward, 10);
    EXPECT_GT(outward, 10);
}

TEST(LevelBuilder, ExtrasFollowTheirVertices) {
    const TriangleMesh input = tube(0.02f, 0.2f, 24, 50);
    std::vector<std::uint16_t> along;
    std::vector<std::uint8_t> occlusion, bundles;
    const std::vector<glm::vec3> fibre(input.positions.size(), glm::vec3(0, 1, 0));
    for (const glm::vec3& p : input.positions) {
        along.push_back(static_cast<std::uint16_t>(p.y / 0.2f * 65534));
        occlusion.push_back(static_cast<std::uint8_t>(p.y / 0.2f * 255));
        bundles.push_back(p.y > 0.1f ? 2 : 1);
    }
    const LevelMesh mesh = make_level_mesh(input, {along, fibre, occlusion, bundles});
    for (std::uint32_t v = 0; v < mesh.vertices.size(); ++v) {
        EXPECT_NEAR(mesh.vertices[v].along / 65534.0f, mesh.position(v).y / 0.2f, 1e-3f);
        EXPECT_NEAR(mesh.vertices[v].occlusion / 255.0f, mesh.position(v).y / 0.2f, 5e-3f);
        EXPECT_GT(mesh.fibre(v).y, 0.99f);
        if (std::abs(mesh.position(v).y - 0.1f) < 0.001f) continue;
        EXPECT_EQ(mesh.vertices[v].fibre_part, mesh.position(v).y > 0.1f ? 2 : 1);
    }
    const LevelMesh plain = make_level_mesh(input);
    EXPECT_EQ(plain.vertices[0].along, PackedVertex::k_no_fibre);
    EXPECT_EQ(plain.vertices[0].occlusion, 255);
}

TEST(LevelBuilder, EmptyAndDegenerateMeshesGiveNoLevels) {
    EXPECT_TRUE(make_level_mesh({}).levels.empty());
    TriangleMesh line;
    line.positions = {{0, 0, 0}, {1, 0, 0}, {0, 0, 0}};
    line.triangles = {{0, 1, 2}};
    EXPECT_TRUE(make_level_mesh(line).levels.empty());
}

TEST(LevelBuilder, AFlatMeshAndHugeCoordinatesAreNoProblem) {
    TriangleMesh flat;
    flat.positions = {{0, 5, 0}, {1, 5, 0}, {0, 5, 1}, {1, 5, 1}};
    flat.triangles = {{0, 2, 1}, {1, 2, 3}};
    const LevelMesh mesh = make_level_mesh(flat);
    ASSERT_EQ(mesh.levels.size(), 1u);
    EXPECT_EQ(mesh.position(0).y, 5);
    EXPECT_GT(mesh.normal(0).y, 0.99f);
    TriangleMesh far = tube(0.03f, 0.3f, 40, 40);
    for (glm::vec3& p : far.positions) p = p * 1e7f;
    expect_well_formed(make_level_mesh(far));
}

TEST(LevelBuilder, TheSameInputGivesTheSameBytes) {
    const TriangleMesh input = tube(0.03f, 0.3f, 40, 90, 0.002f);
    const LevelMesh a = make_level_mesh(input), b = make_level_mesh(input);
    EXPECT_TRUE(std::equal(a.vertices.begin(), a.vertices.end(), b.vertices.begin(), b.vertices.end()));
    EXPECT_TRUE(std::equal(a.indices.begin(), a.indices.end(), b.indices.begin(), b.indices.end()));
}

TEST(LevelBuilder, ATriangleThatPointsOutsideTheVerticesIsABug) {
    TriangleMesh bad;
    bad.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    bad.triangles = {{0, 1, 3}};
    EXPECT_THROW((void)make_level_mesh(bad), base::Bug);
}

}  // namespace
}  // namespace smrt::geometry
