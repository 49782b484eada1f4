// Compiling a body: parts keep their identity, depth is measured from the skin, the cache format's promises hold.
#include "body_compiler/compile_body.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "body_compiler/compile_body_depth.h"
#include "geometry/mesh_cleanup.h"

namespace smrt::body_compiler {
namespace {

geometry::TriangleMesh ball(const glm::vec3& centre, float radius, int rows = 24) {
    geometry::TriangleMesh mesh;
    const int columns = 2 * rows;
    const float pi = std::numbers::pi_v<float>;
    for (int j = 0; j <= rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            const float polar = pi * (static_cast<float>(j) + 0.01f) / (static_cast<float>(rows) + 0.02f);
            const float around = 2 * pi * static_cast<float>(i) / static_cast<float>(columns);
            mesh.positions.push_back(
                centre + radius * glm::vec3(std::sin(polar) * std::cos(around), std::cos(polar), -std::sin(polar) * std::sin(around)));
        }
    }
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            const auto at = [columns](int row, int column) { return static_cast<unsigned>(row * columns + column % columns); };
            mesh.triangles.emplace_back(at(j, i), at(j + 1, i), at(j, i + 1));
            mesh.triangles.emplace_back(at(j, i + 1), at(j + 1, i), at(j + 1, i + 1));
        }
    }
    geometry::make_smooth_normals(mesh);
    return mesh;
}

void append(geometry::TriangleMesh& to, const geometry::TriangleMesh& other, bool flipped) {
    const auto first = static_cast<unsigned>(to.positions.size());
    to.positions.insert(to.positions.end(), other.positions.begin(), other.positions.end());
    for (const glm::vec3& n : other.normals) to.normals.push_back(flipped ? -n : n);
    for (glm::uvec3 t : other.triangles) {
        if (flipped) std::swap(t.x, t.y);
        to.triangles.push_back(t + first);
    }
}

anatomy::RawBody example() {
    anatomy::RawBody raw;
    raw.name = "Test";
    raw.credit = "Somebody";
    const auto add = [&raw](const char* id, const char* name, const geometry::TriangleMesh& mesh) {
        raw.parts.push_back({id, "", name, "", "", std::string(id) + ".obj", mesh});
    };
    add("A1", "Skin", ball({0, 1, 0}, 0.5f, 40));
    add("A2", "Right humerus", ball({-0.3f, 1, 0}, 0.1f));
    add("A3", "Left humerus", ball({0.3f, 1, 0}, 0.1f));
    add("A4", "Gizmo of no known kind", ball({0, 1, 0.2f}, 0.05f));
    add("A5", "Left scapula", {});
    return raw;
}

const std::filesystem::path k_assets = std::filesystem::path(SMRT_ROOT) / "assets";

TEST(CompileBody, EveryPartWithTrianglesKeepsItsIdentity) {
    const auto body = compile_body(example(), k_assets);
    ASSERT_TRUE(body.has_value()) << body.error().text();
    ASSERT_EQ(body->parts.size(), 4u);
    EXPECT_EQ(body->name, "Test");
    EXPECT_EQ(body->credit, "Somebody");
    EXPECT_EQ(body->parts[1].id, "A2");
    EXPECT_EQ(body->parts[1].kind, anatomy::Kind::bone);
    EXPECT_EQ(body->parts[1].side, anatomy::Side::right);
    EXPECT_EQ(body->parts[2].name, "Left humerus");
    for (const anatomy::Part& part : body->parts) {
        ASSERT_FALSE(part.mesh.levels.empty());
        EXPECT_FALSE(part.mesh.box.empty());
    }
}

TEST(CompileBody, PartsThatCannotBeShownOrNamedAreReported) {
    const auto body = compile_body(example(), k_assets);
    ASSERT_TRUE(body.has_value());
    const auto has = [&body](const char* part, const char* code) {
        for (const base::Finding& finding : body->findings.list)
            if (finding.place == part && finding.code == code) return true;
        return false;
    };
    EXPECT_TRUE(has("A5", "empty-part"));
    EXPECT_TRUE(has("A4", "unknown-kind"));
    EXPECT_FALSE(has("A2", "unknown-kind"));
}

TEST(CompileBody, DepthIsMeasuredFromTheSkin) {
    const auto body = compile_body(example(), k_assets);
    ASSERT_TRUE(body.has_value());
    EXPECT_EQ(body->parts[0].layer_depth, 0);
    EXPECT_NEAR(body->parts[1].layer_depth, 0.19f, 0.02f);
    EXPECT_NEAR(body->parts[1].layer_depth, body->parts[2].layer_depth, 0.005f);
    EXPECT_NEAR(body->parts[3].layer_depth, 0.3f, 0.02f);
}

TEST(CompileBody, TheInnerWallOfTheSkinDoesNotCount) {
    geometry::TriangleMesh skin = ball({0, 0, 0}, 0.5f, 60);
    append(skin, ball({0, 0, 0}, 0.45f, 60), true);
    skin.triangles.emplace_back(0, 1, 60u * 122);  // joined, as at the openings of a body
    const geometry::TriangleMesh organ = ball({0, 0, 0}, 0.3f), hair = ball({0, 0.55f, 0}, 0.04f), nail = ball({0, 0.6f, 0}, 0.01f);
    const DepthPart parts[] = {
        {anatomy::Kind::skin, &skin}, {anatomy::Kind::organ, &organ}, {anatomy::Kind::hair, &hair}, {anatomy::Kind::skin, &nail}};
    const std::vector<float> depths = measure_layer_depths(parts);
    EXPECT_NEAR(depths[1], 0.2f, 0.005f);
    EXPECT_EQ(depths[2], 0) << "hair lies on the skin";
}

TEST(CompileBody, WithoutSkinTheHullStandsIn) {
    const geometry::TriangleMesh outer = ball({0, 0, 0}, 0.5f), inner = ball({0.1f, 0, 0}, 0.1f);
    const DepthPart parts[] = {{anatomy::Kind::muscle, &outer}, {anatomy::Kind::bone, &inner}};
    const std::vector<float> depths = measure_layer_depths(parts);
    EXPECT_NEAR(depths[0], 0, 0.01f);
    EXPECT_NEAR(depths[1], 0.5f - std::sqrt(0.02f), 0.01f) << "half of the surface lies nearer to the hull than its equator";
}

TEST(CompileBody, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const auto body = compile_body(example(), k_assets, {}, {{}, stop.get_token()});
    ASSERT_FALSE(body.has_value());
    EXPECT_EQ(body.error().code, base::ErrorCode::cancelled);
}

TEST(CompileBody, MissingRulesAreAnError) {
    const auto body = compile_body(example(), "/nowhere");
    ASSERT_FALSE(body.has_value());
    EXPECT_NE(body.error().text().find("nowhere"), std::string::npos) << body.error().text();
}

TEST(CompileBody, TheHashFollowsTheDefinitions) {
    EXPECT_EQ(hash_definitions(k_assets), hash_definitions(k_assets));
    EXPECT_NE(hash_definitions(k_assets), hash_definitions("/nowhere"));
}

}  // namespace
}  // namespace smrt::body_compiler
