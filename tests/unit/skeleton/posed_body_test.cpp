// Where bones go: rest is exact, words move the right way, sides mirror, rhythm adds up.
#include <gtest/gtest.h>

#include <cmath>

#include "geometry/units.h"
#include "skeleton/pose.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

using anatomy::Side;
using geometry::k_degree;

glm::dvec3 landmark(const Rig& rig, const std::string& id, Side side) {
    return rig.landmarks.find(id, side)->position;
}

/// A landmark carried by a segment under a pose.
glm::dvec3 carried(const Rig& rig, const PosedBody& posed, const std::string& segment, const std::string& id, Side side) {
    const std::string name = std::string(anatomy::name_of(side)) + " " + segment;
    return glm::dvec3(posed.segments[*rig.find_segment(name)] * glm::dvec4(landmark(rig, id, side), 1));
}

PosedBody posed(const Rig& rig, const std::string& text) {
    const auto pose = parse_pose(rig, text);
    EXPECT_TRUE(pose) << pose.error().text();
    return measure_posed_body(rig, *pose);
}

/// How far a landmark moves from rest.
glm::dvec3 moved(const Rig& rig, const std::string& text, const std::string& segment, const std::string& id, Side side = Side::right) {
    return carried(rig, posed(rig, text), segment, id, side) - landmark(rig, id, side);
}

TEST(PosedBody, RestIsExactlyTheIdentity) {
    const auto rig = test::make_arm_rig();
    ASSERT_EQ(rig->segments.size(), 13u);
    for (const glm::dmat4& segment : measure_posed_body(*rig, make_rest_pose(*rig)).segments) EXPECT_EQ(segment, glm::dmat4(1));
}

TEST(PosedBody, ForwardAndBackReturnsExactly) {
    const auto rig = test::make_arm_rig();
    Pose pose = *parse_pose(*rig, "right shoulder flexion=100; right scapula protraction=10; right elbow flexion=80");
    EXPECT_NE(measure_posed_body(*rig, pose), measure_posed_body(*rig, make_rest_pose(*rig)));
    for (double& value : pose.values) value = 0;
    for (const glm::dmat4& segment : measure_posed_body(*rig, pose).segments) EXPECT_EQ(segment, glm::dmat4(1));
}

TEST(PosedBody, SegmentsStayRigid) {
    const auto rig = test::make_arm_rig();
    const PosedBody body = posed(*rig,
                                 "right shoulder abduction=110; right shoulder external rotation=40; right elbow flexion=70; "
                                 "right forearm pronation=50; right scapula elevation=12; right wrist flexion=30");
    for (const glm::dmat4& segment : body.segments) {
        const glm::dmat3 turn(segment);
        const glm::dmat3 product = glm::transpose(turn) * turn;
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j) EXPECT_NEAR(product[i][j], i == j ? 1 : 0, 1e-12);
        EXPECT_NEAR(glm::determinant(turn), 1, 1e-12);
    }
}

TEST(PosedBody, JointsStayTogether) {
    const auto rig = test::make_arm_rig();
    const PosedBody body =
        posed(*rig, "right shoulder flexion=130; right elbow flexion=90; right forearm pronation=60; right scapula retraction=8");
    for (const Joint& joint : rig->joints) {
        const glm::dvec4 centre(joint.centre, 1);
        EXPECT_LT(glm::length(glm::dvec3(body.segments[joint.parent] * centre - body.segments[joint.child] * centre)), 1e-12) << joint.id;
    }
}

TEST(PosedBody, LeftIsTheMirrorImageOfRight) {
    const auto rig = test::make_arm_rig();
    const std::string words =
        "shoulder flexion SIDE=70; shoulder abduction SIDE=40; shoulder horizontal adduction SIDE=25; "
        "shoulder internal rotation SIDE=30; scapula elevation SIDE=10; scapula protraction SIDE=8; "
        "scapula anterior tilt SIDE=6; elbow flexion SIDE=95; elbow valgus SIDE=2; forearm pronation SIDE=35; "
        "wrist extension SIDE=25; wrist ulnar deviation SIDE=12; humerus axial compression mm SIDE=2";
    const auto text = [&](const std::string& side) {
        std::string out = words;
        for (std::size_t at = out.find("SIDE"); at != std::string::npos; at = out.find("SIDE")) out.replace(at, 4, side);
        return out;
    };
    const PosedBody right = posed(*rig, text("right"));
    const PosedBody left = posed(*rig, text("left"));
    const std::vector<std::pair<std::string, std::string>> points = {{"clavicle", "acromioclavicular_centre"},
                                                                     {"scapula", "scapula_inferior_angle"},
                                                                     {"humerus", "humerus_lateral_epicondyle"},
                                                                     {"ulna", "ulnar_styloid"},
                                                                     {"radius", "radial_styloid"},
                                                                     {"distal carpal row", "mc3_head"}};
    for (const auto& [segment, id] : points) {
        const glm::dvec3 a = carried(*rig, right, segment, id, Side::right);
        const glm::dvec3 b = carried(*rig, left, segment, id, Side::left) * glm::dvec3(-1, 1, 1);
        EXPECT_GT(glm::length(a - landmark(*rig, id, Side::right)), 1e-3) << id;
        EXPECT_LT(glm::length(a - b), 1e-9) << id;
    }
}

