// Sphere-meshes: closed forms against brute force, surfaces that hold water, fits that find what was there.
#include "geometry/sphere_mesh.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "geometry/isosurface.h"
#include "geometry/mesh_cleanup.h"
#include "geometry/remesh.h"
#include "geometry/sphere_mesh_fit.h"

namespace smrt::geometry {
namespace {

/// Least distance over a dense grid of blends, each of which is a sphere.
float distance_by_search(const SphereMesh& mesh, const glm::uvec3& t, const glm::vec3& p) {
    constexpr int k_steps = 160;
    float best = 1e9f;
    for (int i = 0; i <= k_steps; ++i)
        for (int j = 0; i + j <= k_steps; ++j) {
            const float u = static_cast<float>(i) / k_steps, v = static_cast<float>(j) / k_steps, w = 1 - u - v;
            const Sphere &a = mesh.spheres[t.x], &b = mesh.spheres[t.y], &c = mesh.spheres[t.z];
            best = std::min(best,
                            glm::length(p - (w * a.centre + u * b.centre + v * c.centre)) - (w * a.radius + u * b.radius + v * c.radius));
        }
    return best;
}

SphereMesh random_slab(std::mt19937& random) {
    std::uniform_real_distribution<float> place(-1, 1), radius(0.02f, 0.4f);
    SphereMesh mesh;
    for (int i = 0; i < 3; ++i) mesh.spheres.push_back({{place(random), place(random), place(random)}, radius(random)});
    mesh.triangles = {{0, 1, 2}};
    return mesh;
}

/// A bone of sorts: a shaft that forks into a plate.
SphereMesh make_bone() {
    SphereMesh mesh;
    mesh.spheres = {
        {{0, 0, 0}, 0.012f}, {{0, 0.1f, 0}, 0.008f}, {{0, 0.2f, 0}, 0.010f}, {{0.05f, 0.25f, 0}, 0.004f}, {{-0.05f, 0.25f, 0.01f}, 0.003f}};
    mesh.edges = {{0, 1}, {1, 2}};
    mesh.triangles = {{2, 3, 4}};
    return mesh;
}

TriangleMesh surface_of(const SphereField& field, float cell) {
    return make_isosurface(field.bounds(), cell, [&](const Box& block, std::span<const glm::vec3> points, std::span<float> values) {
        field.distances(points, field.near(block), values);
    });
}

/// True if every edge has exactly two triangles that run along it in opposite directions.
bool is_closed(const TriangleMesh& mesh) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> edges;
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) ++edges[{t[k], t[(k + 1) % 3]}];
    return std::all_of(edges.begin(), edges.end(), [&](const auto& edge) {
        const auto back = edges.find({edge.first.second, edge.first.first});
        return edge.second == 1 && back != edges.end() && back->second == 1;
    });
}

TEST(SphereMesh, ClosedFormAgreesWithSearchOverAllBlends) {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-2, 2);
    for (int i = 0; i < 60; ++i) {
        const SphereMesh mesh = random_slab(random);
        const SphereField field(mesh);
        const glm::vec3 p(place(random), place(random), place(random));
        EXPECT_NEAR(field.distance(p), distance_by_search(mesh, {0, 1, 2}, p), 3e-4f);
        EXPECT_LE(field.distance(p), distance_by_search(mesh, {0, 1, 2}, p) + 1e-5f);
    }
}

TEST(SphereMesh, PiecesNearABlockGiveTheSameDistanceInIt) {
    const SphereField field(make_bone());
    std::mt19937 random(3);
    std::uniform_real_distribution<float> place(-0.1f, 0.3f), share(0, 1);
    for (int i = 0; i < 100; ++i) {
        const glm::vec3 lower(place(random), place(random), place(random));
        const Box block{lower, lower + 0.03f};
        std::vector<glm::vec3> points(150);
        for (glm::vec3& p : points) p = lower + 0.03f * glm::vec3(share(random), share(random), share(random));
        std::vector<float> values(points.size());
        field.distances(points, field.near(block), values);
        for (std::size_t k = 0; k < points.size(); ++k) EXPECT_NEAR(values[k], field.distance(points[k]), 1e-6f);
    }
}

TEST(SphereMesh, ItsSurfaceIsClosedOutwardAndWhereItShouldBe) {
    const SphereField field(make_bone());
    TriangleMesh mesh = surface_of(field, 0.003f);
    ASSERT_TRUE(is_closed(mesh));
    decimate_surface(mesh);
    EXPECT_TRUE(is_closed(mesh));
    double volume = 0;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 &a = mesh.positions[t.x], &b = mesh.positions[t.y], &c = mesh.positions[t.z];
        volume += glm::dot(a, glm::cross(b, c)) / 6.0;
        EXPECT_GT(measure_quality(a, b, c), 0.1f);
    }
    EXPECT_GT(volume, 0);
    for (const glm::vec3& p : mesh.positions) EXPECT_LT(std::abs(field.distance(p)), 0.0009f);
}

TEST(SphereMesh, DecimationTakesTrianglesAwayAndKeepsTheirNumberOfShells) {
    TriangleMesh mesh = surface_of(SphereField(make_bone()), 0.003f);
    const std::size_t before = mesh.triangles.size();
    decimate_surface(mesh);
    EXPECT_LT(mesh.triangles.size(), before / 3);
    EXPECT_EQ(clean_mesh(mesh).shells, 1u);
}

TEST(SphereMesh, AFitFindsTheSolidAgain) {
    const SphereField field(make_bone());
    TriangleMesh mesh = surface_of(field, 0.0025f);
    decimate_surface(mesh);
    make_smooth_normals(mesh);
    const SphereMesh found = fit_sphere_mesh(mesh, {.spheres = 12});
    EXPECT_LE(found.spheres.size(), 12u);
    const SphereFitFigures figures = measure_fit(mesh, SphereField(found));
    EXPECT_LT(figures.median, 0.0006f);
    EXPECT_LT(figures.worst_twentieth, 0.002f);
    EXPECT_EQ(fit_sphere_mesh(mesh, {.spheres = 12}), found) << "the same surface gives the same spheres";
}

TEST(SphereMesh, HollowsAndCrumbsAreDropped) {
    SphereMesh shape = make_bone();
    shape.spheres.push_back({{0.2f, 0, 0}, 0.004f});  // a crumb
    TriangleMesh mesh = surface_of(SphereField(shape), 0.003f);
    EXPECT_EQ(clean_mesh(mesh).shells, 2u);
    keep_outer_shells(mesh, 0.05f);
    EXPECT_EQ(clean_mesh(mesh).shells, 1u);
}

}  // namespace
}  // namespace smrt::geometry
