// Whole pictures: sameness, refinement, rectangles of a target, and errors of what they are made from.
#include <glad/gl.h>

#include <filesystem>
#include <fstream>

#include "render/mesh_store.h"
#include "render/studio.h"
#include "render_fixture.h"

namespace smrt::render {
namespace {

scene::Scene make_mixed_scene() {
    scene::Scene scene =
        make_scene(make_body({make_ball({0, 0, 0}, 0.05f), make_ball({0.05f, 0, 0}, 0.12f), make_ball({-0.1f, 0, 0}, 0.06f)}));
    scene.items[1].look.opacity = 0.25f;
    scene.items[2].look.glow = 1;
    scene.clip = scene::ClipPlane{{0, 1, 0}, 0.03f};
    scene.fine = true;
    return scene;
}

TEST_F(RenderTest, SameSceneTwiceGivesIdenticalBytes) {
    const scene::Scene scene = make_mixed_scene();
    const base::Image first = draw(scene);
    scene::Scene other = make_scene(make_body({make_box({-0.1f, -0.1f, -0.1f}, {0.1f, 0.1f, 0.1f})}));
    other.width = 64, other.height = 48;
    (void)draw(other);
    EXPECT_EQ(draw(scene), first);
    EXPECT_NE(draw(other), first);
}

TEST_F(RenderTest, FinePicturesHaveSofterEdgesThanOneSample) {
    scene::Scene scene = make_scene(make_body({make_box({-0.1f, -0.1f, -0.1f}, {0.1f, 0.1f, 0.1f})}));
    scene.camera.azimuth = 0.3f;
    const auto shades = [&](const base::Image& image) {
        std::vector<int> seen;
        for (int x = 0; x < scene.width; ++x)
            for (int y = 0; y < scene.height; ++y) seen.push_back(image.at(x, y)[0]);
        std::sort(seen.begin(), seen.end());
        return std::unique(seen.begin(), seen.end()) - seen.begin();
    };
    const base::Image quick = draw(scene);
    scene.fine = true;
    const base::Image fine = draw(scene);
    EXPECT_NE(fine, quick);
    EXPECT_GT(shades(fine), 20);
}

TEST_F(RenderTest, RefiningEndsAfterAllSamples) {
    scene::Scene scene = make_mixed_scene();
    const Viewport viewport{0, 0, scene.width, scene.height};
    unsigned texture = 0, framebuffer = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 300, 200, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glGenFramebuffers(1, &framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
    ASSERT_TRUE(renderer()->draw(scene, framebuffer, viewport));
    int refined = 0;
    for (bool more = true; more && refined < 100; ++refined) more = *renderer()->refine(framebuffer, viewport);
    EXPECT_EQ(refined, Renderer::sample_count() - 1);
    scene.samples = 3;
    ASSERT_TRUE(renderer()->draw(scene, framebuffer, viewport));
    EXPECT_TRUE(*renderer()->refine(framebuffer, viewport));
    EXPECT_FALSE(*renderer()->refine(framebuffer, viewport));
    scene.fine = false;
    ASSERT_TRUE(renderer()->draw(scene, framebuffer, viewport));
    EXPECT_FALSE(*renderer()->refine(framebuffer, viewport));
    glDeleteFramebuffers(1, &framebuffer);
    glDeleteTextures(1, &texture);
}

TEST_F(RenderTest, DrawsIntoItsRectangleAndLeavesTheRestOfTheTargetAlone) {
    for (const bool fine : {false, true}) {
        scene::Scene scene = make_mixed_scene();
        scene.fine = fine;
        unsigned texture = 0, framebuffer = 0;
        glGenTextures(1, &texture);
        glBindTexture(GL_TEXTURE_2D, texture);
        const std::vector<std::uint8_t> grey(300 * 200 * 4, 77);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 300, 200, 0, GL_RGBA, GL_UNSIGNED_BYTE, grey.data());
        glGenFramebuffers(1, &framebuffer);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
        const Viewport viewport{100, 50, scene.width, scene.height};
        ASSERT_TRUE(renderer()->draw(scene, framebuffer, viewport));
        while (*renderer()->refine(framebuffer, viewport)) continue;
        std::vector<std::uint8_t> pixels(grey.size());
        glReadPixels(0, 0, 300, 200, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
        const base::Image expected = draw(scene);
        int wrong = 0;
        for (int y = 0; y < 200; ++y) {
            for (int x = 0; x < 300; ++x) {
                const std::uint8_t* pixel = pixels.data() + (static_cast<std::size_t>(y) * 300 + x) * 4;
                const bool inside = x >= 100 && x < 100 + scene.width && y >= 50 && y < 50 + scene.height;
                const std::uint8_t wanted = inside ? expected.at(x - 100, scene.height - 1 - (y - 50))[1] : std::uint8_t{77};
                wrong += pixel[1] != wanted;
            }
        }
        EXPECT_EQ(wrong, 0);
        glDeleteFramebuffers(1, &framebuffer);
        glDeleteTextures(1, &texture);
    }
}

TEST_F(RenderTest, ShaderThatDoesNotCompileIsNamedInTheError) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "smrt_render_test_shaders";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "broken.vert") << "void main() { gl_Position = vec4(0.0); }\n";
    std::ofstream(folder / "broken.frag") << "void main() { no_such_function(); }\n";
    ShaderLibrary library(folder);
    const auto program = library.find_program("broken");
    ASSERT_FALSE(program);
    EXPECT_NE(program.error().text().find("broken.frag"), std::string::npos) << program.error().text();
    EXPECT_EQ(program.error().code, base::ErrorCode::environment);
    EXPECT_FALSE(library.find_program("missing"));
    EXPECT_FALSE(renderer()->take_faults().empty()) << "the driver's own message is collected as well";
    std::filesystem::remove_all(folder);
}

TEST(Studio, MissingMaterialIsNamed) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "smrt_render_test_looks";
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(std::filesystem::path(SMRT_ROOT) / "assets/looks/studio.toml", folder / "studio.toml",
                               std::filesystem::copy_options::overwrite_existing);
    std::ofstream(folder / "materials.toml") << "tendon_colour = [1, 1, 1]\n[[material]]\nname = \"bnoe\"\n";
    const base::Result<Studio> studio = read_studio(folder);
    ASSERT_FALSE(studio);
    EXPECT_NE(studio.error().text().find("unknown material `bnoe`"), std::string::npos);
    EXPECT_NE(studio.error().text().find("material `bone` is missing"), std::string::npos);
    EXPECT_TRUE(read_studio(std::filesystem::path(SMRT_ROOT) / "assets/looks"));
    std::filesystem::remove_all(folder);
}

TEST(MeshStore, KnowsWhichMeshesAreClosed) {
    const auto body = make_body({make_ball({1, 2, 3}, 0.1f), make_ball({0, 0, 0}, 0.1f, 24, true), [] {
                                     geometry::TriangleMesh inside_out = make_ball({0, 0, 0}, 0.1f);
                                     for (glm::uvec3& triangle : inside_out.triangles) std::swap(triangle.x, triangle.y);
                                     return inside_out;
                                 }()});
    EXPECT_TRUE(encloses_volume(body->part(0).mesh, 0));
    EXPECT_FALSE(encloses_volume(body->part(1).mesh, 0));
    EXPECT_FALSE(encloses_volume(body->part(2).mesh, 0));
}

}  // namespace
}  // namespace smrt::render
