// Signed distances on a grid against those of a sphere and a cube.
#include "geometry/distance_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace smrt::geometry {
namespace {

constexpr float k_cell = 0.002f, k_margin = 0.011f;  // metres; the margin is no multiple of the cell
constexpr float k_radius = 0.03f;
const glm::vec3 k_centre(0.1f, -0.2f, 0.3f);

/// One triangle of a unit sphere, halved again and again.
void add_triangle(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c, int halvings, TriangleMesh& mesh) {
    if (halvings == 0) {
        const auto first = static_cast<std::uint32_t>(mesh.positions.size());
        for (const glm::vec3& p : {a, b, c}) mesh.positions.push_back(k_centre + k_radius * p);
        mesh.triangles.emplace_back(first, first + 1, first + 2);
        return;
    }
    const glm::vec3 ab = glm::normalize(a + b), bc = glm::normalize(b + c), ca = glm::normalize(c + a);
    add_triangle(a, ab, ca, halvings - 1, mesh), add_triangle(ab, b, bc, halvings - 1, mesh);
    add_triangle(ca, bc, c, halvings - 1, mesh), add_triangle(ab, bc, ca, halvings - 1, mesh);
}

/// A sphere from an octahedron; its flat triangles lie within a hundredth of a millimetre of the round one.
TriangleMesh make_sphere() {
    TriangleMesh mesh;
    for (const float x : {-1.0f, 1.0f})
        for (const float y : {-1.0f, 1.0f})
            for (const float z : {-1.0f, 1.0f}) {
                const glm::vec3 a(x, 0, 0), b(0, y, 0), c(0, 0, z);
                if (x * y * z > 0)
                    add_triangle(a, b, c, 5, mesh);
                else
                    add_triangle(a, c, b, 5, mesh);
            }
    return mesh;
}

const DistanceGrid& sphere_grid() {
    static const DistanceGrid grid = make_distance_grid(make_sphere(), k_cell, k_margin);
    return grid;
}

/// Directions spread evenly over a sphere.
std::vector<glm::vec3> make_directions(int count) {
    std::vector<glm::vec3> out;
    for (int i = 0; i < count; ++i) {
        const float z = 1 - (2 * static_cast<float>(i) + 1) / static_cast<float>(count), r = std::sqrt(1 - z * z);
        const float angle = 2.3999632f * static_cast<float>(i);
        out.emplace_back(r * std::cos(angle), r * std::sin(angle), z);
    }
    return out;
}

/// A cube about the origin, triangles turned outwards.
TriangleMesh make_cube(float half) {
    TriangleMesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.positions.push_back(half * glm::vec3((i & 1) != 0 ? 1 : -1, (i & 2) != 0 ? 1 : -1, (i & 4) != 0 ? 1 : -1));
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

/// Exact signed distance to that cube.
float distance_to_cube(const glm::vec3& p, float half) {
    const glm::vec3 q = glm::abs(p) - half;
    return glm::length(glm::max(q, glm::vec3(0))) + std::min(std::max({q.x, q.y, q.z}), 0.0f);
}

/// Distances are carried inwards and outwards from cell to cell, so they lose a little with every cell.
TEST(DistanceGrid, TellsDistancesInsideAndOutside) {
    for (const glm::vec3& way : make_directions(300))
        for (float off = -10 * k_cell; off < 0.9f * k_margin; off += 0.7f * k_cell)
            EXPECT_NEAR(sphere_grid().sample(k_centre + (k_radius + off) * way).distance, off, 0.6f * k_cell);
}

TEST(DistanceGrid, IsExactBesideTheSurface) {
    for (const glm::vec3& way : make_directions(300))
        for (float off = -k_cell; off <= k_cell; off += 0.25f * k_cell) {
            const DistanceGrid::Sample sample = sphere_grid().sample(k_centre + (k_radius + off) * way);
            EXPECT_NEAR(sample.distance, off, 0.15f * k_cell);
            EXPECT_GT(glm::dot(sample.outward, way), 0.99f);
            EXPECT_NEAR(glm::length(sample.outward), 1, 1e-5);
        }
}

/// Where the distances from all sides meet the grid cuts their peak off.
TEST(DistanceGrid, TheCentreIsDeepInside) {
    const float distance = sphere_grid().sample(k_centre).distance;
    EXPECT_LT(distance, -k_radius + 2 * k_cell);
    EXPECT_GT(distance, -k_radius - 0.6f * k_cell);
}

TEST(DistanceGrid, OutsideTheGridIsNoLessThanTheMarginAndNoMoreThanTheTruth) {
    for (const glm::vec3& way : make_directions(300))
        for (const float off : {0.05f, 0.2f, 3.0f}) {  // beyond the corners of the grid too
            const DistanceGrid::Sample sample = sphere_grid().sample(k_centre + (k_radius + off) * way);
            EXPECT_EQ(sample.outward, glm::vec3(0));
            EXPECT_GE(sample.distance, k_margin);
            EXPECT_LE(sample.distance, off + 1e-6f);
        }
}

TEST(DistanceGrid, ACubeHasTheRightSignOnAllSidesOfItsCornersAndEdges) {
    constexpr float k_half = 0.01f, k_off = 0.75f * k_cell;
    const DistanceGrid grid = make_distance_grid(make_cube(k_half), k_cell, k_margin);
    for (int corner = 0; corner < 8; ++corner)
        for (int side = 0; side < 27; ++side) {
            const glm::vec3 at = k_half * glm::vec3((corner & 1) != 0 ? 1 : -1, (corner & 2) != 0 ? 1 : -1, (corner & 4) != 0 ? 1 : -1);
            const glm::vec3 p = at + k_off * glm::vec3(side % 3 - 1, side / 3 % 3 - 1, side / 9 - 1);
            const float exact = distance_to_cube(p, k_half);
            if (std::abs(exact) < 0.5f * k_cell) continue;  // on the surface
            EXPECT_EQ(grid.sample(p).distance > 0, exact > 0) << p.x << " " << p.y << " " << p.z;
        }
}

TEST(DistanceGrid, ACubeHasTheRightSignEverywhere) {
    constexpr float k_half = 0.01f;
    for (const float margin : {k_margin, 5 * k_cell}) {  // with the second the cube's sides run through corners of the grid
        const DistanceGrid grid = make_distance_grid(make_cube(k_half), k_cell, margin);
        for (int i = 0; i < grid.size.x * grid.size.y * grid.size.z; ++i) {
            const glm::ivec3 at(i % grid.size.x, i / grid.size.x % grid.size.y, i / (grid.size.x * grid.size.y));
            if (glm::any(glm::equal(at, grid.size - 1))) continue;  // the rim is outside
            const glm::vec3 p = grid.lower + k_cell * glm::vec3(at);
            const float exact = distance_to_cube(p, k_half), found = grid.sample(p).distance;
            if (std::abs(exact) > 1e-3f * k_cell) {
                EXPECT_EQ(found > 0, exact > 0) << at.x << " " << at.y << " " << at.z;
            }
            if (std::abs(exact) < k_cell) {
                EXPECT_NEAR(found, exact, 1e-3f * k_cell);
            }
        }
    }
}

/// Points spread evenly over the sphere's grid and five cells beyond it.
std::vector<glm::vec3> make_spread_points(int count) {
    const DistanceGrid& grid = sphere_grid();
    const glm::vec3 from = grid.lower - 5 * k_cell, size = k_cell * glm::vec3(grid.size + 9);
    std::vector<glm::vec3> out;
    for (int i = 0; i < count; ++i) {
        const glm::dvec3 steps = static_cast<double>(i) * glm::dvec3(0.8191725134, 0.6710436067, 0.5497004779);
        out.push_back(from + size * glm::vec3(glm::fract(steps)));
    }
    return out;
}

/// Distances differ by no more than the way between two points, and a block is 4 cells wide: 7 from corner to corner.
TEST(DistanceGrid, TheLeastOfABlockIsNoMoreThanTheDistanceAndNotMuchLess) {
    const float wide = 2 * DistanceGrid::k_block * k_cell;
    int inside = 0, beside = 0, beyond = 0;
    for (const glm::vec3& p : make_spread_points(6000)) {
        const DistanceGrid::Sample sample = sphere_grid().sample(p);
        const float least = sphere_grid().at_least(p);
        EXPECT_LE(least, sample.distance + 1e-6f) << p.x << " " << p.y << " " << p.z;
        EXPECT_GE(least, sample.distance - wide) << p.x << " " << p.y << " " << p.z;
        if (sample.outward == glm::vec3(0) && sample.distance >= k_margin)
            ++beyond;
        else
            ++(sample.distance < 0 ? inside : beside);
    }
    for (const int count : {inside, beside, beyond}) EXPECT_GT(count, 300) << "the points are spread over all three";
}

/// The last block of each row is seldom a whole one.
TEST(DistanceGrid, EveryCornerCountsForTheBlocksAroundIt) {
    const DistanceGrid& grid = sphere_grid();
    for (int i = 0; i < grid.size.x * grid.size.y * grid.size.z; ++i) {
        const glm::ivec3 at(i % grid.size.x, i / grid.size.x % grid.size.y, i / (grid.size.x * grid.size.y));
        for (const float off : {-0.01f, 0.01f}) {
            const glm::vec3 p = grid.lower + k_cell * (glm::vec3(at) + off);
            EXPECT_LE(grid.at_least(p), grid.sample(p).distance + 1e-6f) << at.x << " " << at.y << " " << at.z;
        }
    }
}

TEST(DistanceGrid, AnEmptyMeshCanBeAsked) {
    const DistanceGrid grid = make_distance_grid({}, k_cell, k_margin);
    const DistanceGrid::Sample sample = grid.sample(glm::vec3(0.1f, 0.2f, 0.3f));
    EXPECT_TRUE(std::isfinite(sample.distance));
    EXPECT_EQ(sample.outward, glm::vec3(0));
    EXPECT_LE(grid.at_least(glm::vec3(0.1f, 0.2f, 0.3f)), sample.distance);
}

}  // namespace
}  // namespace smrt::geometry
