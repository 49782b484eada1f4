// Every format gives the same tetrahedron; OBJ in its many spellings.
#include "readers/mesh_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "readers/number_text.h"
#include "readers/obj_file.h"
#include "readers/outside_body.h"
#include "test_files.h"

namespace smrt::readers {
namespace {

double volume(const geometry::TriangleMesh& mesh) {
    double sum = 0;
    for (const glm::uvec3& t : mesh.triangles)
        sum += glm::dot(glm::dvec3(mesh.positions[t.x]), glm::cross(glm::dvec3(mesh.positions[t.y]), glm::dvec3(mesh.positions[t.z]))) / 6;
    return sum;
}

class MeshFormats : public testing::TestWithParam<const char*> {};

TEST_P(MeshFormats, GiveTheSameTetrahedronFacingOutward) {
    const auto body = read_outside_body(test_data(std::string("meshes/") + GetParam()));
    ASSERT_TRUE(body) << body.error().text();
    ASSERT_EQ(body->parts.size(), 1u);
    const geometry::TriangleMesh& mesh = body->parts[0].mesh;
    EXPECT_EQ(mesh.triangles.size(), 4u);
    const glm::vec3 size = mesh.bounds().size();
    EXPECT_NEAR(size.x, 0.3, 1e-6);
    EXPECT_NEAR(size.y, 1.5, 1e-6);
    EXPECT_NEAR(size.z, 0.2, 1e-6);
    const glm::dvec3 shift(mesh.bounds().lower);
    EXPECT_NEAR(volume(mesh), 0.3 * 1.5 * 0.2 / 6, 1e-8) << "points moved by " << shift.x << " " << shift.y << " " << shift.z;
}

INSTANTIATE_TEST_SUITE_P(All, MeshFormats,
                         testing::Values("tetra.obj", "text.stl", "binary.stl", "text.ply", "little.ply", "big.ply", "tetra.glb",
                                         "tetra.gltf", "inside.gltf", "text.fbx", "binary.fbx"));

TEST(MeshFile, NodesOfGltfMoveAndTurnTheirMesh) {
    const auto file = read_mesh_file(test_data("meshes/tetra.glb"));
    ASSERT_TRUE(file) << file.error().text();
    EXPECT_EQ(file->meshes.at(0).node, "Left humerus");
    // Half a turn about y, then 0.1 m up.
    EXPECT_NEAR(file->meshes[0].mesh.bounds().lower.x, -0.3, 1e-6);
    EXPECT_NEAR(file->meshes[0].mesh.bounds().lower.y, 0.1, 1e-6);
    EXPECT_NEAR(file->meshes[0].mesh.bounds().upper.z, 0.0, 1e-6);
}

TEST(MeshFile, FbxStatesItsUnit) {
    const auto file = read_mesh_file(test_data("meshes/binary.fbx"));
    ASSERT_TRUE(file) << file.error().text();
    ASSERT_TRUE(file->metres_per_unit.has_value());
    EXPECT_NEAR(*file->metres_per_unit, 0.01, 1e-9);
}

TEST(MeshFile, BytesInMemoryCannotReachOtherFiles) {
    const auto file = parse_mesh_file(read_bytes(test_data("meshes/tetra.gltf")), "tetra.gltf");
    ASSERT_FALSE(file);
    EXPECT_NE(file.error().text().find("cannot be reached"), std::string::npos) << file.error().text();
}

TEST(ObjText, PolygonsNegativeIndicesAndContinuedLinesAreRead) {
    const auto file = parse_obj(
        "v 0 0 0\r\nv 1 0 0\nv 1 1 0\n v 0 1 0\n"
        "vn 0 0 1\nf 1//1 2//1 \\\n 3//1 4//1 # a square\nf -4/1/1 -3/1/1 -2/1/1\n",
        "t.obj", ObjGroups::merge);
    ASSERT_TRUE(file) << file.error().text();
    const std::vector<glm::uvec3> expected = {{0, 1, 2}, {0, 2, 3}, {0, 1, 2}};
    EXPECT_EQ(file->groups.at(0).mesh.triangles, expected);
}

TEST(ObjText, GroupsBecomeMeshesWithOnlyTheirVertices) {
    const auto file =
        parse_obj("v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\ng Skull\nf 1 2 3\ng empty\ng Left femur\nf 4 2 3\n", "t.obj", ObjGroups::split);
    ASSERT_TRUE(file) << file.error().text();
    ASSERT_EQ(file->groups.size(), 2u);
    EXPECT_EQ(file->groups[0].name, "Skull");
    EXPECT_EQ(file->groups[1].name, "Left femur");
    EXPECT_EQ(file->groups[1].mesh.positions.size(), 3u);
    EXPECT_EQ(file->groups[1].mesh.positions[file->groups[1].mesh.triangles[0].x], glm::vec3(0, 0, 1));
}

TEST(ObjText, CommentsOfBodyParts3DAreKept) {
    const auto file =
        parse_obj("# Concept ID : FMA7163\r\n# English name : Skin\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "t.obj", ObjGroups::merge);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->concept_id, "FMA7163");
    EXPECT_EQ(file->english_name, "Skin");
}

TEST(NumberText, ReadsWhatTheStandardLibraryReads) {
    for (const char* text : {"0", "-0", "1", "-333.41", "0.000001", ".5", "5.", "+7.25", "123456789012345", "1234567890123456789", "1e-7",
                             "-2.5E+3", "0.1", "1641.41"}) {
        const char* at = text;
        double value = 99;
        ASSERT_TRUE(read_number(at, text + std::strlen(text), value)) << text;
        EXPECT_EQ(value, std::strtod(text, nullptr)) << text;
        EXPECT_EQ(*at, '\0') << text;
    }
    for (const char* text : {"", "-", ".", "x1", "e5"}) {
        const char* at = text;
        double value = 0;
        EXPECT_FALSE(read_number(at, text + std::strlen(text), value)) << text;
    }
}

}  // namespace
}  // namespace smrt::readers
