// Ghosts, see-through highlight and the cutting plane.
#include <algorithm>

#include "render/clip_slices.h"
#include "render_fixture.h"

namespace smrt::render {
namespace {

int difference(const base::Image& a, const base::Image& b, int x, int y) {
    int sum = 0;
    for (int channel = 0; channel < 3; ++channel) sum += std::abs(a.at(x, y)[channel] - b.at(x, y)[channel]);
    return sum;
}

TEST_F(RenderTest, GhostsLookTheSameInEveryOrder) {
    std::vector<geometry::TriangleMesh> balls;
    for (int i = 0; i < 12; ++i) balls.push_back(make_ball({0.02f * (i % 4), 0.015f * (i / 4), 0.03f * (i % 5)}, 0.1f));
    scene::Scene scene = make_scene(make_body(balls));
    for (scene::Item& item : scene.items) item.look.opacity = 0.2f;
    const base::Image first = draw(scene);
    std::reverse(scene.items.begin(), scene.items.end());
    EXPECT_EQ(draw(scene), first);
    std::rotate(scene.items.begin(), scene.items.begin() + 5, scene.items.end());
    EXPECT_EQ(draw(scene), first);
}

TEST_F(RenderTest, GhostTintsWhatLiesBehindWithoutHidingIt) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.05f), make_ball({0, 0, 0}, 0.15f)}));
    scene.items[1].look.opacity = 0.3f;
    const base::Image through = draw(scene);
    scene::Scene alone = scene;
    alone.items.pop_back();
    const base::Image bare = draw(alone);
    EXPECT_GT(difference(through, bare, 80, 60), 3) << "the ghost is seen before the ball";
    EXPECT_GT(through.at(80, 60)[0], through.at(80, 60)[1] + 40) << "the red ball is still red";
    EXPECT_GT(difference(through, bare, 108, 60), 3) << "the ghost is seen beside the ball";
    EXPECT_EQ(difference(through, bare, 5, 5), 0);
}

TEST_F(RenderTest, GhostBehindAnOpaquePartIsHidden) {
    scene::Scene scene = make_scene(make_body({make_box({-0.3f, -0.3f, 0.1f}, {0.3f, 0.3f, 0.12f}), make_ball({0, 0, -0.1f}, 0.1f)}));
    const base::Image without = [&] {
        scene::Scene alone = scene;
        alone.items.pop_back();
        return draw(alone);
    }();
    scene.items[1].look.opacity = 0.5f;
    EXPECT_EQ(difference(draw(scene), without, 80, 60), 0);
}

TEST_F(RenderTest, GlowingPartShinesThroughItsCoverWithAnOutline) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, -0.1f}, 0.06f), make_box({-0.3f, -0.3f, 0.1f}, {0.3f, 0.3f, 0.12f})}));
    const base::Image hidden = draw(scene);
    scene.items[0].look.glow = 1;
    scene.items[0].look.glow_colour = {1, 0.75f, 0.2f};
    const base::Image glowing = draw(scene);
    EXPECT_GT(difference(glowing, hidden, 80, 60), 120);
    EXPECT_GT(glowing.at(80, 60)[0], glowing.at(80, 60)[1]) << "in its own colour, not in the cover's green";
    int outline = 0;
    for (int x = 40; x < 120; ++x) outline += glowing.at(x, 60)[0] > 225 && glowing.at(x, 60)[1] > 190 && glowing.at(x, 60)[2] < 160;
    EXPECT_GE(outline, 2) << "the row through its middle crosses the outline twice";
    EXPECT_EQ(difference(glowing, hidden, 10, 10), 0) << "the cover far from it is untouched";
    EXPECT_EQ(middle_id(scene), 1u) << "what is picked is still the cover";
}