struct Sign {
    const char* words;  ///< movement on the right
    const char* segment;
    const char* landmark;
    glm::dvec3 toward;  ///< the landmark must move this way; right side: -x lateral
};

class MovementSigns : public testing::TestWithParam<Sign> {};

TEST_P(MovementSigns, WordMovesTheBoneTheWayItSays) {
    const auto rig = test::make_arm_rig();
    const Sign& sign = GetParam();
    EXPECT_GT(glm::dot(moved(*rig, sign.words, sign.segment, sign.landmark), sign.toward), 0.001) << sign.words;
}

INSTANTIATE_TEST_SUITE_P(
    Arm, MovementSigns,
    testing::Values(Sign{"right shoulder flexion=40", "distal carpal row", "mc3_head", {0, 0, 1}},
                    Sign{"right shoulder flexion=170", "distal carpal row", "mc3_head", {0, 1, 0}},
                    Sign{"right shoulder extension=40", "distal carpal row", "mc3_head", {0, 0, -1}},
                    Sign{"right shoulder abduction=60", "distal carpal row", "mc3_head", {-1, 0, 0}},
                    Sign{"right shoulder adduction=10", "distal carpal row", "mc3_head", {1, 0, 0}},
                    Sign{"right shoulder flexion=80; right shoulder horizontal adduction=30", "humerus", "elbow_centre", {1, 0, 0}},
                    Sign{"right shoulder abduction=80; right shoulder horizontal abduction=30", "humerus", "elbow_centre", {0, 0, -1}},
                    Sign{"right shoulder external rotation=50", "humerus", "humerus_lateral_epicondyle", {0, 0, -1}},
                    Sign{"right shoulder internal rotation=50", "humerus", "humerus_lateral_epicondyle", {0, 0, 1}},
                    Sign{"right scapula elevation=15", "scapula", "acromial_angle", {0, 1, 0}},
                    Sign{"right scapula depression=5", "scapula", "acromial_angle", {0, -1, 0}},
                    Sign{"right scapula protraction=12", "scapula", "acromial_angle", {0, 0, 1}},
                    Sign{"right scapula protraction=12", "scapula", "scapula_inferior_angle", {-1, 0, 0}},
                    Sign{"right scapula retraction=12", "scapula", "scapula_inferior_angle", {1, 0, 0}},
                    Sign{"right scapula upward rotation=20", "scapula", "scapula_inferior_angle", {-1, 0, 0}},
                    Sign{"right scapula downward rotation=8", "scapula", "scapula_inferior_angle", {1, 0, 0}},
                    Sign{"right scapula anterior tilt=10", "scapula", "scapula_inferior_angle", {0, 0, -1}},
                    Sign{"right scapula anterior tilt=10", "scapula", "coracoid_process", {0, -1, 0}},
                    Sign{"right scapula posterior tilt=10", "scapula", "scapula_inferior_angle", {0, 0, 1}},
                    Sign{"right scapula internal rotation=10", "scapula", "scapular_spine_root", {0, 0, -1}},
                    Sign{"right clavicle inferior glide mm=3", "clavicle", "acromioclavicular_centre", {0, -1, 0}},
                    Sign{"right clavicle medial compression mm=2", "clavicle", "acromioclavicular_centre", {1, 0, 0}},
                    Sign{"right humerus axial compression mm=3", "humerus", "elbow_centre", {0, 1, 0}},
                    Sign{"right elbow flexion=90", "distal carpal row", "mc3_head", {0, 0, 1}},
                    Sign{"right elbow flexion=120", "distal carpal row", "mc3_head", {0, 1, 0}},
                    Sign{"right elbow extension=0", "distal carpal row", "mc3_head", {0, 0, -1}},
                    Sign{"right elbow valgus=5", "distal carpal row", "mc3_head", {-1, 0, 0}},
                    Sign{"right elbow varus=5", "distal carpal row", "mc3_head", {1, 0, 0}},
                    Sign{"right forearm pronation=0", "radius", "radial_styloid", {0, 0, 1}},
                    Sign{"right forearm pronation=70", "radius", "radial_styloid", {1, 0, 0}},
                    Sign{"right radius distal glide mm=2", "radius", "radial_styloid", {0, -1, 0}},
                    Sign{"right wrist flexion=60", "distal carpal row", "mc3_head", {0, 0, 1}},
                    Sign{"right wrist extension=50", "distal carpal row", "mc3_head", {0, 0, -1}},
                    Sign{"right wrist ulnar deviation=25", "distal carpal row", "mc3_head", {1, 0, 0}},
                    Sign{"right wrist radial deviation=15", "distal carpal row", "mc3_head", {-1, 0, 0}}));

