// What a body lacks lands on bodies of other size and on mirror images as it does on the body itself.
#include "body_compiler/fill_gaps.h"

#include <gtest/gtest.h>

#include <map>

#include "base/files.h"
#include "body_compiler/make_standard_body.h"

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

std::vector<anatomy::Part> describe(const anatomy::RawBody& raw) {
    std::vector<anatomy::Part> parts;
    for (const anatomy::RawPart& from : raw.parts) {
        anatomy::Part part;
        part.id = from.id, part.name = from.name, part.definition = from.definition;
        part.kind = anatomy::parse_kind(from.kind);
        part.side = from.side == "left" ? anatomy::Side::left : from.side == "right" ? anatomy::Side::right : anatomy::Side::midline;
        parts.push_back(std::move(part));
    }
    return parts;
}

std::map<std::string, geometry::Box> fill_boxes(const anatomy::RawBody& raw, const fs::path& assets) {
    base::Findings findings;
    std::map<std::string, geometry::Box> out;
    for (const anatomy::RawPart& part : fill_gaps(raw, describe(raw), assets, findings)) {
        geometry::Box box;
        for (const glm::vec3& p : part.mesh.positions) box.include(p);
        out[part.id] = box;
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
        filled = new std::map<std::string, geometry::Box>(fill_boxes(*bones, *assets));
    }
    static void TearDownTestSuite() { delete assets, delete bones, delete filled; }

    static fs::path* assets;
    static anatomy::RawBody* bones;
    static std::map<std::string, geometry::Box>* filled;
};
fs::path* FillGaps::assets = nullptr;
anatomy::RawBody* FillGaps::bones = nullptr;
std::map<std::string, geometry::Box>* FillGaps::filled = nullptr;

constexpr float k_lattice = 2e-3f;  ///< metres, half a lattice cell of the largest sheets: it lies elsewhere on another body

TEST_F(FillGaps, AddsLigamentsToBones) {
    EXPECT_GT(filled->size(), 100u);
    EXPECT_TRUE(filled->contains("right_anterior_cruciate_ligament"));
    EXPECT_TRUE(filled->contains("left_anterior_cruciate_ligament"));
    EXPECT_FALSE(filled->contains("right_skin_knee")) << "patches of the default body's skin are no parts of another body";
}

TEST_F(FillGaps, ABodyOfAnotherSizeGetsTheSameUpToItsScale) {
    for (const float scale : {0.7f, 1.2f}) {
        anatomy::RawBody scaled = *bones;
        for (anatomy::RawPart& part : scaled.parts)
            for (glm::vec3& p : part.mesh.positions) p *= scale;
        const auto boxes = fill_boxes(scaled, *assets);
        ASSERT_EQ(boxes.size(), filled->size());
        for (const auto& [id, box] : boxes) {
            const geometry::Box& whole = filled->at(id);
            EXPECT_LT(glm::distance(box.lower, scale * whole.lower), k_lattice) << id << " at " << scale;
            EXPECT_LT(glm::distance(box.upper, scale * whole.upper), k_lattice) << id << " at " << scale;
        }
    }
}

TEST_F(FillGaps, AMirroredBodyGetsTheMirrorImage) {
    anatomy::RawBody mirrored = *bones;
    for (anatomy::RawPart& part : mirrored.parts) {
        for (glm::vec3& p : part.mesh.positions) p.x = -p.x;
        for (glm::uvec3& t : part.mesh.triangles) std::swap(t.y, t.z);
        if (part.side == "midline") continue;
        const bool was_left = part.side == "left";
        part.side = was_left ? "right" : "left";
        part.name = (was_left ? "Right" : "Left") + part.name.substr(was_left ? 4 : 5);
    }
    const auto boxes = fill_boxes(mirrored, *assets);
    ASSERT_EQ(boxes.size(), filled->size());
    for (const auto& [id, box] : boxes) {
        const bool left = id.starts_with("left_"), right = id.starts_with("right_");
        const std::string twin = left ? "right_" + id.substr(5) : right ? "left_" + id.substr(6) : id;
        const geometry::Box& other = filled->at(twin);
        EXPECT_LT(glm::distance(box.lower, glm::vec3(-other.upper.x, other.lower.y, other.lower.z)), k_lattice) << id;
        EXPECT_LT(glm::distance(box.upper, glm::vec3(-other.lower.x, other.upper.y, other.upper.z)), k_lattice) << id;
    }
}

}  // namespace
}  // namespace smrt::body_compiler
