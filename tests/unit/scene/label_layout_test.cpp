// Label layout: laws over many random arrangements.
#include "scene/label_layout.h"

#include <gtest/gtest.h>

#include <random>

namespace smrt::scene {
namespace {

LabelSpace wide_space() {
    LabelSpace space;
    space.left = 14, space.right = 1266, space.figure_left = 400, space.figure_right = 880;
    space.left_rows = {120, 690}, space.right_rows = {14, 560};
    return space;
}

std::vector<LabelWish> random_wishes(std::mt19937& random, int count) {
    std::uniform_real_distribution<float> x(400, 880), y(20, 700), width(60, 260);
    std::vector<LabelWish> wishes;
    for (int i = 0; i < count; ++i) wishes.push_back({{x(random), y(random)}, {width(random), 24}});
    return wishes;
}

bool overlap(const LabelWish& a, const LabelPlace& at, const LabelWish& b, const LabelPlace& bt) {
    const glm::vec2 gap = glm::abs(at.centre - bt.centre) - 0.5f * (a.size + b.size);
    return gap.x < -0.01f && gap.y < -0.01f;
}

float cross(const glm::vec2& a, const glm::vec2& b) {
    return a.x * b.y - a.y * b.x;
}

bool leaders_cross(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c, const glm::vec2& d) {
    return cross(b - a, c - a) * cross(b - a, d - a) < 0 && cross(d - c, a - c) * cross(d - c, b - c) < 0;
}

TEST(LabelLayout, LabelsNeverOverlapAndStayInTheirRowsOverManyArrangements) {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        const auto wishes = random_wishes(random, 1 + round % 40);
        const LabelSpace space = wide_space();
        const auto places = lay_out_labels(wishes, space);
        for (std::size_t i = 0; i < wishes.size(); ++i) {
            if (!places[i].placed) continue;
            const glm::vec2 rows = places[i].right ? space.right_rows : space.left_rows;
            EXPECT_GE(places[i].centre.y - 12, rows.x - 0.01f);
            EXPECT_LE(places[i].centre.y + 12, rows.y + 0.01f);
            EXPECT_GE(places[i].centre.x - 0.5f * wishes[i].size.x, space.left - 0.01f);
            EXPECT_LE(places[i].centre.x + 0.5f * wishes[i].size.x, space.right + 0.01f);
            for (std::size_t k = 0; k < i; ++k)
                ASSERT_FALSE(places[k].placed && overlap(wishes[i], places[i], wishes[k], places[k])) << round;
        }
    }
}

TEST(LabelLayout, LeadersOfOneColumnDoNotCross) {
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        const auto wishes = random_wishes(random, 16);
        const auto places = lay_out_labels(wishes, wide_space());
        const auto end = [&](std::size_t i) {
            return glm::vec2(places[i].centre.x + (places[i].right ? -0.5f : 0.5f) * wishes[i].size.x, places[i].centre.y);
        };
        for (std::size_t i = 0; i < wishes.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                if (!places[i].placed || !places[k].placed || places[i].right != places[k].right) continue;
                EXPECT_FALSE(leaders_cross(wishes[i].anchor, end(i), wishes[k].anchor, end(k))) << round;
            }
    }
}

TEST(LabelLayout, TheLeastImportantAreLeftOutWhereThereIsNoRoom) {
    std::mt19937 random(3);
    const auto places = lay_out_labels(random_wishes(random, 200), wide_space());
    std::size_t placed = 0, last = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (places[i].placed) ++placed, last = i;
    EXPECT_GT(placed, 30u);
    EXPECT_EQ(placed, last + 1);
}

TEST(LabelLayout, ASmallMoveOfTheAnchorsMovesLabelsLittle) {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        auto wishes = random_wishes(random, 8);
        // Ordered anchors: then no leaders need untangling and the layout is continuous.
        for (std::size_t i = 0; i < wishes.size(); ++i)
            wishes[i].anchor = {850, 60 + 60 * static_cast<float>(i) + 0.2f * wishes[i].anchor.y / 7};
        const auto before = lay_out_labels(wishes, wide_space());
        for (LabelWish& wish : wishes) wish.anchor += glm::vec2(0.3f, -0.4f);
        const auto after = lay_out_labels(wishes, wide_space());
        for (std::size_t i = 0; i < wishes.size(); ++i) EXPECT_LT(glm::length(before[i].centre - after[i].centre), 1.0f);
    }
}

TEST(LabelLayout, NarrowPicturesUseOneColumn) {
    LabelSpace space = wide_space();
    space.right = 400, space.figure_left = 50, space.figure_right = 350;
    std::vector<LabelWish> wishes(6, {{200, 300}, {220, 24}});
    const auto places = lay_out_labels(wishes, space);
    for (const LabelPlace& place : places) EXPECT_TRUE(place.placed && place.right);
}

}  // namespace
}  // namespace smrt::scene
