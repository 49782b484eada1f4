// Lymph over the body: lines, marks that run with time, what the caption says.
#include "scene/lymph_items.h"

#include <gtest/gtest.h>

#include "scene_fixture.h"

namespace smrt::scene {
namespace {

/// The ball body with one straight vessel upwards on either arm and a node at its end.
ModelPtr make_lymph_model(double speed) {
    auto network = std::make_shared<lymph::Network>();
    for (const auto side : {anatomy::Side::left, anatomy::Side::right}) {
        const float x = side == anatomy::Side::left ? 0.3f : -0.3f;
        lymph::Path path;
        path.id = "vessel", path.side = side, path.speed = speed;
        for (int i = 0; i <= 10; ++i) path.points.emplace_back(x, 0.5f + 0.08f * static_cast<float>(i), 0.1f);
        network->paths.push_back(path);
        network->nodes.push_back({.id = "node", .name = "Axillary nodes", .side = side, .centre = {x, 1.35f, 0.1f}, .radius = 0.01f});
    }
    auto model = std::make_shared<Model>();
    model->body = make_ball_body();
    model->lymph = network;
    return model;
}

TEST(LymphItems, VesselsNodesAndMarksAreDrawnOnlyWhenAskedFor) {
    const ModelPtr model = make_lymph_model(0.01);
    Composer composer(model, program_looks());
    View view = front_view(*model);
    EXPECT_TRUE(composer.compose(view).lines.empty());
    view.lymph = true;
    const Scene scene = composer.compose(view);
    EXPECT_EQ(scene.lines.size(), 2u);
    EXPECT_GT(scene.marks.size(), 6u);
}

TEST(LymphItems, MarksPointAlongTheFlowAndMoveOnWithTime) {
    const ModelPtr model = make_lymph_model(0.01);
    Composer composer(model, program_looks());
    View view = front_view(*model);
    view.lymph = true;
    const Scene now = composer.compose(view);
    view.time = 0.5;
    const Scene later = composer.compose(view);
    int flowing = 0;
    for (std::size_t i = 0; i < now.marks.size(); ++i) {
        if (now.marks[i].direction == glm::vec3(0)) continue;
        ++flowing;
        EXPECT_NEAR(now.marks[i].direction.y, 1, 1e-5);
    }
    EXPECT_GT(flowing, 4);
    EXPECT_NE(now, later);
    // 10 mm/s drawn twice as fast for half a second.
    EXPECT_NEAR(later.marks[0].position.y - now.marks[0].position.y, 0.01f, 1e-4);
}

TEST(LymphItems, TheCaptionTellsShownSpeedAndTrueSpeed) {
    EXPECT_EQ(lymph_speed_caption(LymphTable(make_lymph_model(0.01))), "Lymph flow drawn 2 times faster than life (10 mm/s)");
    EXPECT_EQ(lymph_speed_caption(LymphTable(make_lymph_model(0.001))), "Lymph flow drawn 20 times faster than life (1.0 mm/s)");
    EXPECT_EQ(lymph_speed_caption(LymphTable(make_lymph_model(0.05))), "Lymph flows at its true speed, about 50 mm/s");
}

TEST(LymphItems, ABodyWithoutVesselsSaysSo) {
    const ModelPtr model = make_ball_model();
    Composer composer(model, program_looks());
    View view = front_view(*model);
    view.lymph = true;
    const Scene scene = composer.compose(view);
    ASSERT_GE(scene.captions.size(), 1u);
    EXPECT_EQ(scene.captions[0].text, "No lymph vessels are known for this body");
}

}  // namespace
}  // namespace smrt::scene
