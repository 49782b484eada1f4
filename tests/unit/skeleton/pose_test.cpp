// Poses as text and value: words, sides, units, ranges, errors that help.
#include "skeleton/pose.h"

#include <gtest/gtest.h>

#include "geometry/units.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

using geometry::k_degree;

double reading(const Rig& rig, const Pose& pose, const std::string& id) {
    const auto found = rig.find_coordinate(id);
    EXPECT_TRUE(found) << id;
    return found ? reading_of(rig, pose, *found) : 0;
}

TEST(PoseText, WordsSetAnatomicalAnglesWithSideBeforeOrAfter) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "elbow flexion right=90; Left shoulder abduction = 30 deg");
    ASSERT_TRUE(pose) << pose.error().text();
    EXPECT_NEAR(reading(*rig, *pose, "right elbow flexion"), 90, 1e-9);
    EXPECT_NEAR(reading(*rig, *pose, "left shoulder abduction"), 30, 1e-9);
    EXPECT_EQ(pose->values[*rig->find_coordinate("left elbow flexion")], 0);
}

TEST(PoseText, OppositeWordsShareOneCoordinate) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "shoulder extension right=20, forearm supination left=30, clavicle inferior glide mm right=2");
    ASSERT_TRUE(pose) << pose.error().text();
    EXPECT_NEAR(reading(*rig, *pose, "right shoulder flexion"), -20, 1e-9);
    EXPECT_NEAR(reading(*rig, *pose, "left forearm pronation"), -30, 1e-9);
    EXPECT_NEAR(pose->values[*rig->find_coordinate("right clavicle inferior glide")], 0.002, 1e-12);
}

TEST(PoseText, BothSidesInOneWord) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "both elbow flexion=45");
    ASSERT_TRUE(pose);
    EXPECT_NEAR(reading(*rig, *pose, "right elbow flexion"), 45, 1e-9);
    EXPECT_NEAR(reading(*rig, *pose, "left elbow flexion"), 45, 1e-9);
}

TEST(PoseText, ErrorsNameTheFaultAndTheClosestWord) {
    const auto rig = test::make_arm_rig();
    const auto typo = parse_pose(*rig, "right elbow flexoin=90");
    ASSERT_FALSE(typo);
    EXPECT_EQ(typo.error().code, base::ErrorCode::bad_usage);
    EXPECT_NE(typo.error().message.find("elbow flexion"), std::string::npos) << typo.error().message;
    const auto no_side = parse_pose(*rig, "elbow flexion=90");
    ASSERT_FALSE(no_side);
    EXPECT_NE(no_side.error().message.find("no side"), std::string::npos) << no_side.error().message;
    const auto no_value = parse_pose(*rig, "right elbow flexion");
    ASSERT_FALSE(no_value);
    EXPECT_NE(no_value.error().message.find("no value"), std::string::npos) << no_value.error().message;
    const auto no_number = parse_pose(*rig, "right elbow flexion=much");
    ASSERT_FALSE(no_number);
    EXPECT_NE(no_number.error().message.find("much"), std::string::npos) << no_number.error().message;
    EXPECT_FALSE(parse_pose(*rig, "right elbow flexion=nan"));
}

TEST(PoseText, ValuesAreLimitedToTheNormalRange) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "right elbow flexion=400; left elbow flexion=-60");
    ASSERT_TRUE(pose);
    EXPECT_NEAR(reading(*rig, *pose, "right elbow flexion"), 150, 1e-9);
    EXPECT_NEAR(reading(*rig, *pose, "left elbow flexion"), 0, 1e-9);
}

TEST(PoseText, WrittenTextReadsBackAsTheSamePose) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(
        *rig, "right shoulder flexion=60; left elbow flexion=100; right wrist extension=20; left humerus axial compression mm=2");
    ASSERT_TRUE(pose) << pose.error().text();
    const auto again = parse_pose(*rig, pose_text(*rig, *pose));
    ASSERT_TRUE(again) << pose_text(*rig, *pose) << ": " << again.error().text();
    for (std::size_t i = 0; i < pose->values.size(); ++i) EXPECT_NEAR(again->values[i], pose->values[i], 1e-3) << rig->coordinates[i].id;
    EXPECT_EQ(pose_text(*rig, make_rest_pose(*rig)), "");
}

TEST(PoseLimits, EachLimitedCoordinateIsToldOnce) {
    const auto rig = test::make_arm_rig();
    Pose pose = make_rest_pose(*rig);
    const std::uint32_t elbow = *rig->find_coordinate("right elbow flexion");
    pose.values[elbow] = 300 * k_degree;
    const base::Findings findings = limit_to_range(*rig, pose);
    ASSERT_EQ(findings.list.size(), 1u);
    EXPECT_EQ(findings.list[0].code, "out-of-range");
    EXPECT_EQ(pose.values[elbow], rig->coordinates[elbow].upper);
    EXPECT_TRUE(limit_to_range(*rig, pose).list.empty());
}

TEST(PoseBlend, EndsAreExactAndTheMiddleIsHalf) {
    const auto rig = test::make_arm_rig();
    const Pose rest = make_rest_pose(*rig);
    const auto bent = parse_pose(*rig, "right elbow flexion=95.3");
    ASSERT_TRUE(bent);
    EXPECT_EQ(interpolate(rest, *bent, 0), rest);
    EXPECT_EQ(interpolate(rest, *bent, 1), *bent);
    const std::uint32_t elbow = *rig->find_coordinate("right elbow flexion");
    EXPECT_NEAR(interpolate(rest, *bent, 0.5).values[elbow], 0.5 * bent->values[elbow], 1e-15);
}

}  // namespace
}  // namespace smrt::skeleton