TEST_F(RenderTest, CoveringPartStaysPerceptibleOverTheGlow) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, -0.1f}, 0.06f), make_box({-0.3f, -0.3f, 0.1f}, {0.3f, 0.3f, 0.12f})}));
    scene.items[0].look.glow = 1;
    const base::Image covered = draw(scene);
    scene.items.pop_back();
    EXPECT_GT(difference(covered, draw(scene), 80, 60), 12);
}

TEST_F(RenderTest, CutFaceIsFilledFlatInThePartsColour) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.15f, 48)}));
    scene.items[0].look.material = scene::Material::eye;  // without grain
    scene.clip = scene::ClipPlane{{0, 0, 1}, 0.05f};
    const base::Image cut = draw(scene);
    for (const auto& [x, y] : std::vector<std::pair<int, int>>{{70, 60}, {80, 70}, {90, 55}}) {
        EXPECT_EQ(ids(scene)[static_cast<std::size_t>(y) * scene.width + x], 0u);
        EXPECT_LT(std::abs(cut.at(x, y)[0] - cut.at(80, 60)[0]), 14) << "the disc is lit evenly, the ball behind would not be";
        EXPECT_GT(cut.at(x, y)[0], cut.at(x, y)[1] + 40);
    }
}

TEST_F(RenderTest, SmallPartInsideALargeOneIsSeenInTheCut) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.15f), make_ball({0, 0, 0}, 0.05f)}));
    scene.clip = scene::ClipPlane{{0, 0, 1}, 0};
    const std::vector<std::uint32_t> found = ids(scene);
    EXPECT_EQ(found[60 * 160 + 80], 1u);
    EXPECT_EQ(found[60 * 160 + 105], 0u) << "around it the large part is solid";
    std::swap(scene.items[0], scene.items[1]);
    EXPECT_EQ(ids(scene), found);
}

TEST_F(RenderTest, CutSeenFromTheKeptSideChangesNothing) {
    scene::Scene scene = make_scene(make_body({make_ball({0, 0, 0}, 0.15f)}));
    const std::vector<std::uint32_t> whole = ids(scene);
    scene.clip = scene::ClipPlane{{0, 0, -1}, 0};
    EXPECT_EQ(ids(scene), whole);
}

TEST_F(RenderTest, OpenMeshInTheCutHarmsNoOtherPart) {
    scene::Scene scene = make_scene(make_body({make_ball({-0.1f, 0, 0}, 0.08f, 24, true), make_ball({0.1f, 0, 0}, 0.08f)}));
    scene.clip = scene::ClipPlane{{0, 0, 1}, 0};
    const std::vector<std::uint32_t> both = ids(scene);
    scene.items.erase(scene.items.begin());
    const std::vector<std::uint32_t> alone = ids(scene);
    for (std::size_t i = 0; i < alone.size(); ++i) ASSERT_TRUE(alone[i] != 1u || both[i] == 1u) << "pixel " << i;
    EXPECT_EQ(std::count(both.begin(), both.end(), 1u), std::count(alone.begin(), alone.end(), 1u));
}

TEST(ClipSlices, OutlineOfACutBoxHasTheBoxesPerimeter) {
    scene::Scene scene = make_scene(make_body({make_box({-0.1f, -0.2f, -0.3f}, {0.1f, 0.2f, 0.3f})}));
    scene.clip = scene::ClipPlane{{0, 0, 1}, 0.1f};
    const std::vector<VisibleItem> items = {{scene.items.data(), scene.body->part(0).mesh.box}};
    const std::vector<ClipSlice> slices = make_clip_slices(scene, items);
    ASSERT_EQ(slices.size(), 1u);
    float perimeter = 0;
    for (const auto& segment : slices[0].segments) perimeter += glm::length(segment[1] - segment[0]);
    EXPECT_NEAR(perimeter, 1.2f, 1e-4f);
    EXPECT_NEAR(slices[0].area, 0.08f, 1e-4f);
    scene.clip->offset = 0.5f;
    EXPECT_TRUE(make_clip_slices(scene, items).empty());
}

}  // namespace
}  // namespace smrt::render
