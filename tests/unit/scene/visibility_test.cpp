// Hidden, isolated, ghosted, selected, peeled: which rule wins.
#include "scene/visibility.h"

#include <gtest/gtest.h>

namespace smrt::scene {
namespace {

/// Three parts: skin that ends at 0.09, a muscle that ends at 0.4, a bone that stays.
VisibilityTable three_parts() {
    return {{0.09f, 0.4f, 2}, {0.05f, 0.07f, 0.2f}, {1, 1, 1}, {true, false, false}, {false, true, true}, 0.03f};
}

TEST(Visibility, PeelTakesPartsAwayOneAfterTheOther) {
    View view;
    int shown = 4;
    for (float peel = 0; peel <= 1.001f; peel += 0.01f) {
        view.peel = peel;
        int now = 0;
        for (const Visibility& part : find_visibility(three_parts(), view, {})) now += part.opacity > 0 ? 1 : 0;
        EXPECT_LE(now, shown);
        shown = now;
    }
    EXPECT_EQ(shown, 1);
}

TEST(Visibility, HiddenPartsAreNeverDrawnEvenWhenSelectedOrIsolated) {
    View view;
    view.hidden = {1}, view.selection = {1}, view.isolated = {1};
    EXPECT_EQ(find_visibility(three_parts(), view, {})[1].opacity, 0);
}

TEST(Visibility, IsolatedPartsAreDrawnAloneWhateverThePeel) {
    View view;
    view.peel = 1, view.isolated = {0};
    const auto visible = find_visibility(three_parts(), view, {});
    EXPECT_EQ(visible[0].opacity, 1);
    EXPECT_EQ(visible[1].opacity, 0);
    EXPECT_EQ(visible[2].opacity, 0);
}

TEST(Visibility, SelectionStaysSolidWhereThePeelTookItAwayAndWhileTheRestIsGhosted) {
    View view;
    view.peel = 1, view.selection = {1}, view.ghost = 1;
    const auto visible = find_visibility(three_parts(), view, {});
    EXPECT_EQ(visible[1].opacity, 1);
    EXPECT_TRUE(visible[1].selected);
    EXPECT_FLOAT_EQ(visible[2].opacity, 0.2f);
}

TEST(Visibility, GhostingIsContinuous) {
    View view;
    float last = 1;
    for (float ghost = 0; ghost <= 1; ghost += 0.05f) {
        view.ghost = ghost;
        const float now = find_visibility(three_parts(), view, {})[2].opacity;
        EXPECT_LE(now, last);
        EXPECT_GE(now, 0.199f);
        last = now;
    }
}

TEST(Visibility, WhatAWholeSkinCoversIsNotDrawnUnlessSelectedOrCutOpenOrSeenFromWithin) {
    View view;
    view.peel = 0;
    const geometry::Box body{{-0.3f, 0, -0.2f}, {0.3f, 1.8f, 0.2f}};
    const auto shown = [&] {
        auto visible = find_visibility(three_parts(), view, {});
        take_away_what_skin_covers(three_parts(), view, body, visible);
        return std::vector<bool>{visible[0].opacity > 0, visible[1].opacity > 0, visible[2].opacity > 0};
    };
    EXPECT_EQ(shown(), (std::vector<bool>{true, false, false}));
    view.selection = {1};
    EXPECT_EQ(shown(), (std::vector<bool>{true, true, false}));
    view.clip = ClipPlane{};
    EXPECT_EQ(shown(), (std::vector<bool>{true, true, true}));
    view.clip.reset(), view.camera.distance = 0.1f;
    EXPECT_EQ(shown(), (std::vector<bool>{true, true, true}));
    view.camera.distance = 3, view.hidden = {0};
    EXPECT_EQ(shown(), (std::vector<bool>{false, true, true}));
}

TEST(Visibility, SkinFollowsAPlayingPositionAsAGhostAndItsTargetIsSolid) {
    View view;
    view.peel = 0.6f;
    const auto visible = find_visibility(three_parts(), view, {1});
    EXPECT_GT(visible[0].opacity, 0);
    EXPECT_LT(visible[0].opacity, 0.4f);
    EXPECT_EQ(visible[1].opacity, 1);
    EXPECT_TRUE(visible[1].selected);
}

}  // namespace
}  // namespace smrt::scene
