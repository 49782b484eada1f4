// What a body lacks lands on bodies of other size and on mirror images as it does on the body itself.
#include <gtest/gtest.h>

#include "base/files.h"
#include "body_compiler/make_standard_body.h"
#include "support/landed_boxes.h"

namespace smrt::body_compiler {
namespace {

namespace fs = std::filesystem;

/// Assets with the skeleton and the ligaments of the leg alone, so that the test takes seconds.
fs::path make_small_assets() {
    const fs::path root = *base::find_program_root() / "assets" / "body" / "shapes", out = fs::path(testing::TempDir()) / "few_assets";
    fs::remove_all(out);
    fs::create_directories(out / "body" / "shapes");
    for (const auto& entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("skeleton_") || name == "lines_lower_soft.toml" || name == "lines_skin.toml")
            fs::copy(entry.path(), out / "body" / "shapes" / name);
    }
    return out;
}

class FillGaps : public testing::Test {
protected:
    static void SetUpTestSuite() {
        assets = new fs::path(make_small_assets());
        const fs::path build = fs::path(testing::TempDir()) / "bones_only.toml";
        ASSERT_TRUE(base::write_file_atomically(build, "name = \"Bones\"\ncredit = \"test\"\n"));
        auto made = make_standard_body(build, *assets);
        ASSERT_TRUE(made) << made.error().text();
        bones = new anatomy::RawBody(std::move(*made));
        // What is laid is taken out again: the body has its bones alone.
        std::erase_if(bones->parts, [](const anatomy::RawPart& part) { return part.origin != anatomy::ShapeOrigin::measured; });
        filled = new test::LandedBoxes(test::land(*bones, *assets));
    }
    static void TearDownTestSuite() { delete assets, delete bones, delete filled; }

    static fs::path* assets;
    static anatomy::RawBody* bones;
    static test::LandedBoxes* filled;
};
fs::path* FillGaps::assets = nullptr;
anatomy::RawBody* FillGaps::bones = nullptr;
test::LandedBoxes* FillGaps::filled = nullptr;

TEST_F(FillGaps, AddsLigamentsToBones) {
    EXPECT_GT(filled->size(), 100u);
    EXPECT_TRUE(filled->contains("right_anterior_cruciate_ligament"));
    EXPECT_TRUE(filled->contains("left_anterior_cruciate_ligament"));
    EXPECT_FALSE(filled->contains("right_skin_knee")) << "patches of the default body's skin are no parts of another body";
}

TEST_F(FillGaps, ABodyOfAnotherSizeGetsTheSameUpToItsScale) {
    for (const float scale : {0.7f, 1.2f}) test::expect_scaled(test::land(test::scaled(*bones, scale), *assets), *filled, scale);
}

TEST_F(FillGaps, AMirroredBodyGetsTheMirrorImage) {
    test::expect_mirrored(test::land(test::mirrored(*bones), *assets), *filled, true);
}

}  // namespace
}  // namespace smrt::body_compiler
