// Picking: the same part as a ray cast against every triangle, ghosts and cuts respected.
#include <gtest/gtest.h>

#include <random>

#include "geometry/bvh.h"
#include "scene/compose_scene.h"
#include "scene/picture_map.h"
#include "scene_fixture.h"

namespace smrt::scene {
namespace {

/// Every triangle of every solid item against the ray; nothing clever.
std::optional<Hit> pick_by_all(const Scene& scene, float x, float y) {
    const Ray ray = PictureMap(scene.camera, scene.width, scene.height).ray({x, y});
    std::optional<Hit> best;
    for (const Item& item : scene.items) {
        if (item.look.opacity < 1) continue;
        const geometry::TriangleMesh mesh = geometry::unpack(scene.body->part(item.part).mesh, item.level);
        for (const glm::uvec3& corner : mesh.triangles) {
            const auto hit = geometry::hit_triangle({ray.origin, ray.direction}, mesh.positions[corner.x], mesh.positions[corner.y],
                                                    mesh.positions[corner.z]);
            if (hit && (!best || hit->distance < best->distance)) best = Hit{item.part, ray.origin, hit->distance};
        }
    }
    return best;
}

TEST(Picker, AgreesWithARayCastAgainstEveryTriangleOnRandomPixels) {
    const ModelPtr model = make_ball_model();
    Composer composer(model, program_looks());
    View view = front_view(*model);
    std::mt19937 random(9);
    std::uniform_real_distribution<float> share(0, 1);
    Picker picker;
    int hits = 0;
    for (const float azimuth : {0.0f, 0.8f, 2.5f}) {
        view.camera.azimuth = azimuth;
        const Scene scene = composer.compose(view);
        for (int i = 0; i < 200; ++i) {
            const float x = 250 + 300 * share(random), y = 600 * share(random);
            const auto expected = pick_by_all(scene, x, y), found = picker.pick(scene, x, y);
            ASSERT_EQ(expected.has_value(), found.has_value());
            if (!found) continue;
            ++hits;
            EXPECT_EQ(found->part, expected->part);
            EXPECT_NEAR(found->distance, expected->distance, 1e-5);
        }
    }
    EXPECT_GT(hits, 20);
}

TEST(Picker, PassesThroughGhostsUnlessNothingElseIsHit) {
    const ModelPtr model = make_ball_model();
    Composer composer(model, program_looks());
    View view = front_view(*model);
    view.peel = 0;
    const anatomy::PartIndex skin = model->body->find_part("Skin").value(), sternum = model->body->find_part("Sternum").value();
    const glm::vec2 pixel = PictureMap(view.camera, view.width, view.height).project({0, 1.25f, 0.06f}).pixel;
    Picker picker;
    EXPECT_EQ(picker.pick(composer.compose(view), pixel.x, pixel.y)->part, skin);
    view.ghosted = {skin};
    const Scene ghosted = composer.compose(view);
    EXPECT_EQ(picker.pick(ghosted, pixel.x, pixel.y)->part, sternum);
    const glm::vec2 beside = PictureMap(view.camera, view.width, view.height).project({0.36f, 0.9f, 0}).pixel;
    EXPECT_EQ(picker.pick(ghosted, beside.x, beside.y)->part, skin);
    EXPECT_FALSE(picker.pick(ghosted, 2, 2).has_value());
    EXPECT_FALSE(picker.pick(ghosted, -1, 2).has_value());
}

TEST(Picker, SeesTheCutFaceOfWhatThePlaneOpens) {
    const ModelPtr model = make_ball_model();
    Composer composer(model, program_looks());
    View view = front_view(*model);
    const anatomy::PartIndex sternum = model->body->find_part("Sternum").value();
    view.isolated = {sternum};
    view.clip = ClipPlane{{0, 0, 1}, 0.02f};  // through the ball's centre; its back half stays
    const glm::vec2 pixel = PictureMap(view.camera, view.width, view.height).project({0.01f, 1.25f, 0.02f}).pixel;
    const auto hit = Picker().pick(composer.compose(view), pixel.x, pixel.y);
    ASSERT_TRUE(hit.has_value());
    EXPECT_NEAR(hit->point.z, 0.02f, 1e-4);
    view.clip = ClipPlane{{0, 0, 1}, -0.1f};  // nothing of the ball is kept
    EXPECT_FALSE(Picker().pick(composer.compose(view), pixel.x, pixel.y).has_value());
}

}  // namespace
}  // namespace smrt::scene
