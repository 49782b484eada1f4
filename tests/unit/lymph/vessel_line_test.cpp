// Smooth vessel lines.
#include "lymph/vessel_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace smrt::lymph {
namespace {

TEST(VesselLine, KeepsItsEndsAndIsEvenlyFine) {
    const auto [line, origin] = smooth_vessel({{0, 0, 0}, {0, 0.1f, 0}, {0.05f, 0.2f, 0}});
    ASSERT_EQ(origin.size(), line.size());
    EXPECT_EQ(origin.back(), 2.0f);
    EXPECT_EQ(line.front(), glm::vec3(0, 0, 0));
    EXPECT_EQ(line.back(), glm::vec3(0.05f, 0.2f, 0));
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        EXPECT_LT(glm::length(line[i + 1] - line[i]), 0.008f);
        EXPECT_GT(glm::length(line[i + 1] - line[i]), 0.001f);
    }
}

TEST(VesselLine, RoundsARightAngle) {
    const std::vector<glm::vec3> line = smooth_vessel({{0, 0, 0}, {0, 0.1f, 0}, {0.1f, 0.1f, 0}}).points;
    float sharpest = 1;
    for (std::size_t i = 1; i + 1 < line.size(); ++i)
        sharpest = std::min(sharpest, glm::dot(glm::normalize(line[i] - line[i - 1]), glm::normalize(line[i + 1] - line[i])));
    EXPECT_GT(sharpest, std::cos(0.45f));
    const auto nearest = std::min_element(line.begin(), line.end(), [](const glm::vec3& a, const glm::vec3& b) {
        return glm::length(a - glm::vec3(0, 0.1f, 0)) < glm::length(b - glm::vec3(0, 0.1f, 0));
    });
    EXPECT_LT(glm::length(*nearest - glm::vec3(0, 0.1f, 0)), 0.01f);
}

TEST(VesselLine, LeavesShortInputAlone) {
    EXPECT_TRUE(smooth_vessel({}).points.empty());
    EXPECT_EQ(smooth_vessel({{1, 2, 3}}).points.size(), 1u);
    EXPECT_EQ(smooth_vessel({{0, 0, 0}, {0.001f, 0, 0}}).points.size(), 2u);
}

}  // namespace
}  // namespace smrt::lymph
