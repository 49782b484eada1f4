// Packed vertices and look-ups in levels.
#include "geometry/level_mesh.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace smrt::geometry;

TEST(LevelMesh, OctahedralCodingKeepsDirectionsWithinOneDegree) {
    for (int i = 0; i < 500; ++i) {
        const float height = 1 - 2 * (i + 0.5f) / 500;
        const float turn = 2.399963f * i;
        const float radius = std::sqrt(1 - height * height);
        const glm::vec3 unit(radius * std::cos(turn), height, radius * std::sin(turn));
        std::int8_t coded[2];
        encode_octahedral(unit, coded);
        EXPECT_GT(glm::dot(decode_octahedral(coded), unit), std::cos(1.0f * 0.01745f)) << i;
    }
}

TEST(LevelMesh, FindsTheCoarsestLevelWithinTheError) {
    LevelMesh mesh;
    mesh.levels = {{0, 30, 0, 60}, {0.0005f, 20, 60, 30}, {0.0025f, 10, 90, 12}};
    EXPECT_EQ(find_level(mesh, 0), 0u);
    EXPECT_EQ(find_level(mesh, 0.001f), 1u);
    EXPECT_EQ(find_level(mesh, 1.0f), 2u);
}
