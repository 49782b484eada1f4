// Named bundles of fibres share a muscle evenly and keep their fibres.
#include "body_compiler/fibre_parts.h"

#include <gtest/gtest.h>

#include <array>

namespace smrt::body_compiler {
namespace {

/// A flat fan: fibres run from a short edge at x = -0.1 to one five times as long at x = -0.2.
geometry::TriangleMesh make_fan(FibreField& field) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i <= 40; ++i)
        for (int k = 0; k < 30; ++k) {
            const float along = static_cast<float>(i) / 40, across = static_cast<float>(k) / 29 - 0.5f;
            mesh.positions.emplace_back(-0.1f - 0.1f * along, 1, across * (0.02f + 0.08f * along));
            field.along.push_back(along);
            field.direction.emplace_back(-1, 0, 0);
        }
    return mesh;
}

anatomy::MuscleDefinition make_muscle(const char* order) {
    anatomy::MuscleDefinition muscle;
    muscle.fibre_parts = {"anterior", "middle", "posterior"};
    muscle.fibre_order = order;
    return muscle;
}

TEST(FibreParts, FollowEachOtherAcrossTheFibresAndKeepThem) {
    FibreField field;
    const geometry::TriangleMesh mesh = make_fan(field);
    const auto parts = find_fibre_parts(mesh, field, make_muscle("posterior"), anatomy::Side::right);
    ASSERT_EQ(parts.size(), mesh.positions.size());
    std::array<int, 4> count{};
    int wrong = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        ++count[parts[i]];
        const int fibre = static_cast<int>(i % 30);  // 29 lies in front
        wrong += parts[i] != 3 - fibre / 10;
    }
    EXPECT_EQ(count[0], 0);
    for (std::size_t k = 1; k < 4; ++k) EXPECT_NEAR(count[k], 410, 60);
    EXPECT_LT(wrong, 150) << "a fibre stays in its bundle though the fan widens";
}

TEST(FibreParts, LateralIsOutwardOnBothSides) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i < 30; ++i) mesh.positions.emplace_back(0.01f * static_cast<float>(i + 1), 1, 0);
    const auto left = find_fibre_parts(mesh, {}, make_muscle("lateral"), anatomy::Side::left);
    EXPECT_EQ(left.front(), 1);
    EXPECT_EQ(left.back(), 3);
    for (glm::vec3& p : mesh.positions) p.x = -p.x;
    EXPECT_EQ(find_fibre_parts(mesh, {}, make_muscle("lateral"), anatomy::Side::right), left);
}

TEST(FibreParts, AlongTheFibresTheyGoFromOriginToInsertion) {
    FibreField field;
    const geometry::TriangleMesh mesh = make_fan(field);
    const auto parts = find_fibre_parts(mesh, field, make_muscle("insertion"), anatomy::Side::right);
    EXPECT_EQ(parts.front(), 1);
    EXPECT_EQ(parts.back(), 3);
}

TEST(FibreParts, WithoutAnOrderThereAreNone) {
    FibreField field;
    const geometry::TriangleMesh mesh = make_fan(field);
    EXPECT_TRUE(find_fibre_parts(mesh, field, make_muscle(""), anatomy::Side::right).empty());
    anatomy::MuscleDefinition one = make_muscle("posterior");
    one.fibre_parts.resize(1);
    EXPECT_TRUE(find_fibre_parts(mesh, field, one, anatomy::Side::right).empty());
    EXPECT_TRUE(find_fibre_parts(mesh, {}, make_muscle("insertion"), anatomy::Side::right).empty()) << "no fibres were found in it";
}

}  // namespace
}  // namespace smrt::body_compiler
