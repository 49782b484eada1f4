// Rigs of whole and of incomplete bodies.
#include "skeleton/make_rig.h"

#include <gtest/gtest.h>

#include "geometry/level_builder.h"
#include "geometry/units.h"
#include "skeleton/pose.h"
#include "skeleton/ride_along.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

using geometry::k_degree;

bool told(const Rig& rig, const std::string& code) {
    for (const base::Finding& finding : rig.findings.list)
        if (finding.code == code) return true;
    return false;
}

TEST(MakeRig, EveryBoneRidesOnItsSegment) {
    const auto body = test::make_arm_bones();
    const auto rig = skeleton::make_rig(*body, test::make_arm_landmarks(), test::shipped_joints());
    EXPECT_EQ(rig->segments[rig->segment_of_part[*body->find_part("Left third metacarpal bone")]].name, "left distal carpal row");
    EXPECT_EQ(rig->segments[rig->segment_of_part[*body->find_part("Right clavicle")]].name, "right clavicle");
    for (std::size_t i = 0; i < rig->joints.size(); ++i) EXPECT_LT(rig->joints[i].parent, rig->joints[i].child);
    for (const base::Finding& finding : rig->findings.list)  // of the rest of the body, which this one has not
        EXPECT_TRUE(finding.code == "no-bone" || finding.code == "no-centre") << finding.what;
}

/// A small box of triangles about a point.
geometry::LevelMesh make_block(const glm::vec3& centre, float half) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i < 8; ++i)
        mesh.positions.push_back(centre + half * glm::vec3((i & 1) != 0 ? 1 : -1, (i & 2) != 0 ? 1 : -1, (i & 4) != 0 ? 1 : -1));
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return geometry::make_level_mesh(mesh);
}

TEST(RideAlong, AnUnnamedCartilageRidesWithTheBoneThatItLiesOn) {
    std::vector<anatomy::Part> parts(4);
    const char* const names[] = {"Sternum", "Right scapula", "Right glenoid labrum", "Costal cartilage"};
    const glm::vec3 places[] = {{0, 1.3f, 0.1f}, {-0.15f, 1.3f, 0}, {-0.163f, 1.3f, 0}, {-0.014f, 1.3f, 0.1f}};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].id = parts[i].name = names[i];
        parts[i].kind = i < 2 ? anatomy::Kind::bone : anatomy::Kind::cartilage;
        parts[i].mesh = make_block(places[i], i < 2 ? 0.01f : 0.003f);
    }
    const anatomy::Body body("four", "", std::move(parts));
    Rig rig;
    rig.segments = {{"pelvis", 0, {}}, {"right scapula", 0, {}}};
    rig.segment_of_part = {0, 1, 0, 0}, rig.placed = {true, true, false, false};
    ride_along(body, rig);
    EXPECT_EQ(rig.segment_of_part, (std::vector<SegmentIndex>{0, 1, 1, 0}));
}

TEST(MakeRig, TheDeliveredPostureIsMeasuredFromTheBones) {
    const auto rig = test::make_arm_rig();
    const auto rest = [&](const std::string& id) { return rig->coordinates[*rig->find_coordinate(id)].rest / k_degree; };
    EXPECT_NEAR(rest("right elbow flexion"), 13.5, 2);     // bent forward a little
    EXPECT_NEAR(rest("right forearm pronation"), -77, 3);  // palm forward: nearly full supination
    EXPECT_NEAR(rest("right shoulder abduction"), 10, 1.5);
    EXPECT_NEAR(rest("left shoulder abduction"), rest("right shoulder abduction"), 1e-9);
    EXPECT_NEAR(rest("left shoulder external rotation"), rest("right shoulder external rotation"), 1e-9);
}

TEST(MakeRig, RangesAreThoseOfTheTextAndHoldTheDeliveredBody) {
    const auto rig = test::make_arm_rig();
    for (const Coordinate& coordinate : rig->coordinates) {
        EXPECT_LE(coordinate.lower, 0) << coordinate.id;
        EXPECT_GE(coordinate.upper, 0) << coordinate.id;
        EXPECT_LT(coordinate.lower, coordinate.upper) << coordinate.id;
        EXPECT_NEAR(glm::length(coordinate.axis), 1, 1e-12) << coordinate.id;
        EXPECT_FALSE(coordinate.source.empty()) << coordinate.id;
    }
    const Coordinate& elbow = rig->coordinates[*rig->find_coordinate("right elbow flexion")];
    EXPECT_NEAR((elbow.rest + elbow.upper) / k_degree, 150, 1e-9);
    EXPECT_NEAR((elbow.rest + elbow.lower) / k_degree, 0, 1e-9);
}

TEST(MakeRig, AnIsolatedArmMovesWithoutItsGirdle) {
    const auto body = test::make_bones({"humerus", "ulna", "radius"});
    const auto rig = skeleton::make_rig(*body, test::make_arm_landmarks(), test::shipped_joints());
    EXPECT_FALSE(rig->find_segment("right scapula"));
    EXPECT_TRUE(told(*rig, "no-bone"));
    ASSERT_TRUE(rig->find_segment("right humerus"));
    EXPECT_EQ(rig->joints[*rig->find_joint("right glenohumeral")].parent, k_root);
    const auto pose = parse_pose(*rig, "right shoulder flexion=90; right elbow flexion=90");
    ASSERT_TRUE(pose) << pose.error().text();
    EXPECT_NE(measure_posed_body(*rig, *pose).segments[*rig->find_segment("right ulna")], glm::dmat4(1));
}

TEST(MakeRig, AMissingLandmarkLeavesTheBoneWithItsParent) {
    anatomy::Landmarks landmarks = test::make_arm_landmarks();
    landmarks.points.erase({"radial_head", anatomy::Side::right});
    const auto body = test::make_arm_bones();
    const auto rig = skeleton::make_rig(*body, landmarks, test::shipped_joints());
    EXPECT_TRUE(told(*rig, "no-centre"));
    EXPECT_FALSE(rig->find_segment("right radius"));
    EXPECT_EQ(rig->segments[rig->segment_of_part[*body->find_part("Right radius")]].name, "right ulna");
    EXPECT_TRUE(rig->find_segment("left radius"));
    const auto missing = parse_pose(*rig, "right forearm pronation=10");
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("missing"), std::string::npos) << missing.error().message;
}

TEST(MakeRig, WithoutRibsTheScapulaTurnsFreely) {
    anatomy::Landmarks landmarks = test::make_arm_landmarks();
    landmarks.points.erase({"thoracic_wall", anatomy::Side::right});
    landmarks.points.erase({"thoracic_wall", anatomy::Side::left});
    const auto rig = skeleton::make_rig(*test::make_arm_bones(), landmarks, test::shipped_joints());
    EXPECT_TRUE(told(*rig, "no-wall"));
    const auto pose = parse_pose(*rig, "left scapula upward rotation=20");
    ASSERT_TRUE(pose);
    EXPECT_NE(measure_posed_body(*rig, *pose).segments[*rig->find_segment("left scapula")], glm::dmat4(1));
}

TEST(MakeRig, ABodyWithoutBonesHasOnlyATrunk) {
    const auto rig = skeleton::make_rig(anatomy::Body("nothing", "", {}), {}, test::shipped_joints());
    EXPECT_EQ(rig->segments.size(), 1u);
    EXPECT_TRUE(rig->coordinates.empty());
    EXPECT_TRUE(measure_posed_body(*rig, make_rest_pose(*rig)).segments.size() == 1);
}

}  // namespace
}  // namespace smrt::skeleton
