// Turns, signed angles and swings.
#include "skeleton/rotation.h"

#include <gtest/gtest.h>

#include <cmath>

namespace smrt::skeleton {
namespace {

const SwingAxes k_right_shoulder = {{-1, 0, 0}, {0, 0, -1}, {0, 1, 0}, {0, -1, 0}};

TEST(Turn, IsRightHandedAndExactAtZero) {
    EXPECT_EQ(turn_about({0, 0, 1}, 0), glm::dmat3(1));
    const glm::dvec3 turned = turn_about({0, 0, 1}, std::acos(-1.0) / 2) * glm::dvec3(1, 0, 0);
    EXPECT_NEAR(turned.y, 1, 1e-15);
}

TEST(AngleAbout, HasTheSignOfTheTurn) {
    EXPECT_NEAR(measure_angle_about({0, 0, 1}, {1, 0, 5}, {0, 1, -3}), std::acos(-1.0) / 2, 1e-12);
    EXPECT_NEAR(measure_angle_about({0, 0, -1}, {1, 0, 0}, {0, 1, 0}), -std::acos(-1.0) / 2, 1e-12);
}

TEST(Swing, MeasuresBackWhatItTurned) {
    const SwingValues values{0.7, 0.4, 0, -0.5};
    const glm::dmat3 turn = swing_turn(k_right_shoulder, values);
    const SwingValues back =
        measure_swing(k_right_shoulder, {0, -1, 0}, turn * glm::dvec3(0, -1, 0), {-1, 0, 0}, turn * glm::dvec3(-1, 0, 0));
    EXPECT_NEAR(back.forward, values.forward, 1e-12);
    EXPECT_NEAR(back.sideways, values.sideways, 1e-12);
    EXPECT_NEAR(back.spin, values.spin, 1e-12);
}

TEST(Swing, HorizontalAdductionTurnsThePlaneButDoesNotSpinTheArm) {
    const SwingValues raised{1.2, 0, 0, 0.3};
    SwingValues across = raised;
    across.plane = 0.6;
    const glm::dvec3 before = swing_turn(k_right_shoulder, raised) * glm::dvec3(0, -1, 0);
    const glm::dvec3 after = swing_turn(k_right_shoulder, across) * glm::dvec3(0, -1, 0);
    EXPECT_NEAR(after.y, before.y, 1e-12);
    EXPECT_GT(after.x, before.x + 0.3);  // the right arm goes toward the left
    const SwingValues hanging{0, 0, 0.6, 0};
    const glm::dmat3 still = swing_turn(k_right_shoulder, hanging);
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(still[i][i], 1, 1e-15);
}

}  // namespace
}  // namespace smrt::skeleton
