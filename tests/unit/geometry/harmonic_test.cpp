// Harmonic fields, their gradients, nearest points.
#include "geometry/harmonic.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geometry/nearest.h"

namespace smrt::geometry {
namespace {

/// A tube along +Y, open at both ends; bottom at 0.
TriangleMesh make_tube(float length, float radius, int rings, int corners) {
    TriangleMesh mesh;
    for (int i = 0; i < rings; ++i)
        for (int k = 0; k < corners; ++k) {
            const float a = 6.2831853f * static_cast<float>(k) / static_cast<float>(corners);
            mesh.positions.emplace_back(radius * std::cos(a), length * static_cast<float>(i) / static_cast<float>(rings - 1),
                                        radius * std::sin(a));
        }
    const auto at = [&](int i, int k) { return static_cast<std::uint32_t>(i * corners + k % corners); };
    for (int i = 0; i + 1 < rings; ++i)
        for (int k = 0; k < corners; ++k) {
            mesh.triangles.emplace_back(at(i, k), at(i + 1, k), at(i, k + 1));
            mesh.triangles.emplace_back(at(i, k + 1), at(i + 1, k), at(i + 1, k + 1));
        }
    return mesh;
}

HarmonicTargets hold_ends(const TriangleMesh& mesh, float length) {
    HarmonicTargets out;
    for (const glm::vec3& p : mesh.positions) {
        out.low.push_back(p.y < 1e-5f ? 1.0 : 0.0);
        out.high.push_back(p.y > length - 1e-5f ? 1.0 : 0.0);
    }
    return out;
}

TEST(Harmonic, RunsEvenlyAlongATube) {
    const TriangleMesh tube = make_tube(0.2f, 0.02f, 41, 16);
    const auto field = solve_harmonic(tube, hold_ends(tube, 0.2f));
    ASSERT_EQ(field.size(), tube.positions.size());
    const double middle = field[20 * 16];
    EXPECT_NEAR(middle, 0.5, 0.02);
    for (std::size_t v = 16; v < field.size(); ++v) EXPECT_GT(field[v], field[v - 16]) << "the field grows from ring to ring";
    const double first = field[10 * 16] - field[8 * 16], second = field[30 * 16] - field[28 * 16];
    EXPECT_NEAR(first, second, 0.02 * first);
}

TEST(Harmonic, GradientPointsAlongTheTube) {
    const TriangleMesh tube = make_tube(0.2f, 0.02f, 41, 16);
    for (const glm::vec3& d : measure_gradient_direction(tube, solve_harmonic(tube, hold_ends(tube, 0.2f)))) EXPECT_GT(d.y, 0.99f);
}

TEST(Harmonic, CrossesAGapBetweenPieces) {
    TriangleMesh tube = make_tube(0.1f, 0.02f, 21, 16);
    const TriangleMesh lower = tube;
    for (const glm::vec3& p : lower.positions) tube.positions.push_back(p + glm::vec3(0, 0.101f, 0));
    for (const glm::uvec3& t : lower.triangles)
        tube.triangles.push_back(t + glm::uvec3(static_cast<std::uint32_t>(lower.positions.size())));
    const auto field = solve_harmonic(tube, hold_ends(tube, 0.201f));
    ASSERT_FALSE(field.empty());
    EXPECT_NEAR(field[20 * 16], 0.5, 0.15) << "both pieces carry half of the way";
    EXPECT_GT(field[(21 + 10) * 16], field[20 * 16]);
}

TEST(Harmonic, IsEmptyWithoutOneOfTheEnds) {
    const TriangleMesh tube = make_tube(0.2f, 0.02f, 11, 8);
    HarmonicTargets targets = hold_ends(tube, 0.2f);
    std::fill(targets.high.begin(), targets.high.end(), 0.0);
    EXPECT_TRUE(solve_harmonic(tube, targets).empty());
}

TEST(Harmonic, ClusteringKeepsShapeAndTellsWhereVerticesWent) {
    const TriangleMesh tube = make_tube(0.2f, 0.02f, 81, 32);
    std::vector<std::uint32_t> vertex_of;
    const TriangleMesh coarse = cluster_vertices(tube, 0.008f, vertex_of);
    EXPECT_LT(coarse.positions.size(), tube.positions.size() / 3);
    for (std::size_t v = 0; v < tube.positions.size(); ++v)
        EXPECT_LT(glm::distance(coarse.positions[vertex_of[v]], tube.positions[v]), 0.008f * 1.75f);
}

TEST(Nearest, SurfaceIsCloserThanItsVertices) {
    TriangleMesh mesh;
    mesh.positions = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    mesh.triangles = {{0, 1, 2}};
    const SurfaceTree tree(mesh);
    const auto hit = tree.nearest({0.3f, 0.3f, 0.25f});
    EXPECT_NEAR(hit.distance, 0.25f, 1e-6f);
    EXPECT_NEAR(hit.point.x, 0.3f, 1e-6f);
}

TEST(Nearest, PointsComeClosestFirst) {
    const PointTree tree({{0, 0, 0}, {3, 0, 0}, {1, 0, 0}});
    const auto hits = tree.nearest({0.9f, 0, 0}, 5);
    ASSERT_EQ(hits.size(), 3u);
    EXPECT_EQ(hits[0].index, 2u);
    EXPECT_EQ(hits[2].index, 1u);
}

}  // namespace
}  // namespace smrt::geometry