/// Angle of the arm against the hanging line, degrees.
double raise_of(const Rig& rig, const PosedBody& body) {
    const glm::dvec3 arm =
        carried(rig, body, "humerus", "elbow_centre", Side::right) - carried(rig, body, "humerus", "humeral_head_centre", Side::right);
    return std::acos(glm::dot(glm::normalize(arm), glm::dvec3(0, -1, 0))) / k_degree;
}

/// Turn of the scapula in its own plane against rest, degrees.
double upward_rotation_of(const Rig& rig, const PosedBody& body) {
    const std::uint32_t upward = *rig.find_coordinate("right scapula rotation");
    const glm::dvec3 axis = rig.coordinates[upward].axis;
    const glm::dmat3 turn(body.segments[*rig.find_segment("right scapula")]);
    // Twist of the whole turn about the axis of upward rotation.
    const double w = std::sqrt(std::max(0.0, 1 + turn[0][0] + turn[1][1] + turn[2][2])) / 2;
    const glm::dvec3 v = glm::dvec3(turn[1][2] - turn[2][1], turn[2][0] - turn[0][2], turn[0][1] - turn[1][0]) / (4 * w);
    return 2 * std::atan2(glm::dot(v, axis), w) / k_degree;
}

TEST(ScapulohumeralRhythm, TheWholeShoulderReachesTheAngleAskedFor) {
    const auto rig = test::make_arm_rig();
    for (const double angle : {20.0, 60.0, 90.0, 120.0, 150.0}) {
        const std::string value = std::to_string(angle);
        EXPECT_NEAR(raise_of(*rig, posed(*rig, "right shoulder abduction=0; right shoulder flexion=" + value)), angle, 1e-6);
        EXPECT_NEAR(raise_of(*rig, posed(*rig, "right shoulder flexion=0; right shoulder abduction=" + value)), angle, 1e-6);
    }
}

TEST(ScapulohumeralRhythm, AFullRaiseTakesSixtyDegreesFromTheScapula) {
    const auto rig = test::make_arm_rig();
    const std::uint32_t upward = *rig->find_coordinate("right scapula rotation");
    const Pose full = *parse_pose(*rig, "right shoulder flexion=0; right shoulder abduction=180");
    EXPECT_NEAR(measure_coupled_values(*rig, full)[upward] / k_degree, 60, 0.5);
    EXPECT_NEAR(upward_rotation_of(*rig, measure_posed_body(*rig, full)), 60, 12);
}

TEST(ScapulohumeralRhythm, TheScapulaHardlyMovesInTheSettingPhase) {
    const auto rig = test::make_arm_rig();
    const std::uint32_t upward = *rig->find_coordinate("right scapula rotation");
    const auto share = [&](const std::string& text) { return measure_coupled_values(*rig, *parse_pose(*rig, text))[upward] / k_degree; };
    EXPECT_LT(share("right shoulder flexion=0; right shoulder abduction=30"), 4.5);
    EXPECT_LT(share("right shoulder abduction=0; right shoulder flexion=60"), 8.5);
    EXPECT_GT(share("right shoulder flexion=0; right shoulder abduction=90"), 20);
    EXPECT_NEAR(share("right shoulder extension=40"), 0, 0.5);
}

TEST(ScapulohumeralRhythm, TheShareOfTheScapulaIsSmooth) {
    const auto rig = test::make_arm_rig();
    const std::uint32_t upward = *rig->find_coordinate("right scapula rotation");
    const std::uint32_t abduction = *rig->find_coordinate("right shoulder abduction");
    const auto share = [&](double degrees) {
        Pose pose = make_rest_pose(*rig);
        pose.values[abduction] = degrees * k_degree;
        return measure_coupled_values(*rig, pose)[upward] / k_degree;
    };
    double before = share(1) - share(0);
    for (int degrees = 1; degrees < 160; ++degrees) {
        const double slope = share(degrees + 1) - share(degrees);
        EXPECT_LT(std::abs(slope - before), 0.02) << "jump in rate at " << degrees;
        before = slope;
    }
}

TEST(ScapulaOnRibs, TheMedialBorderKeepsNearItsHeightOverTheWall) {
    const auto rig = test::make_arm_rig();
    const Wall& wall = *rig->joints[*rig->find_joint("right acromioclavicular")].wall;
    const double size = (wall.radii.x + wall.radii.y + wall.radii.z) / 3;
    const auto height = [&](const glm::dvec3& p) { return size * glm::length((p - wall.centre) / wall.radii); };
    for (const char* text : {"right shoulder flexion=90", "right shoulder abduction=90", "right scapula protraction=15",
                             "right scapula elevation=20", "right scapula retraction=15"})
        for (const char* id : {"scapular_spine_root", "scapula_inferior_angle"}) {
            const double change =
                height(carried(*rig, posed(*rig, text), "scapula", id, Side::right)) - height(landmark(*rig, id, Side::right));
            EXPECT_LT(std::abs(change), 0.012) << text << " " << id;
        }
}

}  // namespace
}  // namespace smrt::skeleton
