// The default body: lines land on their parts, neighbours give way, sides are mirror images.
#include "body_compiler/make_standard_body.h"

#include <gtest/gtest.h>

#include <fstream>

#include "body_compiler/body_build.h"
#include "body_compiler/lay_lines.h"
#include "body_compiler/shape_surface.h"
#include "body_compiler/skin_surface.h"
#include "geometry/mesh_cleanup.h"

namespace smrt::body_compiler {
namespace {

anatomy::ShapeDefinition make_ball(const char* name, anatomy::Kind kind, const glm::vec3& centre, float radius) {
    anatomy::ShapeDefinition out;
    out.id = name, out.name = name, out.kind = kind;
    out.shape.spheres = {{centre, radius}};
    return out;
}

std::optional<AnchorPart> find_box(const std::string& name) {
    if (name != "Femur" && name != "Sacrum") return std::nullopt;
    const bool midline = name == "Sacrum";
    const geometry::Box box =
        midline ? geometry::Box{{-0.05f, 0.9f, -0.05f}, {0.05f, 1.0f, 0}} : geometry::Box{{-0.2f, 0.5f, 0}, {-0.1f, 0.9f, 0.1f}};
    return AnchorPart{box, midline, [box](const glm::vec3& p) { return glm::clamp(p, box.lower, box.upper); }};
}

TEST(LaidLines, LandOnSharesOfTheirPartsOnTheRight) {
    anatomy::ShapeDefinition definition;
    definition.lines = {{{"Sacrum", {1, 0, 0}, {0, 0, 0}, false, 0.002f}, {"Femur", {0.5f, 1, 0.5f}, {0.02f, 0, 0}, false, 0.004f}}};
    base::Findings findings;
    const geometry::SphereMesh mesh = lay_lines(definition, find_box, findings);
    ASSERT_EQ(mesh.spheres.size(), 4u);
    EXPECT_LT(glm::distance(mesh.spheres.front().centre, glm::vec3(-0.05f, 0.9f, -0.05f)), 1e-5f);
    EXPECT_LT(glm::distance(mesh.spheres.back().centre, glm::vec3(-0.17f, 0.9f, 0.05f)), 1e-5f) << "lateral is to the right";
    EXPECT_NEAR(mesh.spheres.back().radius, 0.004f, 1e-6f);
    EXPECT_EQ(mesh.edges.size(), 3u);
}

TEST(LaidLines, NeighboursOfASheetAreJoinedBySlabs) {
    anatomy::ShapeDefinition definition;
    definition.sheet = true;
    for (const float high : {0.0f, 0.5f, 1.0f})
        definition.lines.push_back({{"Femur", {0, high, 0}, {}, true, 0.002f}, {"Femur", {1, high, 1}, {}, true, 0.002f}});
    base::Findings findings;
    const geometry::SphereMesh mesh = lay_lines(definition, find_box, findings);
    EXPECT_EQ(mesh.spheres.size(), 12u);
    EXPECT_EQ(mesh.triangles.size(), 2u * 3u * 2u);
    EXPECT_TRUE(mesh.edges.empty());
}

TEST(LaidLines, APartThatTheBodyLacksIsNamed) {
    anatomy::ShapeDefinition definition;
    definition.id = "some_ligament";
    definition.lines = {{{"Femur", {}, {}, false, 0.002f}, {"Thumb", {}, {}, false, 0.002f}}};
    base::Findings findings;
    EXPECT_TRUE(lay_lines(definition, find_box, findings).spheres.empty());
    ASSERT_EQ(findings.list.size(), 1u);
    EXPECT_EQ(findings.list[0].code, "unknown-part");
}

TEST(ShapeSurfaces, BonesShareAndFleshGivesWay) {
    const std::vector<anatomy::ShapeDefinition> definitions = {make_ball("a", anatomy::Kind::bone, {0, 0, 0}, 0.02f),
                                                               make_ball("b", anatomy::Kind::bone, {0.03f, 0, 0}, 0.02f),
                                                               make_ball("m", anatomy::Kind::muscle, {0, 0.03f, 0}, 0.015f)};
    const std::vector<PlacedShape> shapes = place_shapes(definitions);
    float right_of_a = -1, left_of_b = 1;
    for (const glm::vec3& p : make_shape_surface(shapes, 0).positions) right_of_a = std::max(right_of_a, p.x);
    for (const glm::vec3& p : make_shape_surface(shapes, 1).positions) left_of_b = std::min(left_of_b, p.x);
    EXPECT_NEAR(right_of_a, 0.015f, 0.001f);
    EXPECT_LT(right_of_a - left_of_b, 0.001f) << "overlap";
    for (const glm::vec3& p : make_shape_surface(shapes, 2).positions) EXPECT_GT(glm::length(p), 0.019f);
}

TEST(StandardBody, PairsAreMirrorImagesAndEveryMeshIsClosed) {
    const std::filesystem::path build = std::filesystem::temp_directory_path() / ("smrt_build_" + std::to_string(::getpid()) + ".toml");
    std::ofstream(build) << "name = \"forearm\"\ncredit = \"test\"\nonly = [\"skeleton_forearm\"]\n";
    auto body = make_standard_body(build, std::filesystem::path(SMRT_ROOT) / "assets");
    std::filesystem::remove(build);
    ASSERT_TRUE(body) << body.error().text();
    ASSERT_EQ(body->parts.size(), 4u);
    for (std::size_t i = 0; i < 4; i += 2) {
        EXPECT_EQ(body->parts[i].side, "right");
        EXPECT_EQ(body->parts[i + 1].side, "left");
        ASSERT_EQ(body->parts[i].mesh.positions.size(), body->parts[i + 1].mesh.positions.size());
        for (std::size_t v = 0; v < body->parts[i].mesh.positions.size(); ++v) {
            const glm::vec3 p = body->parts[i].mesh.positions[v];
            EXPECT_EQ(body->parts[i + 1].mesh.positions[v], glm::vec3(-p.x, p.y, p.z));
        }
    }
    for (anatomy::RawPart& part : body->parts) {
        const geometry::MeshReport report = geometry::clean_mesh(part.mesh);
        EXPECT_TRUE(report.closed()) << part.id;
        EXPECT_EQ(report.non_manifold_edges, 0u) << part.id;
        EXPECT_EQ(report.flipped_shells, 0u) << part.id;
    }
}

/// A bar with two pieces cut from it, by lines over its halves.
std::vector<anatomy::ShapeDefinition> make_cut_bar() {
    std::vector<anatomy::ShapeDefinition> shapes = {make_ball("bar", anatomy::Kind::muscle, {0, 0, 0}, 0.01f),
                                                    make_ball("lower", anatomy::Kind::muscle, {0, -0.03f, 0}, 0.002f),
                                                    make_ball("upper", anatomy::Kind::muscle, {0, 0.03f, 0}, 0.002f)};
    shapes[0].shape.spheres = {{{0, -0.05f, 0}, 0.01f}, {{0, 0.05f, 0}, 0.01f}};
    shapes[0].shape.edges = {{0, 1}};
    for (std::size_t i = 1; i < 3; ++i) shapes[i].cut = "bar", shapes[i].lines.resize(1);
    return shapes;
}

TEST(CutPieces, ShareTheWholeBetweenThem) {
    std::vector<anatomy::ShapeDefinition> shapes = make_cut_bar();
    base::Findings findings;
    anatomy::cut_pieces(shapes, findings);
    EXPECT_TRUE(findings.list.empty());
    ASSERT_EQ(shapes.size(), 2u) << "the whole is replaced by its pieces";
    const std::vector<PlacedShape> placed = place_shapes(shapes);
    const geometry::TriangleMesh lower = make_shape_surface(placed, 0), upper = make_shape_surface(placed, 1);
    ASSERT_FALSE(lower.empty());
    ASSERT_FALSE(upper.empty());
    float top = -1, bottom = 1;
    for (const glm::vec3& p : lower.positions) top = std::max(top, p.y);
    for (const glm::vec3& p : upper.positions) bottom = std::min(bottom, p.y);
    EXPECT_NEAR(top, 0, 0.0015f);
    EXPECT_NEAR(bottom, 0, 0.0015f);
    EXPECT_EQ(name_part(placed[0]).origin, anatomy::ShapeOrigin::measured);
}

TEST(CutPieces, WithoutTheWholeAreToldAndDropped) {
    std::vector<anatomy::ShapeDefinition> shapes = make_cut_bar();
    shapes.erase(shapes.begin());
    base::Findings findings;
    anatomy::cut_pieces(shapes, findings);
    EXPECT_TRUE(shapes.empty());
    ASSERT_EQ(findings.list.size(), 2u);
    EXPECT_EQ(findings.list[0].code, "nothing-to-cut");
}

TEST(BodyBuild, MovesPointsByHeightAndKeepsTheThicknessOfArms) {
    BodyBuild build;
    build.scale = 0.5f, build.reach = 0.2f, build.axis = 0.1f;
    build.widths.knots = {{0, 1}, {1, 1.5f}};
    build.depths.knots = {{0, 1}, {1, 0.5f}};
    EXPECT_LT(glm::distance(build.move({0.1f, 1, 0.3f}), 0.5f * glm::vec3(0.15f, 1, 0.2f)), 1e-6f);
    EXPECT_LT(glm::distance(build.move({0.1f, 0, 0.3f}), 0.5f * glm::vec3(0.1f, 0, 0.3f)), 1e-6f);
    const glm::vec3 inner = build.move({0.3f, 1, 0}), outer = build.move({0.34f, 1, 0});
    EXPECT_NEAR(outer.x - inner.x, 0.5f * 0.04f, 1e-6f) << "beyond reach, width only shifts";
    EXPECT_LT(glm::distance(build.move({-0.3f, 1, 0}) * glm::vec3(-1, 1, 1), inner), 1e-6f) << "sides are mirror images";
    build.canal.knots = {{0, 1.2f}};
    EXPECT_NEAR(build.move({0.03f, 0, 0}).x, 0.5f * 0.036f, 1e-6f) << "near the midplane the canal widens it";
    EXPECT_NEAR(build.move({0.15f, 0, 0}).x, 0.5f * 0.15f, 1e-6f) << "and not farther out";
    EXPECT_FLOAT_EQ(build.widths.at(-1), 1) << "before the first knot its factor stays";
    EXPECT_FLOAT_EQ(build.widths.at(2), 1.5f);
}

TEST(BodyBuild, HasItsOwnShapesAndNotThoseOfOthers) {
    std::vector<anatomy::ShapeDefinition> shapes;
    for (const char* id : {"bone", "uterus", "prostate", "lens"}) shapes.push_back(make_ball(id, anatomy::Kind::organ, {0, 0, 0}, 0.01f));
    shapes[1].builds = {"female"};
    shapes[2].builds = {"male"};
    BodyBuild build;
    build.id = "female", build.without = {"lens"}, build.scale = 2;
    apply_build(build, shapes);
    ASSERT_EQ(shapes.size(), 2u);
    EXPECT_EQ(shapes[0].id, "bone");
    EXPECT_EQ(shapes[1].id, "uterus");
    EXPECT_FLOAT_EQ(shapes[0].shape.spheres[0].radius, 0.02f);
}

TEST(BodyBuild, FaultsOfKnotsAreToldAndLeftOut) {
    const auto path = std::filesystem::path(testing::TempDir()) / "odd_build.toml";
    std::ofstream(path) << "name = \"Odd\"\ncredit = \"x\"\nscale = 9\nwidths = [[0, 1], [500, 7], [400, 1.1], [300, 1.2], [\"a\", 1]]\n";
    base::Findings findings;
    const auto build = read_build(path, findings);
    ASSERT_TRUE(build);
    EXPECT_EQ(build->id, "odd_build");
    EXPECT_EQ(build->widths.knots.size(), 2u) << "those at 0 and 400";
    EXPECT_FLOAT_EQ(build->scale, 1);
    EXPECT_EQ(findings.list.size(), 4u);
}

TEST(Skin, AHollowIsTakenAwayFromIt) {
    std::vector<anatomy::ShapeDefinition> shapes = {make_ball("skin", anatomy::Kind::skin, {0, 0, 0}, 0.05f),
                                                    make_ball("slit", anatomy::Kind::skin, {0, 0, 0.05f}, 0.015f)};
    shapes[1].hollow = true;
    const geometry::TriangleMesh mesh = make_skin_surface(place_shapes(shapes));
    ASSERT_FALSE(mesh.empty());
    for (const glm::vec3& p : mesh.positions) {
        EXPECT_LT(glm::length(p), 0.0515f);
        EXPECT_GT(glm::distance(p, glm::vec3(0, 0, 0.05f)), 0.0125f);
    }
}

}  // namespace
}  // namespace smrt::body_compiler
