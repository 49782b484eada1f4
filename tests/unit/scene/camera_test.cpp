// Camera: standard views, framing, depth range, and what drags and wheel steps do.
#include "scene/camera.h"

#include <gtest/gtest.h>

#include <glm/gtc/matrix_transform.hpp>

#include <cmath>
#include <random>

#include "scene/camera_motion.h"
#include "scene/picture_map.h"

namespace smrt::scene {
namespace {

const geometry::Box k_body{{-0.33f, -0.08f, -0.05f}, {0.33f, 1.64f, 0.24f}};

glm::vec3 corner_of(const geometry::Box& box, int corner) {
    return {(corner & 1) != 0 ? box.upper.x : box.lower.x, (corner & 2) != 0 ? box.upper.y : box.lower.y,
            (corner & 4) != 0 ? box.upper.z : box.lower.z};
}

TEST(Camera, StandardViewsLookFromTheNamedSideOfTheSubject) {
    const auto eye_from = [](const char* name) {
        const auto camera = find_standard_view(name, k_body, 1.5f);
        return glm::normalize(camera.value().eye() - k_body.centre());
    };
    EXPECT_NEAR(eye_from("front").z, 1, 1e-5);
    EXPECT_NEAR(eye_from("back").z, -1, 1e-5);
    EXPECT_NEAR(eye_from("left").x, 1, 1e-5);
    EXPECT_NEAR(eye_from("right").x, -1, 1e-5);
    EXPECT_NEAR(eye_from("top").y, 1, 1e-5);
    EXPECT_NEAR(eye_from("bottom").y, -1, 1e-5);
    EXPECT_FALSE(find_standard_view("sideways", k_body, 1.5f).has_value());
}

TEST(Camera, FrontViewShowsTheSubjectsLeftOnTheRightAndTheHeadOnTop) {
    const PictureMap map(*find_standard_view("front", k_body, 1.6f), 1600, 1000);
    EXPECT_GT(map.project({0.3f, 0.8f, 0}).pixel.x, 800);
    EXPECT_LT(map.project({0, 1.6f, 0}).pixel.y, 500);
}

TEST(Camera, TopViewKeepsLeftOnTheRightAndTheFrontBelow) {
    const PictureMap map(*find_standard_view("top", k_body, 1), 1000, 1000);
    EXPECT_GT(map.project({0.3f, 0.8f, 0.1f}).pixel.x, 500);
    EXPECT_GT(map.project({0, 0.8f, 0.24f}).pixel.y, 500);
}

TEST(Camera, FramedBoxLiesInsideThePictureAndFillsIt) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> share(0, 1);
    for (int i = 0; i < 500; ++i) {
        geometry::Box box;
        for (int k = 0; k < 2; ++k) box.include(glm::vec3(share(random), 2 * share(random), share(random)) - 0.5f);
        Camera camera;
        camera.azimuth = 6.28f * share(random), camera.elevation = 3.1f * (share(random) - 0.5f);
        const int width = 400 + static_cast<int>(1200 * share(random)), height = 600;
        const PictureMap map(framed(camera, box, static_cast<float>(width) / 600.0f), width, height);
        float farthest = 0;
        for (int corner = 0; corner < 8; ++corner) {
            const Projected seen = map.project(corner_of(box, corner));
            ASSERT_GT(seen.depth, 0);
            const glm::vec2 off = glm::abs(seen.pixel / map.size() * 2.0f - 1.0f);
            farthest = std::max({farthest, off.x, off.y});
        }
        EXPECT_LE(farthest, 0.95f);
        EXPECT_GE(farthest, 0.85f);
    }
}

TEST(Camera, DepthRangeHoldsTheBodyAndResolvesATenthOfAMillimetreAtTheTarget) {
    for (const float distance : {0.05f, 0.3f, 1.0f, 3.0f, 10.0f}) {
        Camera camera;
        camera.distance = distance;
        const glm::mat4 projection = camera.projection(1.5f);
        const auto depth = [&](float metres) {
            const glm::vec4 clip = projection * glm::vec4(0, 0, -metres, 1);
            return 0.5 + 0.5 * static_cast<double>(clip.z) / static_cast<double>(clip.w);
        };
        EXPECT_GE(depth(distance), 0);
        EXPECT_LE(depth(distance + 1.9f), 1);
        EXPECT_GT((depth(distance * 1.0001f + 0.0001f) - depth(distance)) * 16777216.0, 0.99);
    }
}

TEST(Camera, MetresPerPixelAgreesWithProjection) {
    Camera camera;
    const PictureMap map(camera, 1280, 720);
    const glm::vec3 up = glm::vec3(glm::transpose(camera.view())[1]);
    const float pixel = metres_per_pixel(camera, camera.distance, 720);
    EXPECT_NEAR(map.project(camera.target).pixel.y - map.project(camera.target + 10 * pixel * up).pixel.y, 10, 1e-2);
}

TEST(CameraMotion, ZoomKeepsThePointUnderTheCursorWhereItIs) {
    Camera camera;
    camera.azimuth = 0.7f, camera.elevation = 0.3f;
    const glm::vec3 point(0.2f, 1.3f, 0.1f);
    const glm::vec2 before = PictureMap(camera, 1280, 720).project(point).pixel;
    for (const float steps : {-3.0f, 1.0f, 8.0f}) {
        const Camera zoomed_camera = zoomed(camera, steps, point);
        const glm::vec2 after = PictureMap(zoomed_camera, 1280, 720).project(point).pixel;
        EXPECT_NEAR(glm::length(after - before), 0, 0.05);
        EXPECT_EQ(zoomed_camera.distance<camera.distance, steps> 0);
    }
}

TEST(CameraMotion, PanKeepsThePointUnderThePointer) {
    Camera camera;
    camera.azimuth = -1.1f, camera.elevation = 0.5f;
    const glm::vec3 point = camera.target;
    const glm::vec2 before = PictureMap(camera, 1280, 720).project(point).pixel;
    const glm::vec2 after = PictureMap(panned(camera, {37, -21}, 720), 1280, 720).project(point).pixel;
    EXPECT_NEAR(after.x - before.x, 37, 0.05);
    EXPECT_NEAR(after.y - before.y, -21, 0.05);
}

TEST(CameraMotion, OrbitStopsAtThePolesAndKeepsTheTarget) {
    Camera camera;
    const Camera above = orbited(camera, {0, 100000}, 720);
    EXPECT_FLOAT_EQ(above.elevation, 1.57079632679f);
    EXPECT_EQ(above.target, camera.target);
    EXPECT_LT(orbited(camera, {100, 0}, 720).azimuth, camera.azimuth);
}

TEST(CameraMotion, PointAtTargetDepthProjectsBackToItsPixel) {
    Camera camera;
    camera.azimuth = 2, camera.elevation = -0.4f;
    const glm::vec3 point = point_at_target_depth(camera, {100, 650}, 1280, 720);
    const glm::vec2 pixel = PictureMap(camera, 1280, 720).project(point).pixel;
    EXPECT_NEAR(pixel.x, 100, 0.05);
    EXPECT_NEAR(pixel.y, 650, 0.05);
}

TEST(CameraMotion, GlidingTakesTheShortWayRound) {
    Camera from, to;
    from.azimuth = 3.0f, to.azimuth = -3.0f;
    const float middle = interpolate(from, to, 0.5f).azimuth;
    EXPECT_GT(std::abs(middle), 3.0f);
    EXPECT_EQ(interpolate(from, to, 1), to);
}

TEST(PictureMap, RayThroughAPixelMeetsWhatProjectsThere) {
    Camera camera;
    camera.azimuth = 0.4f;
    const PictureMap map(camera, 1000, 700);
    const glm::vec3 point(0.1f, 1.1f, -0.2f);
    const Ray ray = map.ray(map.project(point).pixel);
    const glm::vec3 offset = point - ray.origin;
    EXPECT_NEAR(glm::length(glm::cross(ray.direction, offset)), 0, 1e-4);
}

TEST(PictureMap, BoxesOutsideOfThePictureAreNotSeen) {
    const PictureMap map(Camera{}, 800, 600);
    EXPECT_TRUE(map.may_see({{-0.1f, 0.8f, -0.1f}, {0.1f, 1.0f, 0.1f}}));
    EXPECT_FALSE(map.may_see({{5, 0.8f, -0.1f}, {6, 1.0f, 0.1f}}));
    EXPECT_FALSE(map.may_see({{-0.1f, 0.8f, 4}, {0.1f, 1.0f, 5}}));
}

TEST(Camera, CarriedSeesALyingBodyAsItSawItStanding) {
    const glm::mat4 supine = glm::rotate(glm::translate(glm::mat4(1), {0.1f, 0.7f, 0.9f}), -1.57079632679f, {1, 0, 0});
    Camera camera;
    for (const auto& [azimuth, elevation] : {std::pair{0.0f, 0.0f}, {3.14159265f, 0.0f}, {1.57079632f, 0.0f}}) {
        camera.azimuth = azimuth, camera.elevation = elevation;
        const Camera lying = carried(camera, supine);
        const glm::vec3 eye(supine * glm::vec4(camera.eye(), 1));
        EXPECT_NEAR(glm::distance(eye, lying.eye()), 0, 1e-4) << azimuth;
        if (azimuth != 1.57079632f) {  // from the side the head would lie to the side: cameras stay upright
            const glm::vec3 up = glm::transpose(glm::mat3(camera.view()))[1], up_lying = glm::transpose(glm::mat3(lying.view()))[1];
            EXPECT_NEAR(glm::distance(glm::mat3(supine) * up, up_lying), 0, 1e-4) << azimuth;
        }
    }
}

}  // namespace
}  // namespace smrt::scene
