// `import` from source to atlas: report, errors, cancel, and the whole archive where it is at hand.
#include "tasks/import_body.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/json.h"
#include "geometry/level_mesh.h"
#include "readers/atlas_cache.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;

class ImportBody : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  ("smrt_import_test_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "meshes");
        write_box("FJ1 right humerus.obj", -0.3f);
        write_box("left humerus.obj", 0.3f);
        request_.source = folder_ / "meshes";
        request_.out = folder_ / "body.atlas";
        request_.report = folder_ / "report.json";
        request_.options.metres_per_unit = 1.0;
        request_.options.up = 'y';
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write_box(const std::string& name, float x) const {
        std::ofstream file(folder_ / "meshes" / name);
        for (int i = 0; i < 8; ++i)
            file << "v " << x + 0.05f * (i & 1) << ' ' << 1 + 0.3f * (i >> 1 & 1) << ' ' << 0.05f * (i >> 2) << '\n';
        file << "f 1 3 4 2\nf 5 6 8 7\nf 1 2 6 5\nf 3 7 8 4\nf 1 5 7 3\nf 2 4 8 6\n";
    }
    [[nodiscard]] bool nothing_written() const { return !fs::exists(request_.out) && !fs::exists(request_.report) && file_count() == 1; }
    [[nodiscard]] long file_count() const { return std::distance(fs::directory_iterator(folder_), fs::directory_iterator()); }

    fs::path folder_;
    ImportRequest request_;
};

TEST_F(ImportBody, MakesAnAtlasAndAReport) {
    const auto summary = import_body(request_);
    ASSERT_TRUE(summary.has_value()) << summary.error().text();
    EXPECT_EQ(summary->parts, 2u);
    EXPECT_EQ(summary->triangles, 24u);
    EXPECT_TRUE(summary->unknown.empty());
    const auto body = readers::read_atlas(request_.out, current_definitions().value());
    ASSERT_TRUE(body.has_value()) << body.error().text();
    EXPECT_TRUE((*body)->find_bone("Humerus", anatomy::Side::left).has_value());
    const auto report = base::Json::parse(base::read_text_file(request_.report).value());
    EXPECT_EQ(report["parts"], 2);
    EXPECT_EQ(report["kinds"]["bone"], 2);
    EXPECT_EQ(report["bytes"], fs::file_size(request_.out));
    EXPECT_EQ(file_count(), 3);
}

TEST_F(ImportBody, TheSameSourceGivesTheSameAtlas) {
    ASSERT_TRUE(import_body(request_).has_value());
    const std::string first = base::read_text_file(request_.out).value();
    ASSERT_TRUE(import_body(request_).has_value());
    EXPECT_EQ(base::read_text_file(request_.out).value(), first);
}

TEST_F(ImportBody, CancelLeavesNothingBehindHoweverFarItIs) {
    for (const double at : {0.0, 0.3, 0.6, 0.96}) {
        std::stop_source stop;
        const base::Progress progress{[&](double fraction, std::string_view) {
                                          if (fraction >= at) stop.request_stop();
                                      },
                                      stop.get_token()};
        const auto summary = import_body(request_, progress);
        ASSERT_FALSE(summary.has_value()) << at;
        EXPECT_EQ(summary.error().code, base::ErrorCode::cancelled);
        EXPECT_TRUE(nothing_written()) << at;
    }
}

TEST_F(ImportBody, ProgressOnlyGrowsAndEndsAtOne) {
    double last = 0;
    const base::Progress progress{[&](double fraction, std::string_view doing) {
                                      EXPECT_GE(fraction, last - 1e-9) << doing;
                                      last = fraction;
                                  },
                                  {}};
    ASSERT_TRUE(import_body(request_, progress).has_value());
    EXPECT_DOUBLE_EQ(last, 1);
}

