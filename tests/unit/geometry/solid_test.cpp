// Depth below the surface of cubes, whole, open and hollow.
#include "geometry/solid.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace smrt::geometry {
namespace {

constexpr float k_half = 0.02f;  // metres
const glm::vec3 k_centre(0.1f, -0.2f, 0.3f);

/// A cube, triangles turned outwards.
TriangleMesh make_cube(float half) {
    TriangleMesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.positions.push_back(k_centre + half * glm::vec3((i & 1) != 0 ? 1 : -1, (i & 2) != 0 ? 1 : -1, (i & 4) != 0 ? 1 : -1));
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

/// A cube around a hollow one, whose wall faces the hollow.
TriangleMesh make_hollow_cube() {
    TriangleMesh mesh = make_cube(k_half);
    const TriangleMesh inner = make_cube(0.5f * k_half);
    mesh.positions.insert(mesh.positions.end(), inner.positions.begin(), inner.positions.end());
    for (const glm::uvec3& t : inner.triangles) mesh.triangles.emplace_back(8 + t.x, 8 + t.z, 8 + t.y);
    return mesh;
}

/// Points at a height over each face, beside its middle and its diagonals.
std::vector<glm::vec3> make_points(float height) {
    std::vector<glm::vec3> out;
    for (int axis = 0; axis < 3; ++axis)
        for (const float sign : {-1.0f, 1.0f}) {
            glm::vec3 p(0);
            p[axis] = sign * (k_half + height), p[(axis + 1) % 3] = 0.3f * k_half, p[(axis + 2) % 3] = -0.2f * k_half;
            out.push_back(k_centre + p);
        }
    return out;
}

TEST(Solid, DepthIsTheDistanceToTheNearestWall) {
    const Solid cube(make_cube(k_half));
    EXPECT_NEAR(cube.depth(k_centre), k_half, 1e-6f);
    EXPECT_NEAR(cube.depth(k_centre + glm::vec3(0.012f, -0.003f, 0.005f)), 0.008f, 1e-6f);
    for (const glm::vec3& p : make_points(-0.001f)) EXPECT_NEAR(cube.depth(p), 0.001f, 1e-6f);
}

TEST(Solid, OutsideNothingIsDeep) {
    const Solid cube(make_cube(k_half));
    for (const float height : {0.001f, 0.3f})
        for (const glm::vec3& p : make_points(height)) EXPECT_EQ(cube.depth(p), 0) << p.x << " " << p.y << " " << p.z;
}

TEST(Solid, AHollowIsOutside) {
    const Solid hollow(make_hollow_cube());
    EXPECT_TRUE(hollow.closed());
    EXPECT_EQ(hollow.depth(k_centre + glm::vec3(0.002f, -0.003f, 0.001f)), 0);
    EXPECT_NEAR(hollow.depth(k_centre + glm::vec3(0.011f, 0.001f, 0.002f)), 0.001f, 1e-6f) << "the inner wall is nearer";
    EXPECT_NEAR(hollow.depth(k_centre + glm::vec3(0.018f, 0.001f, 0.002f)), 0.002f, 1e-6f) << "the outer wall is nearer";
}

TEST(Solid, IsClosedUnlessATriangleIsMissing) {
    EXPECT_TRUE(Solid(make_cube(k_half)).closed());
    for (std::size_t missing = 0; missing < 12; ++missing) {
        TriangleMesh open = make_cube(k_half);
        open.triangles.erase(open.triangles.begin() + static_cast<std::ptrdiff_t>(missing));
        EXPECT_FALSE(Solid(open).closed()) << missing;
    }
}

/// Outside meshes often have corners of their own for every triangle.
TEST(Solid, IsClosedThoughItsTrianglesShareNoCorners) {
    const TriangleMesh whole = make_cube(k_half);
    TriangleMesh split;
    for (const glm::uvec3& t : whole.triangles) {
        const auto first = static_cast<std::uint32_t>(split.positions.size());
        for (int k = 0; k < 3; ++k) split.positions.push_back(whole.positions[t[k]]);
        split.triangles.emplace_back(first, first + 1, first + 2);
    }
    const Solid solid(split);
    EXPECT_TRUE(solid.closed());
    EXPECT_NEAR(solid.depth(k_centre), k_half, 1e-6f);
}

TEST(Solid, AnEmptyMeshCanBeAsked) {
    const Solid nothing(TriangleMesh{});
    EXPECT_FALSE(nothing.closed());
    EXPECT_EQ(nothing.depth(k_centre), 0);
}

}  // namespace
}  // namespace smrt::geometry
