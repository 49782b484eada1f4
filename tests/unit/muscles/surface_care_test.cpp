// Folds smoothed out and volume given back, on spheres and sheets.
#include "muscles/surface_care.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>
#include <vector>

#include "geometry/level_builder.h"
#include "support/packed_mesh.h"

namespace smrt::muscles {
namespace {

using geometry::LevelMesh;
using geometry::PosedVertices;
using geometry::TriangleMesh;

constexpr float k_radius = 0.05f;  // metres; the sphere's triangles are 5 to 8 mm wide

/// Each triangle of a unit sphere becomes four.
void halve_edges(TriangleMesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
    const auto middle = [&](std::uint32_t a, std::uint32_t b) {
        const auto [found, is_new] =
            middles.try_emplace(std::pair(std::min(a, b), std::max(a, b)), static_cast<std::uint32_t>(mesh.positions.size()));
        if (is_new) {
            const glm::vec3 sum = mesh.positions[a] + mesh.positions[b];
            mesh.positions.push_back(glm::normalize(sum));
        }
        return found->second;
    };
    std::vector<glm::uvec3> finer;
    for (const glm::uvec3& t : mesh.triangles) {
        const std::uint32_t xy = middle(t.x, t.y), yz = middle(t.y, t.z), zx = middle(t.z, t.x);
        for (const glm::uvec3& part : {glm::uvec3(t.x, xy, zx), glm::uvec3(xy, t.y, yz), glm::uvec3(zx, yz, t.z), glm::uvec3(xy, yz, zx)})
            finer.push_back(part);
    }
    mesh.triangles = finer;
}

/// A sphere about the origin, from an octahedron so that it has no poles.
const LevelMesh& sphere() {
    static const LevelMesh made = [] {
        TriangleMesh mesh;
        mesh.positions = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
        mesh.triangles = {{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4}, {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}};
        for (int i = 0; i < 4; ++i) halve_edges(mesh);
        mesh.normals = mesh.positions;
        for (glm::vec3& p : mesh.positions) p *= k_radius;
        return geometry::make_level_mesh(mesh);
    }();
    return made;
}

/// A flat square of 0.1 m in the plane z = 0, its triangles turned towards +z.
LevelMesh make_sheet(const glm::vec3& normal) {
    constexpr std::uint32_t k_side = 21;
    TriangleMesh mesh;
    for (std::uint32_t i = 0; i < k_side * k_side; ++i)
        mesh.positions.emplace_back(0.005f * static_cast<float>(i % k_side) - 0.05f, 0.005f * static_cast<float>(i / k_side) - 0.05f, 0);
    mesh.normals.assign(mesh.positions.size(), normal);
    for (std::uint32_t y = 0; y + 1 < k_side; ++y)
        for (std::uint32_t x = 0; x + 1 < k_side; ++x) {
            const std::uint32_t a = y * k_side + x, b = a + 1, c = a + k_side, d = c + 1;
            mesh.triangles.emplace_back(a, b, c), mesh.triangles.emplace_back(b, d, c);
        }
    return geometry::make_level_mesh(mesh);
}

PosedVertices at_rest(const LevelMesh& mesh) {
    PosedVertices out;
    for (std::uint32_t v = 0; v < mesh.vertices.size(); ++v)
        out.positions.push_back(mesh.position(v)), out.normals.push_back(mesh.normal(v));
    return out;
}

PosedVertices scaled(const LevelMesh& mesh, const glm::vec3& by) {
    PosedVertices out = at_rest(mesh);
    for (glm::vec3& p : out.positions) p *= by;
    return out;
}

/// The sheet bent to a shallow bowl.
PosedVertices bulged(const LevelMesh& sheet) {
    PosedVertices out = at_rest(sheet);
    for (glm::vec3& p : out.positions) p.z += 0.01f * (1 - 400 * p.x * p.x) * (1 - 400 * p.y * p.y);
    return out;
}

/// Triangles of the full level that face against the normals of their corners.
int count_turned(const LevelMesh& mesh, const std::vector<glm::vec3>& positions, const std::vector<glm::vec3>& normals) {
    const geometry::MeshLevel& level = mesh.levels.front();
    int turned = 0;
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::vec3 face = glm::cross(positions[t[1]] - positions[t[0]], positions[t[2]] - positions[t[0]]);
        turned += glm::dot(face, normals[t[0]] + normals[t[1]] + normals[t[2]]) < 0;
    }
    return turned;
}

/// A sphere, a patch of which is pushed sideways through what lies beside it.
struct Fold {
    std::uint32_t middle = 0;  ///< vertex in the middle of the patch
    PosedVertices posed;
};

Fold make_fold(float patch_radius, float push) {
    const glm::vec3 toward = glm::normalize(glm::vec3(1, 0.8f, 0.6f));
    Fold out{0, at_rest(sphere())};
    for (std::uint32_t v = 0; v < sphere().vertices.size(); ++v)
        if (glm::dot(sphere().position(v), toward) > glm::dot(sphere().position(out.middle), toward)) out.middle = v;
    const glm::vec3 middle = sphere().position(out.middle);
    const glm::vec3 sideways = glm::normalize(glm::cross(middle, glm::vec3(0.3f, 1, -0.2f)));
    for (std::uint32_t v = 0; v < sphere().vertices.size(); ++v)
        if (glm::distance(sphere().position(v), middle) < patch_radius) out.posed.positions[v] += push * sideways;
    return out;
}

int count_moved(const PosedVertices& before, const PosedVertices& after) {
    int moved = 0;
    for (std::size_t v = 0; v < before.positions.size(); ++v) moved += before.positions[v] != after.positions[v];
    return moved;
}

/// The first is one vertex; the second takes more than one look, as relaxing it folds its surroundings.
TEST(Unfold, LeavesNothingInsideOutAndWhatIsFarAwayAsItWas) {
    for (const glm::vec2& fold : {glm::vec2(0.001f, 0.012f), glm::vec2(0.009f, 0.015f)}) {
        const Fold folded = make_fold(fold.x, fold.y);
        ASSERT_GT(count_turned(sphere(), folded.posed.positions, folded.posed.normals), 0);
        PosedVertices posed = folded.posed;
        unfold(sphere(), {}, posed);
        EXPECT_EQ(count_turned(sphere(), posed.positions, posed.normals), 0) << fold.x;
        EXPECT_EQ(count_turned(sphere(), posed.positions, at_rest(sphere()).normals), 0) << "normals alone must not turn: " << fold.x;
        for (std::uint32_t v = 0; v < posed.positions.size(); ++v) {
            if (glm::distance(sphere().position(v), sphere().position(folded.middle)) < k_radius) continue;
            EXPECT_EQ(posed.positions[v], folded.posed.positions[v]) << v;
            EXPECT_EQ(posed.normals[v], folded.posed.normals[v]) << v;
        }
    }
}

TEST(Unfold, AStrayVertexComesBackToWhereItsNeighboursHaveIt) {
    Fold folded = make_fold(0.001f, 0.012f);
    unfold(sphere(), {}, folded.posed);
    EXPECT_LT(glm::distance(folded.posed.positions[folded.middle], sphere().position(folded.middle)), 0.002f);
}

TEST(Unfold, ASurfaceWithoutFoldsIsLeftAsItIs) {
    const PosedVertices before = scaled(sphere(), {1.2f, 0.8f, 1.0f});
    PosedVertices posed = before;
    unfold(sphere(), {}, posed);
    EXPECT_EQ(posed.positions, before.positions);
    EXPECT_EQ(posed.normals, before.normals);
}

TEST(Unfold, WhatIsGrownToABoneStays) {
    const Fold folded = make_fold(0.001f, 0.012f);
    Held held(sphere().vertices.size(), 0.0f);
    held[folded.middle] = 1;
    PosedVertices posed = folded.posed;
    unfold(sphere(), held, posed);
    EXPECT_EQ(posed.positions[folded.middle], folded.posed.positions[folded.middle]);
    EXPECT_GT(count_moved(folded.posed, posed), 0) << "its neighbours are free";
}

/// Rims of thin sheets face against the normals of their corners in every pose.
TEST(Unfold, WhatFacesAgainstItsNormalsAtRestIsNoFold) {
    const LevelMesh sheet = make_sheet({0, 0, -1});
    const PosedVertices before = bulged(sheet);
    ASSERT_GT(count_turned(sheet, before.positions, before.normals), 0);
    PosedVertices posed = before;
    unfold(sheet, {}, posed);
    EXPECT_EQ(posed.positions, before.positions);
    EXPECT_EQ(posed.normals, before.normals);
}

TEST(Unfold, TooFewVerticesForAnyLevelAreLeftAlone) {
    PosedVertices posed;
    posed.positions.assign(3, glm::vec3(0.1f)), posed.normals.assign(3, glm::vec3(0, 1, 0));
    unfold(sphere(), {}, posed);
    keep_volume(sphere(), {}, measure_rest_volume(sphere()), 0.003f, posed);
    EXPECT_EQ(posed.positions, std::vector<glm::vec3>(3, glm::vec3(0.1f)));
}

TEST(Unfold, AFoldComesByDegrees) {
    // A vertex slides over its neighbours by hundredths of a millimetre: what is drawn must not jump when a triangle turns.
    const LevelMesh sheet = make_sheet({0, 0, 1});
    std::uint32_t middle = 0;
    for (std::uint32_t v = 1; v < sheet.vertices.size(); ++v)
        if (glm::length(sheet.position(v)) < glm::length(sheet.position(middle))) middle = v;
    std::vector<glm::vec3> before;
    float farthest = 0, whole = 0;
    for (int step = 0; step <= 800; ++step) {
        PosedVertices posed = at_rest(sheet);
        posed.positions[middle].x += 0.00001f * static_cast<float>(step);
        const glm::vec3 pushed = posed.positions[middle];
        unfold(sheet, {}, posed);
        for (std::size_t v = 0; v < before.size(); ++v) farthest = std::max(farthest, glm::distance(before[v], posed.positions[v]));
        before = posed.positions, whole = glm::distance(pushed, posed.positions[middle]);
    }
    EXPECT_GT(whole, 0.002f) << "the fold was not drawn back";
    EXPECT_LT(farthest, 0.0008f);
}

TEST(Volume, IsThatOfTheSolid) {
    const LevelMesh box = geometry::make_level_mesh(test::make_box({0.1f, 0.2f, 0.3f}, {0.12f, 0.23f, 0.34f}));
    EXPECT_EQ(count_volume_vertices(box), 8u);
    EXPECT_NEAR(measure_rest_volume(box), 2.4e-5, 1e-8);
    const double round = 4.0 / 3.0 * std::numbers::pi * std::pow(static_cast<double>(k_radius), 3);
    EXPECT_NEAR(measure_rest_volume(sphere()), round, 0.1 * round) << "a coarse level has flat triangles";
}

TEST(Volume, FollowsThePose) {
    const double rest = measure_rest_volume(sphere());
    EXPECT_NEAR(measure_volume(sphere(), at_rest(sphere()).positions), rest, 1e-6 * rest);
    EXPECT_NEAR(measure_volume(sphere(), scaled(sphere(), {0.5f, 0.8f, 1.5f}).positions), 0.6 * rest, 1e-4 * rest);
}

/// An open surface has a volume only towards a middle, which has to move with it.
TEST(Volume, IsTheSameWhereverTheSurfaceLies) {
    const LevelMesh sheet = make_sheet({0, 0, 1});
    PosedVertices posed = bulged(sheet);
    const double here = measure_volume(sheet, posed.positions);
    ASSERT_GT(std::abs(here), k_no_solid);
    for (glm::vec3& p : posed.positions) p += glm::vec3(1, 2, 3);
    EXPECT_NEAR(measure_volume(sheet, posed.positions), here, 1e-3 * std::abs(here));
}

TEST(Volume, TakesTheFirstVerticesAlone) {
    const std::uint32_t count = count_volume_vertices(sphere());
    EXPECT_GE(count, 150u);
    EXPECT_LT(count, sphere().vertices.size());
    std::vector<glm::vec3> positions = at_rest(sphere()).positions;
    const double whole = measure_volume(sphere(), positions);
    positions.resize(count);
    EXPECT_EQ(measure_volume(sphere(), positions), whole);
    positions.pop_back();
    EXPECT_EQ(measure_volume(sphere(), positions), 0) << "too few to tell";
}

TEST(KeepVolume, WhatIsSqueezedOrSwollenGetsItsVolumeBack) {
    const double rest = measure_rest_volume(sphere());
    for (const float by : {0.95f, 1.05f}) {
        PosedVertices posed = scaled(sphere(), glm::vec3(by));
        keep_volume(sphere(), {}, rest, 0.005f, posed);
        EXPECT_NEAR(measure_volume(sphere(), posed.positions), rest, 0.01 * rest) << by;
        for (const glm::vec3& p : posed.positions) EXPECT_NEAR(glm::length(p), k_radius, 0.0005f) << "finer vertices go along";
    }
}

TEST(KeepVolume, NothingMovesFartherThanAllowed) {
    const double rest = measure_rest_volume(sphere());
    const PosedVertices before = scaled(sphere(), glm::vec3(0.95f));
    PosedVertices posed = before;
    keep_volume(sphere(), {}, rest, 0.001f, posed);
    for (std::size_t v = 0; v < posed.positions.size(); ++v)
        EXPECT_NEAR(glm::distance(posed.positions[v], before.positions[v]), 0.001f, 1e-6f);
    posed = before;
    keep_volume(sphere(), {}, rest, 0, posed);
    EXPECT_EQ(posed.positions, before.positions);
}

TEST(KeepVolume, WhatIsGrownToABoneStays) {
    const double rest = measure_rest_volume(sphere());
    const PosedVertices before = scaled(sphere(), glm::vec3(0.95f));
    Held held(before.positions.size(), 1.0f);
    PosedVertices posed = before;
    keep_volume(sphere(), held, rest, 0.003f, posed);
    EXPECT_EQ(posed.positions, before.positions);
    for (std::uint32_t v = 0; v < held.size(); ++v) held[v] = sphere().position(v).y < 0 ? 1.0f : 0.0f;
    keep_volume(sphere(), held, rest, 0.003f, posed);
    for (std::size_t v = 0; v < held.size(); ++v) EXPECT_EQ(posed.positions[v] == before.positions[v], held[v] > 0) << v;
}

TEST(KeepVolume, ASurfaceThatEnclosesNothingIsLeftAlone) {
    const LevelMesh sheet = make_sheet({0, 0, 1});
    const double rest = measure_rest_volume(sheet);
    ASSERT_LT(std::abs(rest), k_no_solid);
    const PosedVertices before = bulged(sheet);
    ASSERT_GT(std::abs(measure_volume(sheet, before.positions)), k_no_solid) << "there is something to give back, were it a solid";
    PosedVertices posed = before;
    keep_volume(sheet, {}, rest, 0.003f, posed);
    EXPECT_EQ(posed.positions, before.positions);
}

}  // namespace
}  // namespace smrt::muscles
