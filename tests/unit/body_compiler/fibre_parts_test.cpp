// Named bundles of fibres share a muscle evenly and keep their fibres.
#include "body_compiler/fibre_parts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>

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

constexpr int k_rows = 41, k_stem = 20;  // rows along the fibres; those up to the second are one belly
constexpr int k_columns = 4;             // of each tendon

/// A belly that divides into tendons, the first the most medial; on the right. Half way to their tips the tendons have changed
/// places, one above the other, and at the tips they are in their order again.
geometry::TriangleMesh make_fork(int tendons, FibreField& field) {
    geometry::TriangleMesh mesh;
    const float turn = 2 * std::numbers::pi_v<float>;
    const int width = tendons * k_columns;
    for (int i = 0; i < k_rows; ++i)
        for (int k = 0; k < width; ++k) {
            const float along = static_cast<float>(i) / (k_rows - 1), wound = std::max(0.0f, 2 * along - 1);
            const auto tendon = static_cast<float>(k / k_columns);
            const float outward = 0.02f * (tendon - 0.5f * static_cast<float>(tendons - 1)) * std::cos(turn * wound);
            const float across = 0.005f * (static_cast<float>(k % k_columns) - 0.5f * (k_columns - 1));
            mesh.positions.emplace_back(-0.2f - outward - across, 1 - 0.3f * along, 0.01f * tendon * std::sin(0.5f * turn * wound));
            field.along.push_back(along);
            field.direction.emplace_back(0, -1, 0);
        }
    for (int i = 0; i + 1 < k_rows; ++i)
        for (int k = 0; k + 1 < width; ++k) {
            if (i >= k_stem && k / k_columns != (k + 1) / k_columns) continue;
            const auto a = static_cast<unsigned>(i * width + k), b = a + 1, c = a + static_cast<unsigned>(width), d = c + 1;
            mesh.triangles.emplace_back(a, b, c), mesh.triangles.emplace_back(b, d, c);
        }
    return mesh;
}

/// Bundles to fingers, the first the most lateral.
anatomy::MuscleDefinition make_finger_muscle(int bundles) {
    anatomy::MuscleDefinition muscle;
    const std::array<std::string, 3> fingers = {"index", "middle", "ring"};
    for (int i = 0; i < bundles; ++i) {
        const std::string& finger = fingers.at(static_cast<std::size_t>(i));
        muscle.fibre_parts.push_back(finger);
        muscle.insertion_bones.push_back("Distal phalanx of " + finger + " finger");
    }
    muscle.fibre_order = "medial";
    return muscle;
}

/// How many vertices of a tendon belong to a bundle.
std::ptrdiff_t count_in_tendon(const std::vector<std::uint8_t>& parts, int tendons, int tendon, int bundle) {
    std::ptrdiff_t count = 0;
    const int width = tendons * k_columns;
    for (int i = k_stem + 1; i < k_rows; ++i) {
        const auto first = parts.begin() + i * width + tendon * k_columns;
        count += std::count(first, first + k_columns, bundle);
    }
    return count;
}

constexpr std::ptrdiff_t k_tendon_vertices = (k_rows - k_stem - 1) * k_columns;

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

TEST(FibreParts, WhereABellyDividesEveryBundleEndsInItsOwnTendon) {
    for (const int tendons : {2, 3}) {
        FibreField field;
        const geometry::TriangleMesh mesh = make_fork(tendons, field);
        const auto parts = find_fibre_parts(mesh, field, make_finger_muscle(tendons), anatomy::Side::right);
        ASSERT_EQ(parts.size(), mesh.positions.size());
        for (int tendon = 0; tendon < tendons; ++tendon)
            EXPECT_EQ(count_in_tendon(parts, tendons, tendon, tendons - tendon), k_tendon_vertices) << tendon << " of " << tendons;
        EXPECT_EQ(parts.front(), tendons) << "the belly is still shared out by place";
        EXPECT_EQ(parts[static_cast<std::size_t>(tendons * k_columns) - 1], 1);
    }
}

/// On the other side lateral is the other way, in another order the first is another.
TEST(FibreParts, TendonsFollowEachOtherInTheOrderOfTheirTips) {
    FibreField field;
    geometry::TriangleMesh mesh = make_fork(3, field);
    anatomy::MuscleDefinition muscle = make_finger_muscle(3);
    muscle.fibre_order = "lateral";
    const auto parts = find_fibre_parts(mesh, field, muscle, anatomy::Side::right);
    ASSERT_EQ(parts.size(), mesh.positions.size());
    for (int tendon = 0; tendon < 3; ++tendon) EXPECT_EQ(count_in_tendon(parts, 3, tendon, tendon + 1), k_tendon_vertices) << tendon;
    for (glm::vec3& p : mesh.positions) p.x = -p.x;
    EXPECT_EQ(find_fibre_parts(mesh, field, muscle, anatomy::Side::left), parts);
}

TEST(FibreParts, AMuscleThatDoesNotDivideIsSharedOutByPlaceAlone) {
    FibreField field;
    const geometry::TriangleMesh mesh = make_fork(3, field);
    anatomy::MuscleDefinition muscle = make_finger_muscle(3);
    muscle.insertion_bones = {"Second metacarpal bone", "Third metacarpal bone", "Fourth metacarpal bone"};
    const auto parts = find_fibre_parts(mesh, field, muscle, anatomy::Side::right);
    ASSERT_EQ(parts.size(), mesh.positions.size());
    for (const std::uint8_t part : parts) EXPECT_TRUE(part >= 1 && part <= 3);
    EXPECT_LT(count_in_tendon(parts, 3, 2, 1), k_tendon_vertices) << "the tendons do wind, so that place alone mixes them";
}

TEST(FibreParts, WithoutATendonForEveryBundlePlaceDecides) {
    FibreField field;
    const geometry::TriangleMesh mesh = make_fork(2, field);
    anatomy::MuscleDefinition muscle = make_finger_muscle(3);
    const auto parts = find_fibre_parts(mesh, field, muscle, anatomy::Side::right);
    muscle.insertion_bones = {"Third metacarpal bone"};
    EXPECT_EQ(parts, find_fibre_parts(mesh, field, muscle, anatomy::Side::right));
    EXPECT_EQ(parts.size(), mesh.positions.size());
}

}  // namespace
}  // namespace smrt::body_compiler
