// Clean-up: what is welded, dropped, turned and told.
#include "geometry/mesh_cleanup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace smrt::geometry {
namespace {

/// A closed box facing outward, each face of two triangles, corners shared.
TriangleMesh box_mesh(const glm::vec3& lower, const glm::vec3& upper) {
    TriangleMesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.positions.emplace_back((i & 1) ? upper.x : lower.x, (i & 2) ? upper.y : lower.y, (i & 4) ? upper.z : lower.z);
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

void append(TriangleMesh& mesh, const TriangleMesh& other) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    mesh.positions.insert(mesh.positions.end(), other.positions.begin(), other.positions.end());
    for (const glm::uvec3& tri : other.triangles) mesh.triangles.push_back(tri + first);
}

void flip(TriangleMesh& mesh) {
    for (glm::uvec3& tri : mesh.triangles) std::swap(tri.y, tri.z);
}

/// The same surface with three vertices of its own for each triangle.
TriangleMesh unshared(const TriangleMesh& mesh) {
    TriangleMesh soup;
    for (const glm::uvec3& tri : mesh.triangles) {
        const auto first = static_cast<std::uint32_t>(soup.positions.size());
        for (int k = 0; k < 3; ++k) soup.positions.push_back(mesh.positions[tri[k]]);
        soup.triangles.emplace_back(first, first + 1, first + 2);
    }
    return soup;
}

double signed_volume(const TriangleMesh& mesh) {
    double sum = 0;
    for (const glm::uvec3& t : mesh.triangles)
        sum += glm::dot(glm::dvec3(mesh.positions[t.x]), glm::cross(glm::dvec3(mesh.positions[t.y]), glm::dvec3(mesh.positions[t.z]))) / 6;
    return sum;
}

TEST(MeshCleanup, LeavesAGoodMeshAsItIsAndGivesItNormals) {
    const TriangleMesh good = box_mesh(glm::vec3(0), glm::vec3(0.1f, 0.2f, 0.3f));
    TriangleMesh mesh = good;
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(mesh.positions, good.positions);
    EXPECT_EQ(mesh.triangles, good.triangles);
    EXPECT_TRUE(report.closed());
    EXPECT_EQ(report.shells, 1u);
    EXPECT_NEAR(report.volume, 0.006, 1e-8);
    EXPECT_NEAR(report.area, 0.22, 1e-7);
    EXPECT_TRUE(check_mesh(report, "box").list.empty());
    for (std::size_t i = 0; i < 8; ++i) {
        EXPECT_NEAR(glm::length(mesh.normals[i]), 1, 1e-5);
        EXPECT_GT(glm::dot(mesh.normals[i], mesh.positions[i] - glm::vec3(0.05f, 0.1f, 0.15f)), 0) << "normal points inward";
    }
}

TEST(MeshCleanup, WeldsSplitVerticesAcrossTheWallsOfItsGrid) {
    TriangleMesh mesh = unshared(box_mesh(glm::vec3(-0.1f), glm::vec3(0.1f)));
    std::mt19937 random(7);
    std::uniform_real_distribution<float> nudge(-4e-7f, 4e-7f);
    for (glm::vec3& p : mesh.positions) p += glm::vec3(nudge(random), nudge(random), nudge(random));
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(report.vertices_before, 36u);
    EXPECT_EQ(report.vertices, 8u);
    EXPECT_TRUE(report.closed());
}

TEST(MeshCleanup, KeepsPointsApartThatAreApart) {
    TriangleMesh mesh = box_mesh(glm::vec3(0), glm::vec3(1e-5f));  // the archive's grid of 0.01 mm
    EXPECT_EQ(clean_mesh(mesh).vertices, 8u);
}

TEST(MeshCleanup, DropsWhatCannotBeKept) {
    TriangleMesh mesh = box_mesh(glm::vec3(0), glm::vec3(0.1f));
    mesh.positions.emplace_back(std::numeric_limits<float>::quiet_NaN(), 0, 0);
    mesh.positions.emplace_back(0, std::numeric_limits<float>::infinity(), 0);
    mesh.positions.emplace_back(5, 5, 5);  // used by nothing
    mesh.triangles.insert(mesh.triangles.end(), {{0, 1, 8}, {0, 9, 2}, {0, 1, 4000000000u}, {3, 3, 1}, {2, 0, 1}, {1, 0, 2}});
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(report.bad_vertices, 2u);
    EXPECT_EQ(report.bad_triangles, 3u);
    EXPECT_EQ(report.degenerate_triangles, 1u);
    EXPECT_EQ(report.doubled_triangles, 2u) << "the same corners either way round are one triangle";
    EXPECT_EQ(report.vertices, 8u);
    EXPECT_EQ(report.triangles, 12u);
    EXPECT_TRUE(report.closed());
}

TEST(MeshCleanup, AMeshWithNothingLeftIsEmptyAndTold) {
    TriangleMesh mesh;
    mesh.positions.assign(3, glm::vec3(std::numeric_limits<float>::quiet_NaN()));
    mesh.triangles = {{0, 1, 2}};
    const MeshReport report = clean_mesh(mesh);
    EXPECT_TRUE(mesh.empty());
    EXPECT_TRUE(mesh.positions.empty());
    EXPECT_TRUE(check_mesh(report, "x").has_errors());
}

TEST(MeshCleanup, TurnsAnInsideOutSurface) {
    TriangleMesh mesh = box_mesh(glm::vec3(0), glm::vec3(0.1f));
    flip(mesh);
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(report.flipped_shells, 1u);
    EXPECT_GT(signed_volume(mesh), 0);
}

TEST(MeshCleanup, TurnsSingleTrianglesThatDisagree) {
    TriangleMesh mesh = box_mesh(glm::vec3(0), glm::vec3(0.1f));
    std::swap(mesh.triangles[3].x, mesh.triangles[3].y);
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(report.reoriented_triangles, 1u);
    EXPECT_EQ(report.flipped_shells, 0u);
    EXPECT_NEAR(signed_volume(mesh), 0.001, 1e-7);
}

TEST(MeshCleanup, InnerWallsFaceTheHollowAndBodiesWithinItFaceOutAgain) {
    TriangleMesh mesh = box_mesh(glm::vec3(0), glm::vec3(0.3f));
    append(mesh, box_mesh(glm::vec3(0.05f),
                          glm::vec3(0.25f)));  // faces outward, as the skin's inner wall does in the archive
    append(mesh, box_mesh(glm::vec3(0.1f), glm::vec3(0.2f)));
    append(mesh, box_mesh(glm::vec3(1), glm::vec3(1.1f)));
    const MeshReport report = clean_mesh(mesh);
    EXPECT_EQ(report.shells, 4u);
    EXPECT_EQ(report.inner_shells, 1u);
    EXPECT_EQ(report.flipped_shells, 1u);
    EXPECT_NEAR(signed_volume(mesh), 0.027 - 0.008 + 0.001 + 0.001, 1e-7);
    EXPECT_NEAR(report.volume, 0.021, 1e-7);
}

TEST(MeshCleanup, CountsOpenAndNonManifoldEdges) {
    TriangleMesh open = box_mesh(glm::vec3(0), glm::vec3(0.1f));
    open.triangles.pop_back();
    const MeshReport report = clean_mesh(open);
    EXPECT_EQ(report.open_edges, 3u);
    EXPECT_FALSE(report.closed());
    TriangleMesh fin = box_mesh(glm::vec3(0), glm::vec3(0.1f));
    fin.positions.emplace_back(0.2f, 0.2f, 0.2f);
    fin.triangles.emplace_back(0, 1, 8);
    EXPECT_EQ(clean_mesh(fin).non_manifold_edges, 1u);
}

TEST(MeshCleanup, AnOpenSheetKeepsTheSideMostOfItFaces) {
    TriangleMesh sheet;
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x) sheet.positions.emplace_back(x * 0.1f, 0, y * 0.1f);
    for (std::uint32_t y = 0; y < 3; ++y)
        for (std::uint32_t x = 0; x < 3; ++x) {
            const std::uint32_t i = y * 4 + x;
            sheet.triangles.emplace_back(i, i + 4, i + 1);
            sheet.triangles.emplace_back(i + 1, i + 4, i + 5);
        }
    const auto facing_up = [](const TriangleMesh& mesh) {
        return std::count_if(mesh.triangles.begin(), mesh.triangles.end(), [&mesh](const glm::uvec3& t) {
            return glm::cross(mesh.positions[t.y] - mesh.positions[t.x], mesh.positions[t.z] - mesh.positions[t.x]).y > 0;
        });
    };
    std::swap(sheet.triangles[0].x, sheet.triangles[0].y);  // the first triangle is the one that is wrong
    const MeshReport report = clean_mesh(sheet);
    EXPECT_EQ(report.reoriented_triangles, 1u);
    EXPECT_EQ(facing_up(sheet), 18);
}

