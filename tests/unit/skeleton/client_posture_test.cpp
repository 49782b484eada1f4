// The client lies, sits and stands; lying changes no length.
#include "skeleton/client_posture.h"

#include <gtest/gtest.h>

#include "geometry/level_builder.h"
#include "skeleton/pose.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

/// A rig of one segment whose only bone is a small box in the pelvis.
Rig make_rig() {
    Rig rig;
    rig.segments = {{"pelvis", k_no_joint, {}}};
    rig.supports = {{0, {{-0.1, 0.8, -0.05}, {0.1, 0.8, -0.05}, {-0.1, 1.0, 0.07}, {0.1, 1.0, 0.07}}}};
    return rig;
}

glm::dvec3 posed(const Rig& rig, Posture posture, const glm::dvec3& point) {
    PosedBody body{{glm::dmat4(1)}};
    take_posture(rig, posture, body);
    return glm::dvec3(body.segments[0] * glm::dvec4(point, 1));
}

TEST(ClientPosture, NamesReadBack) {
    for (int i = 0; i < k_posture_count; ++i) EXPECT_EQ(parse_posture(name_of(static_cast<Posture>(i))), static_cast<Posture>(i));
    EXPECT_EQ(parse_posture(" Supine "), Posture::supine);
    EXPECT_EQ(parse_posture("side-lying"), Posture::right_side_lying);
    EXPECT_EQ(parse_posture("left side lying"), Posture::left_side_lying);
    EXPECT_FALSE(parse_posture("upside down"));
}

TEST(ClientPosture, StandingIsExactlyTheDeliveredBody) {
    const Rig rig = make_rig();
    EXPECT_EQ(posed(rig, Posture::standing, {0.3, 0.2, 0.1}), glm::dvec3(0.3, 0.2, 0.1));
}

TEST(ClientPosture, TheLowestPointRestsOnTheTablePadded) {
    const Rig rig = make_rig();
    for (const Posture posture : {Posture::supine, Posture::prone, Posture::right_side_lying, Posture::left_side_lying}) {
        double lowest = 10;
        for (const glm::dvec3& point : rig.supports[0].points) lowest = std::min(lowest, posed(rig, posture, point).y);
        EXPECT_NEAR(lowest, k_table_height + k_padding, 1e-9) << name_of(posture);
    }
}

TEST(ClientPosture, TheSideThatIsNamedLiesDown) {
    const Rig rig = make_rig();
    const glm::dvec3 middle(0, 0.9, 0), front(0, 0.9, 0.1), right(-0.1, 0.9, 0), head(0, 1.6, 0);
    const auto higher = [&](Posture posture, const glm::dvec3& point) {
        return posed(rig, posture, point).y - posed(rig, posture, middle).y;
    };
    EXPECT_NEAR(higher(Posture::supine, front), 0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::prone, front), -0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::right_side_lying, right), -0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::left_side_lying, right), 0.1, 1e-9);
    for (const Posture posture : {Posture::supine, Posture::prone, Posture::left_side_lying}) EXPECT_NEAR(higher(posture, head), 0, 1e-9);
    EXPECT_NEAR(higher(Posture::seated, head), 0.7, 1e-9);
}

TEST(ClientPosture, PoseTextsSayIt) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "posture=prone; right elbow flexion=60");
    ASSERT_TRUE(pose) << pose.error().text();
    EXPECT_EQ(pose->posture, Posture::prone);
    const auto again = parse_pose(*rig, pose_text(*rig, *pose));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->posture, Posture::prone);
    const auto fault = parse_pose(*rig, "posture=flying");
    ASSERT_FALSE(fault);
    EXPECT_NE(fault.error().message.find("supine"), std::string::npos);
}

}  // namespace
}  // namespace smrt::skeleton
