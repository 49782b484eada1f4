// Tree over triangles: the same first hit as testing every triangle.
#include "geometry/bvh.h"

#include <gtest/gtest.h>

#include <random>

namespace smrt::geometry {
namespace {

TEST(Bvh, FindsTheSameFirstHitAsTestingEveryTriangle) {
    std::mt19937 random(4);
    std::uniform_real_distribution<float> place(-1, 1), small(-0.15f, 0.15f);
    std::vector<glm::vec3> positions;
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < 700; ++i) {
        const glm::vec3 centre(place(random), place(random), place(random));
        for (int corner = 0; corner < 3; ++corner) {
            indices.push_back(static_cast<std::uint32_t>(positions.size()));
            positions.push_back(centre + glm::vec3(small(random), small(random), small(random)));
        }
    }
    const Bvh tree(positions, indices);
    int hits = 0;
    for (int i = 0; i < 3000; ++i) {
        const glm::vec3 origin = 2.0f * glm::vec3(place(random), place(random), place(random));
        const RaySpan ray{origin, glm::normalize(glm::vec3(place(random), place(random), place(random)) - origin), 0.1f, 3};
        std::optional<RayHit> expected;
        for (std::uint32_t t = 0; t < 700; ++t) {
            auto hit = hit_triangle(ray, positions[3 * t], positions[3 * t + 1], positions[3 * t + 2]);
            if (hit && (!expected || hit->distance < expected->distance)) expected = hit, expected->triangle = t;
        }
        const auto found = tree.find_first(ray);
        ASSERT_EQ(found.has_value(), expected.has_value());
        if (!found) continue;
        ++hits;
        EXPECT_EQ(found->triangle, expected->triangle);
        EXPECT_EQ(found->front, expected->front);
    }
    EXPECT_GT(hits, 1000);
}

TEST(Bvh, FindsTheNearestPlaceAlsoWhereTheNearestVertexLiesOnTheOtherWall) {
    // A thin plate: one wall of two large triangles, the other of many small ones.
    TriangleMesh plate;
    plate.positions = {{-1, -1, 0}, {1, -1, 0}, {1, 1, 0}, {-1, 1, 0}};
    plate.triangles = {{0, 2, 1}, {0, 3, 2}};
    for (int x = 0; x < 20; ++x)
        for (int y = 0; y < 20; ++y) {
            const glm::vec3 corner(-1 + 0.1f * static_cast<float>(x), -1 + 0.1f * static_cast<float>(y), 0.1f);
            const auto first = static_cast<std::uint32_t>(plate.positions.size());
            for (const glm::vec3& step : {glm::vec3(0), glm::vec3(0.1f, 0, 0), glm::vec3(0, 0.1f, 0)})
                plate.positions.push_back(corner + step);
            plate.triangles.emplace_back(first, first + 1, first + 2);
        }
    const Bvh tree(plate);
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-1.2f, 1.2f);
    for (int i = 0; i < 2000; ++i) {
        const glm::vec3 point(place(random), place(random), 0.2f * place(random));
        float expected = 9;
        for (const glm::uvec3& t : plate.triangles)
            expected = std::min(expected, glm::distance(point, nearest_on_triangle(point, plate.positions[t.x], plate.positions[t.y],
                                                                                   plate.positions[t.z])));
        const auto found = tree.find_nearest(point);
        ASSERT_TRUE(found);
        EXPECT_NEAR(found->distance, expected, 1e-6f);
        EXPECT_NEAR(glm::distance(point, found->point), expected, 1e-6f);
    }
    EXPECT_NEAR(tree.find_nearest({0.03f, 0.02f, 0.01f})->distance, 0.01f, 1e-6f);
    EXPECT_FALSE(Bvh(TriangleMesh{}).find_nearest({0, 0, 0}));
}

TEST(Bvh, TrianglesInOnePlaceAndEmptyMeshesAreNoTrouble) {
    const std::vector<glm::vec3> positions{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};
    std::vector<std::uint32_t> indices;
    EXPECT_FALSE(Bvh(positions, indices).find_first({{0.2f, 0.2f, 1}, {0, 0, -1}}).has_value());
    for (int i = 0; i < 300; ++i) indices.insert(indices.end(), {0, 1, 2});
    const auto hit = Bvh(positions, indices).find_first({{0.2f, 0.2f, 1}, {0, 0, -1}});
    ASSERT_TRUE(hit.has_value());
    EXPECT_FLOAT_EQ(hit->distance, 1);
    EXPECT_TRUE(hit->front);
}

TEST(Bvh, DegenerateTrianglesAreNeverHit) {
    EXPECT_FALSE(hit_triangle({{0, 0, 1}, {0, 0, -1}}, {-1, 0, 0}, {1, 0, 0}, {0, 0, 0}).has_value());
}

TEST(Bvh, RaysParallelToABoxFaceEnterIt) {
    const Box box{{0, 0, 0}, {1, 1, 1}};
    EXPECT_TRUE(enter_box({{0.5f, 0.5f, -2}, {0, 0, 1}}, box).has_value());
    EXPECT_TRUE(enter_box({{0, 0.5f, -2}, {0, 0, 1}}, box).has_value());
    EXPECT_FALSE(enter_box({{1.5f, 0.5f, -2}, {0, 0, 1}}, box).has_value());
    EXPECT_FALSE(enter_box({{0.5f, 0.5f, 3}, {0, 0, 1}}, box).has_value());
}

}  // namespace
}  // namespace smrt::geometry