TEST_F(ImportBody, BadRequestsAreRefusedBeforeAnyWork) {
    ImportRequest bad = request_;
    bad.out.clear();
    EXPECT_EQ(import_body(bad).error().code, base::ErrorCode::bad_usage);
    bad = request_;
    bad.out = folder_;
    EXPECT_EQ(import_body(bad).error().code, base::ErrorCode::bad_usage);
    bad = request_;
    bad.source = folder_ / "none";
    EXPECT_EQ(import_body(bad).error().code, base::ErrorCode::environment);
    bad = request_;
    bad.source = bad.out = folder_ / "meshes" / "left humerus.obj";
    EXPECT_EQ(import_body(bad).error().code, base::ErrorCode::bad_usage);
    EXPECT_TRUE(nothing_written());
}

TEST_F(ImportBody, AnAtlasThatCannotBeWrittenLeavesNoReport) {
    request_.out = folder_ / "meshes" / "left humerus.obj" / "body.atlas";  // below a file
    const auto summary = import_body(request_);
    ASSERT_FALSE(summary.has_value());
    EXPECT_EQ(summary.error().code, base::ErrorCode::environment);
    EXPECT_EQ(base::exit_code_of(summary.error()), 3);
    EXPECT_TRUE(nothing_written());
}

TEST_F(ImportBody, TheWholeArchiveLosesNoPartAndLeavesNoneUnknown) {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    fs::path archive = given != nullptr ? fs::path(given) : fs::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
    if (fs::is_directory(archive)) archive /= "isa_BP3D_4.0_obj_99.zip";
    if (!fs::exists(archive)) GTEST_SKIP() << "BodyParts3D is not at hand";
    request_.source = archive;
    request_.options = {};
    const auto summary = import_body(request_);
    ASSERT_TRUE(summary.has_value()) << summary.error().text();
    EXPECT_EQ(summary->parts_read, 2234u);
    EXPECT_EQ(summary->parts, 2234u);
    EXPECT_TRUE(summary->unknown.empty()) << summary->unknown.front();
    EXPECT_GT(summary->filled, 400u);
    EXPECT_GT(summary->triangles, 4'750'000u);
    EXPECT_GT(summary->fibred_parts, 300u);
    const auto body = readers::read_atlas(request_.out);
    ASSERT_TRUE(body.has_value());
    std::size_t coarse = 0;
    for (const anatomy::Part& part : (*body)->parts())
        if (part.origin == anatomy::ShapeOrigin::delivered)
            coarse += part.mesh.levels[geometry::find_level(part.mesh, 0.0025f)].index_count / 3;
    for (const char* name : {"Right latissimus dorsi", "Left latissimus dorsi", "Left medial meniscus", "Falx cerebri"}) {
        const auto laid = (*body)->find_part(name);
        ASSERT_TRUE(laid) << name;
        const anatomy::Part& part = (*body)->part(*laid);
        EXPECT_EQ(part.origin, anatomy::ShapeOrigin::laid) << name;
        if (part.side == anatomy::Side::left) {
            EXPECT_GT(part.mesh.box.centre().x, 0) << name;
        }
    }
    const auto lies_on = [&body](const char* meniscus, const char* bone) {
        const geometry::Box &a = (*body)->part(*(*body)->find_part(meniscus)).mesh.box,
                            &b = (*body)->part(*(*body)->find_part(bone)).mesh.box;
        return a.lower.x > b.lower.x - 0.01f && a.upper.x < b.upper.x + 0.01f && std::abs(a.centre().y - b.upper.y) < 0.02f;
    };
    EXPECT_TRUE(lies_on("Left medial meniscus", "Left tibia"));
    EXPECT_TRUE(lies_on("Right lateral meniscus", "Right tibia"));
    const auto depth_of = [&body](const char* name) { return (*body)->part((*body)->find_part(name).value()).layer_depth; };
    EXPECT_NEAR(depth_of("Right psoas major"), 0.09f, 0.04f);
    EXPECT_NEAR(depth_of("Right femur"), 0.06f, 0.03f);
    EXPECT_LT(depth_of("Right gluteus maximus"), depth_of("Right piriformis"));
    EXPECT_GT(depth_of("Right gluteus maximus"), 0.003f);
    EXPECT_LT(coarse, 304'000u) << "triangles that a pixel of error in a 720-line picture leaves";
}

}  // namespace
}  // namespace smrt::tasks
