// Laws of meshes with levels of detail over random height fields.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "geometry/level_builder.h"

using namespace smrt::geometry;

namespace {

/// A bumpy sheet of n x n cells, 0.2 m wide.
TriangleMesh random_sheet() {
    const auto n = static_cast<std::uint32_t>(*rc::gen::inRange(4, 24));
    TriangleMesh mesh;
    for (std::uint32_t i = 0; i <= n * (n + 2); ++i) {
        const float x = 0.2f * (i % (n + 1)) / n;
        const float y = 0.2f * (i / (n + 1)) / n;
        mesh.positions.emplace_back(x, y, 0.0001f * *rc::gen::inRange(-100, 100));
    }
    for (std::uint32_t row = 0; row < n; ++row)
        for (std::uint32_t column = 0; column < n; ++column) {
            const std::uint32_t a = row * (n + 1) + column;
            mesh.triangles.emplace_back(a, a + 1, a + n + 2);
            mesh.triangles.emplace_back(a, a + n + 2, a + n + 1);
        }
    return mesh;
}

}  // namespace

TEST(LevelMeshLaws, CoarserLevelsUseAPrefixOfTheVerticesAndFewerTriangles) {
    EXPECT_TRUE(rc::check([] {
        const LevelMesh mesh = make_level_mesh(random_sheet());
        RC_ASSERT(!mesh.levels.empty());
        for (std::size_t i = 0; i < mesh.levels.size(); ++i) {
            const MeshLevel& level = mesh.levels[i];
            for (std::uint32_t k = 0; k < level.index_count; ++k) RC_ASSERT(mesh.indices[level.first_index + k] < level.vertex_count);
            if (i == 0) continue;
            RC_ASSERT(level.vertex_count <= mesh.levels[i - 1].vertex_count);
            RC_ASSERT(level.index_count < mesh.levels[i - 1].index_count);
            RC_ASSERT(level.error > mesh.levels[i - 1].error);
        }
    }));
}

TEST(LevelMeshLaws, PackingMovesNoVertexByMoreThanAStepOfTheBox) {
    EXPECT_TRUE(rc::check([] {
        const TriangleMesh sheet = random_sheet();
        const LevelMesh mesh = make_level_mesh(sheet);
        const glm::vec3 step = sheet.bounds().size() / 65535.0f + 1e-7f;
        for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
            float best = 1;
            for (const glm::vec3& p : sheet.positions) {
                const glm::vec3 away = glm::abs(p - mesh.position(i)) / step;
                best = std::min(best, std::max({away.x, away.y, away.z}));
            }
            RC_ASSERT(best < 1.0f);
        }
    }));
}
