// Opaque parts: what hides what, where parts land, what is uploaded.
#include "render_fixture.h"

namespace smrt::render {
namespace {

TEST_F(RenderTest, NearPartHidesFarPartWhateverTheOrderOfItems) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0.2f}, 0.05f), make_ball({0, 0, -0.2f}, 0.15f)}));
    EXPECT_EQ(middle_id(scene), 0u);
    std::swap(scene.items[0], scene.items[1]);
    EXPECT_EQ(middle_id(scene), 0u);
    scene.camera.azimuth = 3.1415927f;
    EXPECT_EQ(middle_id(scene), 1u);
}

TEST_F(RenderTest, PixelsOfABallAreThoseWhoseRaysHitIt) {
    const float radius = 0.15f;
    const scene::Scene scene = make_scene(make_body({make_ball({0.03f, -0.02f, 0}, radius, 64)}));
    const std::vector<std::uint32_t> found = ids(scene);
    const glm::mat4 from_eye = glm::inverse(scene.camera.view());
    const float tangent = std::tan(0.5f * scene.camera.field_of_view);
    int wrong = 0;
    for (int y = 0; y < scene.height; ++y) {
        for (int x = 0; x < scene.width; ++x) {
            const glm::vec2 place((x + 0.5f) / scene.width * 2 - 1, 1 - (y + 0.5f) / scene.height * 2);
            const glm::vec3 ray = glm::normalize(glm::vec3(place.x * tangent * scene.width / scene.height, place.y * tangent, -1));
            const glm::vec3 direction(from_eye * glm::vec4(ray, 0)), to_centre = glm::vec3(0.03f, -0.02f, 0) - scene.camera.eye();
            const float miss = glm::length(to_centre - glm::dot(to_centre, direction) * direction);
            const bool drawn = found[static_cast<std::size_t>(y) * scene.width + x] == 0;
            wrong += std::abs(miss - radius) > 0.002f && drawn != (miss < radius);
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST_F(RenderTest, PlacementAndPosedVerticesMoveAPartAlike) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.1f)}));
    const std::vector<std::uint32_t> still = ids(scene);
    scene.items[0].placement[3] = glm::vec4(0.08f, 0.03f, 0.01f, 1);
    const std::vector<std::uint32_t> placed = ids(scene);
    auto moved = std::make_shared<geometry::PosedVertices>();
    const geometry::LevelMesh& mesh = scene.body->part(0).mesh;
    for (std::uint32_t i = 0; i < mesh.vertices.size(); ++i) {
        moved->positions.push_back(mesh.position(i) + glm::vec3(0.08f, 0.03f, 0.01f));
        moved->normals.push_back(mesh.normal(i));
    }
    scene.items[0].placement = glm::mat4(1);
    scene.items[0].posed = moved;
    EXPECT_NE(still, placed);
    EXPECT_EQ(ids(scene), placed);
    EXPECT_EQ(draw(scene), [&] {
        scene::Scene rigid = scene;
        rigid.items[0].posed = nullptr;
        rigid.items[0].placement[3] = glm::vec4(0.08f, 0.03f, 0.01f, 1);
        rigid.items[0].look.material = scene.items[0].look.material = scene::Material::eye;  // without grain
        return draw(rigid);
    }());
}

TEST_F(RenderTest, OnlyTheLevelsThatAreDrawnAreUploadedAndOnlyOnce) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.1f, 48), make_ball({5, 0, 0}, 0.1f, 48)}));
    const auto last = static_cast<std::uint32_t>(scene.body->part(0).mesh.levels.size() - 1);
    ASSERT_GT(last, 0u) << "the ball has several levels";
    for (scene::Item& item : scene.items) item.level = last;
    (void)draw(scene);
    const std::size_t coarse = renderer()->figures().uploaded_bytes;
    EXPECT_EQ(renderer()->figures().drawn_parts, 1u) << "the ball outside of the picture is left out";
    EXPECT_LT(coarse, scene.body->part(0).mesh.vertices.size() * sizeof(geometry::PackedVertex));
    (void)draw(scene);
    EXPECT_EQ(renderer()->figures().uploaded_bytes, 0u);
    scene.items[0].level = 0;
    (void)draw(scene);
    EXPECT_GT(renderer()->figures().uploaded_bytes, coarse);
}

TEST_F(RenderTest, SceneWithoutItemsShowsTheBackgroundAlone) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.1f)}));
    scene.items.clear();
    const base::Image image = draw(scene);
    EXPECT_EQ(middle_id(scene), anatomy::k_no_part);
    EXPECT_GT(image.at(80, 10)[2], image.at(80, 110)[2]) << "lighter above";
    EXPECT_GE(image.at(80, 60)[2], image.at(80, 60)[0]);
}

TEST_F(RenderTest, OpenMeshShowsItsInside) {
    const scene::Scene above = [] {
        scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.1f, 24, true)}));
        scene.camera.elevation = 1.2f;
        return scene;
    }();
    EXPECT_EQ(middle_id(above), 0u);
}

}  // namespace
}  // namespace smrt::render
