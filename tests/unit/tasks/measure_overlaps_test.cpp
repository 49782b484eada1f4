// Overlaps: depth and share of what lies in a bone, by a body of two balls.
#include "tasks/measure_overlaps.h"

#include <gtest/gtest.h>

#include "geometry/isosurface.h"
#include "geometry/level_builder.h"

namespace smrt::tasks {
namespace {

anatomy::Part make_ball(const char* name, anatomy::Kind kind, const glm::vec3& centre, float radius) {
    anatomy::Part part;
    part.id = part.name = name;
    part.kind = kind;
    if (kind == anatomy::Kind::muscle) part.definition = "pull";
    const geometry::Box box{centre - radius, centre + radius};
    part.mesh = geometry::make_level_mesh(
        geometry::make_isosurface(box, radius / 8, [&](const geometry::Box&, std::span<const glm::vec3> points, std::span<float> values) {
            for (std::size_t i = 0; i < points.size(); ++i) values[i] = glm::length(points[i] - centre) - radius;
        }));
    return part;
}

TEST(Overlaps, ABallThatReachesIntoABoneIsFoundWithItsDepth) {
    std::vector<anatomy::Part> parts = {make_ball("Bone", anatomy::Kind::bone, {0, 0, 0}, 0.02f),
                                        make_ball("Muscle", anatomy::Kind::muscle, {0.034f, 0, 0}, 0.02f),
                                        make_ball("Apart", anatomy::Kind::bone, {0, 0.05f, 0}, 0.02f)};
    const anatomy::Body body("balls", "", std::move(parts));
    anatomy::MuscleDefinitions muscles;
    const auto overlaps = measure_overlaps(body, muscles);
    ASSERT_EQ(overlaps.size(), 1u);
    EXPECT_EQ(body.part(overlaps[0].part).name, "Muscle");
    EXPECT_EQ(body.part(overlaps[0].in).name, "Bone");
    EXPECT_NEAR(overlaps[0].deepest, 0.006f, 0.001f);
    EXPECT_GT(overlaps[0].share, 0.01f);
    EXPECT_LT(overlaps[0].share, 0.3f);
    EXPECT_TRUE(measure_overlaps(body, muscles, 0.008f).empty());
    EXPECT_FALSE(overlaps[0].grown);
    muscles.by_id["pull"].insertion_bones = {"Bone"};
    EXPECT_TRUE(measure_overlaps(body, muscles)[0].grown) << "it may enter the bone that it goes to";
}

}  // namespace
}  // namespace smrt::tasks
