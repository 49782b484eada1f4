// Shapes as text: what is written is read again, faults are named with their place.
#include "anatomy/shape_definition.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/files.h"

namespace smrt::anatomy {
namespace {

class Shapes : public testing::Test {
protected:
    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("smrt_shapes_" + std::to_string(::getpid()));
    base::Findings findings_;

    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    std::vector<ShapeDefinition> read(const std::string& text) {
        std::ofstream(folder_ / "some.toml") << text;
        return read_shape_definitions(folder_, findings_);
    }
    std::string first_code() const { return findings_.list.empty() ? "" : findings_.list.front().code; }
};

const char* const k_head = "[ulna]\nname = \"Ulna\"\nkind = \"bone\"\nside = \"paired\"\nsource = [\"Gray41\"]\n";

TEST_F(Shapes, AreReadAsTheyWereWritten) {
    ShapeDefinition shape;
    shape.id = "ulna", shape.name = "Ulna", shape.kind = Kind::bone, shape.side = ShapeSide::paired, shape.fma = "FMA1",
    shape.sources = {"Gray41"};
    shape.shape.spheres = {{{0.1f, 0.2f, 0.3f}, 0.01f}, {{0.1f, 0.25f, 0.3f}, 0.005f}, {{0.12f, 0.25f, 0.3f}, 0.004f}};
    shape.shape.triangles = {{0, 1, 2}};
    const auto found = read(write_shape_definitions({shape}, "a test"));
    ASSERT_EQ(found.size(), 1u) << first_code();
    EXPECT_EQ(found[0].id, "ulna");
    EXPECT_EQ(found[0].file, "some");
    EXPECT_EQ(found[0].side, ShapeSide::paired);
    EXPECT_EQ(found[0].shape.triangles, shape.shape.triangles);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_LT(glm::distance(found[0].shape.spheres[i].centre, shape.shape.spheres[i].centre), 1e-4f);
        EXPECT_NEAR(found[0].shape.spheres[i].radius, shape.shape.spheres[i].radius, 6e-5f);
    }
}

TEST_F(Shapes, LinesNamePartsSharesOffsetsAndRadii) {
    const auto found =
        read(std::string(k_head) + "lines = \"\"\"\n@Scapula 0.1 0.9 0.4 + 0 -5 3 r 2.5; Sixth costal cartilage 1 -0.2 0.5\n\"\"\"\n");
    ASSERT_EQ(found.size(), 1u) << first_code();
    ASSERT_EQ(found[0].lines.size(), 1u);
    const LinePoint &a = found[0].lines[0][0], &b = found[0].lines[0][1];
    EXPECT_TRUE(a.on_surface);
    EXPECT_EQ(a.part, "Scapula");
    EXPECT_NEAR(a.offset.y, -0.005f, 1e-6f);
    EXPECT_NEAR(a.radius, 0.0025f, 1e-6f);
    EXPECT_FALSE(b.on_surface);
    EXPECT_EQ(b.part, "Sixth costal cartilage");
    EXPECT_NEAR(b.share.y, -0.2f, 1e-6f);
}

TEST_F(Shapes, FaultsAreNamedAndLeaveTheRest) {
    const std::string good =
        "\n[radius]\nname = \"Radius\"\nkind = \"bone\"\nside = \"paired\"\nsource = [\"Gray41\"]\nat = [0, 0, 0]\nspheres = \"0 0 0 5\"\n";
    const std::pair<const char*, const char*> faults[] = {
        {"at = [0, 0, 0]\nspheres = \"0 0 0\"\n", "bad-spheres"},
        {"at = [0, 0, 0]\nspheres = \"0 0 0 -1\"\n", "bad-spheres"},
        {"at = [0, 0]\nspheres = \"0 0 0 1\"\n", "bad-origin"},
        {"at = [0, 0, 0]\nspheres = \"0 0 0 1\"\nrods = \"0 3\"\n", "bad-joints"},
        {"lines = \"Scapula 0 0 0\"\n", "bad-line"},
        {"lines = \"Scapula 0 0; Scapula 1 1 1\"\n", "bad-line"},
        {"sheet = true\nlines = \"Scapula 0 0 0; Scapula 1 1 1\"\n", "bad-line"},
    };
    for (const auto& [text, code] : faults) {
        findings_ = {};
        const auto found = read(k_head + std::string(text) + good);
        EXPECT_EQ(first_code(), code) << text;
        ASSERT_EQ(found.size(), 1u) << text;
        EXPECT_EQ(found[0].id, "radius");
    }
}

TEST_F(Shapes, MoreFiguresThanMeasuringNeedsAreRefused) {
    std::string spheres;
    for (int i = 0; i < 101; ++i) spheres += "1 2 3 4\n";
    EXPECT_TRUE(read(k_head + ("at = [0, 0, 0]\nspheres = \"\"\"\n" + spheres + "\"\"\"\n")).empty());
    EXPECT_EQ(first_code(), "too-many-figures");
}

TEST(ShapesOfTheProgram, HaveNoFaultAndKeepToTheirSize) {
    base::Findings findings;
    const auto shapes = read_shape_definitions(std::filesystem::path(SMRT_ROOT) / "assets" / "body" / "shapes", findings);
    for (const base::Finding& finding : findings.list) ADD_FAILURE() << finding.place << ": " << finding.what;
    EXPECT_GT(shapes.size(), 750u);
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::filesystem::path(SMRT_ROOT) / "assets" / "body"))
        if (entry.is_regular_file()) bytes += entry.file_size();
    EXPECT_LE(bytes, std::uintmax_t{4} << 20);
}

}  // namespace
}  // namespace smrt::anatomy