TEST(MeshCleanup, IsTheSameWhenDoneTwice) {
    TriangleMesh mesh = unshared(box_mesh(glm::vec3(0), glm::vec3(0.3f)));
    append(mesh, box_mesh(glm::vec3(0.05f), glm::vec3(0.25f)));
    (void)clean_mesh(mesh);
    TriangleMesh again = mesh;
    (void)clean_mesh(again);
    EXPECT_EQ(mesh, again);
}

TEST(MeshCleanup, MillionsOfPointsInOneSpotStayFast) {
    TriangleMesh mesh;
    std::mt19937 random(3);
    std::uniform_real_distribution<float> tiny(0, 2e-5f);
    for (int i = 0; i < 300'000; ++i) mesh.positions.emplace_back(tiny(random), tiny(random), tiny(random));
    for (std::uint32_t i = 0; i + 2 < 300'000; i += 3) mesh.triangles.emplace_back(i, i + 1, i + 2);
    const MeshReport report = clean_mesh(mesh);
    EXPECT_LT(report.vertices, 300'000u);
}

std::vector<std::string> codes(const base::Findings& findings) {
    std::vector<std::string> list;
    for (const base::Finding& finding : findings.list) list.push_back(finding.place + " " + finding.code);
    return list;
}

TEST(MeshesTogether, DuplicatesFarAwayAndWrongScaleAreTold) {
    std::vector<TriangleMesh> meshes;
    for (int i = 0; i < 30; ++i) {
        const glm::vec3 at(0.02f * static_cast<float>(i % 5), 0.05f * static_cast<float>(i), 0);
        meshes.push_back(box_mesh(at, at + glm::vec3(0.1f, 0.05f + 0.001f * static_cast<float>(i), 0.1f)));
    }
    meshes.push_back(meshes[4]);
    meshes.push_back(box_mesh(glm::vec3(40), glm::vec3(40.1f)));
    meshes.push_back(box_mesh(glm::vec3(-50), glm::vec3(50)));
    meshes.push_back(box_mesh(glm::vec3(0.05f), glm::vec3(0.0501f)));
    std::vector<MeshReport> reports;
    for (TriangleMesh& mesh : meshes) reports.push_back(clean_mesh(mesh));
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < meshes.size(); ++i) ids.push_back("p" + std::to_string(i));
    std::vector<CleanedMesh> cleaned;
    for (std::size_t i = 0; i < meshes.size(); ++i) cleaned.push_back({ids[i], &meshes[i], &reports[i]});
    const std::vector<std::string> expected = {"p30 duplicate-part", "p31 far-away", "p32 wrong-scale", "p33 wrong-scale"};
    EXPECT_EQ(codes(check_meshes_together(cleaned)), expected);
}

}  // namespace
}  // namespace smrt::geometry
