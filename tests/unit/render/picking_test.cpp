// Picking on the CPU and the picture of part ids on the GPU name the same part.
#include <gtest/gtest.h>

#include <random>

#include "render_fixture.h"
#include "scene/compose_scene.h"

namespace smrt::render {
namespace {

TEST_F(RenderTest, PickingNamesThePartThatThePictureShowsOnTwoHundredRandomPixels) {
    std::mt19937 random(6);
    std::uniform_real_distribution<float> share(-0.4f, 0.4f);
    std::vector<anatomy::Part> parts;
    for (int i = 0; i < 40; ++i) {
        anatomy::Part part;
        part.id = part.name = "ball " + std::to_string(i);
        part.kind = anatomy::Kind::bone;
        part.mesh = geometry::make_level_mesh(make_ball({share(random), 0.9f + share(random), share(random)}, 0.08f));
        parts.push_back(std::move(part));
    }
    auto model = std::make_shared<scene::Model>();
    model->body = std::make_shared<const anatomy::Body>("balls", "", std::move(parts));
    scene::View view;
    view.width = 640, view.height = 480, view.labels = false;
    view.camera = scene::framed(view.camera, model->body->bounds(), 640.0f / 480.0f);
    const scene::Scene scene = scene::Composer(model).compose(view);
    const std::vector<std::uint32_t> shown_ids = ids(scene);

    scene::Picker picker;
    std::uniform_int_distribution<int> column(100, 539), row(20, 459);
    int hits = 0, wrong = 0;
    for (int i = 0; i < 200; ++i) {
        const int x = column(random), y = row(random);
        const auto hit = picker.pick(scene, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
        const std::uint32_t shown = shown_ids[static_cast<std::size_t>(y) * 640 + x];
        hits += hit ? 1 : 0;
        wrong += (hit ? hit->part : anatomy::k_no_part) != shown ? 1 : 0;
    }
    EXPECT_GT(hits, 60);
    EXPECT_LE(wrong, 1);  // a pixel whose centre lies on an edge may be rounded either way
}

}  // namespace
}  // namespace smrt::render
