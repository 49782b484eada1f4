// Composition: equal views give equal scenes, views show what they ask for.
#include "scene/compose_scene.h"
#include "scene/coverage.h"
#include "scene/level_choice.h"

#include <gtest/gtest.h>

#include <random>

#include "scene_fixture.h"

namespace smrt::scene {
namespace {

class Compose : public testing::Test {
protected:
    ModelPtr model_ = make_ball_model();
    Composer composer_{model_, program_looks()};
    View view_ = front_view(*model_);
    anatomy::PartIndex part(const char* name) const { return model_->body->find_part(name).value(); }
};

TEST_F(Compose, TheSameViewGivesAnEqualSceneWhateverCameBefore) {
    const Scene first = composer_.compose(view_);
    View other = view_;
    other.camera.azimuth = 1, other.peel = 0.7f, other.selection = {part("Liver")};
    EXPECT_NE(composer_.compose(other), first);
    EXPECT_EQ(composer_.compose(view_), first);
    EXPECT_EQ(Composer(model_, program_looks()).compose(view_), first);
}

TEST_F(Compose, ShownPartsShrinkAsThePeelGrows) {
    std::size_t last = model_->body->parts().size();
    // From where the skin has begun to fade; before that it hides what it covers.
    for (float peel = 0.08f; peel <= 1.001f; peel += 0.02f) {
        view_.peel = peel;
        const std::size_t now = composer_.compose(view_).items.size();
        EXPECT_LE(now, last) << peel;
        last = now;
    }
    EXPECT_EQ(last, 2u);  // humerus and sternum
}

TEST_F(Compose, DefaultViewTakesSkinAndHairOffAndShowsTheRestSolid) {
    const auto items = items_by_part(composer_.compose(view_));
    EXPECT_FALSE(items.contains(part("Skin")));
    EXPECT_FALSE(items.contains(part("Hair of head")));
    EXPECT_EQ(items.size(), model_->body->parts().size() - 2);
    for (const auto& [index, item] : items) EXPECT_EQ(item.look.opacity, 1);
}

TEST_F(Compose, HiddenAndIsolatedSetsAreObeyed) {
    view_.hidden = {part("Liver")};
    EXPECT_FALSE(items_by_part(composer_.compose(view_)).contains(part("Liver")));
    view_.hidden.clear();
    view_.isolated = {part("Liver")};
    const Scene alone = composer_.compose(view_);
    ASSERT_EQ(alone.items.size(), 1u);
    EXPECT_EQ(alone.items[0].part, part("Liver"));
}

TEST_F(Compose, SelectionGlowsAndIsOutlinedAndNamed) {
    view_.selection = {part("Liver")};
    const Scene scene = composer_.compose(view_);
    const Look look = items_by_part(scene)[part("Liver")].look;
    EXPECT_EQ(look.glow, 1);
    EXPECT_TRUE(look.outline);
    ASSERT_EQ(scene.labels.size(), 1u);
    EXPECT_EQ(scene.labels[0].text, "Liver");
    view_.glow = false;
    EXPECT_EQ(items_by_part(composer_.compose(view_))[part("Liver")].look.glow, 0);
}

TEST_F(Compose, HoverTintsOnePartOnly) {
    const auto before = items_by_part(composer_.compose(view_));
    view_.hover = part("Sternum");
    for (const auto& [index, item] : items_by_part(composer_.compose(view_))) {
        EXPECT_EQ(item.look.colour != before.at(index).look.colour, index == part("Sternum"));
    }
}

TEST_F(Compose, FartherViewsUseCoarserLevels) {
    const auto near_by = items_by_part(composer_.compose(view_));
    view_.camera.distance *= 20;
    const auto far_away = items_by_part(composer_.compose(view_));
    std::uint32_t near_sum = 0, far_sum = 0;
    for (const auto& [index, item] : near_by) near_sum += item.level, far_sum += far_away.at(index).level;
    EXPECT_LT(near_sum, far_sum);
}

TEST_F(Compose, WhatOwnsPixelsIsDrawnFinerThanWhatIsCovered) {
    const auto before = items_by_part(composer_.compose(view_));
    const auto owned = count_owned_cells(composer_.compose(view_), PictureMap(view_.camera, view_.width, view_.height), 4);
    EXPECT_GT(std::count(owned.begin(), owned.end(), 0u), 0);
    for (const auto& [index, item] : before) {
        const geometry::LevelMesh& mesh = model_->body->part(index).mesh;
        const std::uint32_t covered = choose_level(mesh, mesh.box, view_, Detail::covered);
        const std::uint32_t fine = choose_level(mesh, mesh.box, view_, Detail::owned);
        if (owned[index] == 0) {
            EXPECT_EQ(item.level, covered) << model_->body->part(index).name;
        } else if (owned[index] > 100) {
            EXPECT_EQ(item.level, fine) << model_->body->part(index).name;
        }
    }
}

TEST_F(Compose, WhatShinesThroughIsDrawnFinelyThoughItIsCovered) {
    const anatomy::PartIndex humerus = part("Right humerus");
    const geometry::LevelMesh& mesh = model_->body->part(humerus).mesh;
    const std::uint32_t fine = choose_level(mesh, mesh.box, view_, Detail::owned);
    view_.peel = 0.12f;
    ASSERT_NE(items_by_part(composer_.compose(view_)).at(humerus).level, fine) << "the muscles around it cover it";
    view_.selection = {humerus};
    EXPECT_EQ(items_by_part(composer_.compose(view_)).at(humerus).level, fine);
}

TEST_F(Compose, PartsThatThePlaneCutsAreDrawnFinely) {
    const anatomy::PartIndex humerus = part("Right humerus");
    const geometry::LevelMesh& mesh = model_->body->part(humerus).mesh;
    view_.clip = ClipPlane{{0, 1, 0}, mesh.box.centre().y};
    EXPECT_EQ(items_by_part(composer_.compose(view_)).at(humerus).level, choose_level(mesh, mesh.box, view_, Detail::owned));
}

TEST_F(Compose, LevelErrorStaysBelowTheAllowedPixels) {
    for (const float distance : {0.8f, 2.0f, 6.0f, 30.0f}) {
        view_.camera.distance = distance;
        const Scene scene = composer_.compose(view_);
        const auto owned = count_owned_cells(scene, PictureMap(view_.camera, view_.width, view_.height), 4);
        for (const Item& item : scene.items) {
            if (owned[item.part] == 0) continue;
            const geometry::LevelMesh& mesh = model_->body->part(item.part).mesh;
            float nearest = 1e9f;
            for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
                nearest = std::min(nearest, glm::length(mesh.position(i) - view_.camera.eye()));
            }
            EXPECT_LE(mesh.levels[item.level].error / metres_per_pixel(view_.camera, nearest, view_.height), view_.level_error * 1.001f);
        }
    }
}

TEST_F(Compose, LabelsDoNotOverlapFromManyAngles) {
    std::mt19937 random(2);
    std::uniform_real_distribution<float> share(0, 1);
    std::size_t seen = 0;
    for (int i = 0; i < 150; ++i) {
        view_.camera.azimuth = 6.28f * share(random), view_.camera.elevation = 3.1f * (share(random) - 0.5f);
        view_.camera.distance = 1.5f + 3 * share(random);
        const Scene scene = composer_.compose(view_);
        seen += scene.labels.size();
        for (std::size_t a = 0; a < scene.labels.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) {
                const glm::vec2 gap =
                    glm::abs(scene.labels[a].position - scene.labels[b].position) - 0.5f * (scene.labels[a].size + scene.labels[b].size);
                EXPECT_FALSE(gap.x < -0.01f && gap.y < -0.01f) << scene.labels[a].text << " on " << scene.labels[b].text;
            }
    }
    EXPECT_GT(seen, 300u);
}

TEST_F(Compose, UnaskedLabelsNameWhatIsSeenOncePerPairAndNotWhileMoving) {
    const Scene scene = composer_.compose(view_);
    ASSERT_GE(scene.labels.size(), 5u);
    int deltoids = 0;
    for (const Label& label : scene.labels) {
        EXPECT_NE(label.text, "Skin");
        deltoids += label.text == "Deltoid" ? 1 : 0;
    }
    EXPECT_EQ(deltoids, 1);
    view_.moving = true;
    EXPECT_TRUE(composer_.compose(view_).labels.empty());
}

TEST_F(Compose, CreditIsWrittenWhereTheBodyAsksForIt) {
    const Scene scene = composer_.compose(view_);
    ASSERT_EQ(scene.captions.size(), 1u);
    EXPECT_EQ(scene.captions[0].text, "Balls, free of claims");
    view_.captions = false;
    EXPECT_TRUE(composer_.compose(view_).captions.empty());
}

TEST_F(Compose, WhatCannotBeShownIsSaidInThePicture) {
    view_.playback.position = "no_such_position";
    const Scene scene = composer_.compose(view_);
    ASSERT_GE(scene.captions.size(), 1u);
    EXPECT_NE(scene.captions[0].text.find("no_such_position"), std::string::npos);
}

TEST_F(Compose, TextsScaleWithTheScreen) {
    const Scene once = composer_.compose(view_);
    view_.pixel_scale = 2, view_.width *= 2, view_.height *= 2;
    const Scene twice = composer_.compose(view_);
    EXPECT_FLOAT_EQ(twice.captions[0].height, 2 * once.captions[0].height);
    EXPECT_FLOAT_EQ(twice.labels[0].size.y, 2 * once.labels[0].size.y);
}

}  // namespace
}  // namespace smrt::scene
