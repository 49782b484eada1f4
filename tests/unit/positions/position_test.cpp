// Positions of ease: the shipped ones, their poses, and the course of time.
#include "positions/position.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "support/synthetic_arm.h"

namespace smrt::positions {
namespace {

using anatomy::Side;

std::vector<Position> shipped(base::Findings& findings) {
    return read_positions(SMRT_ROOT "/assets/positions", findings);
}

bool has(const base::Findings& findings, const std::string& code) {
    for (const base::Finding& finding : findings.list)
        if (finding.code == code) return true;
    return false;
}

/// Reads one position from text through a file, as the program does.
std::vector<Position> read_text(const std::string& toml, base::Findings& findings) {
    const auto folder = std::filesystem::path(testing::TempDir()) / "smrt_positions" / "arm";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "test.toml") << toml;
    auto read = read_positions(folder.parent_path(), findings);
    std::filesystem::remove_all(folder.parent_path());
    return read;
}

const std::string k_text = R"(name = "T"
target = "t"
client_posture = "supine"
monitor_point = "m"
contacts = "c"
direction = "d"
for_client = "p"
for_student = "s"
claim = "anatomy"
sources = ["own"]
hold_seconds = 30
[joints]
"elbow flexion" = 90
)";

TEST(ShippedPositions, AllFiveLoadWithTextsSourcesAndWordsInsideTheirRange) {
    base::Findings findings;
    const auto positions = shipped(findings);
    findings.append(check_positions(positions, test::shipped_joints(), {}));
    EXPECT_TRUE(findings.list.empty()) << findings.list[0].place << ": " << findings.list[0].what;
    ASSERT_GE(positions.size(), 5u);
    int wanted = 0;
    for (const Position& position : positions) {
        for (const char* id : {"long_head_of_biceps_brachii", "pectoralis_minor", "subscapularis"}) wanted += position.id == id;
        EXPECT_GE(position.hold_seconds, 20) << position.id;
        EXPECT_LE(position.hold_seconds, 45) << position.id;
        EXPECT_GT(position.way_out_seconds, position.way_in_seconds) << position.id;
        EXPECT_GT(position.for_client.size(), 60u) << position.id;
        EXPECT_GT(position.for_student.size(), 120u) << position.id;
        EXPECT_FALSE(position.cautions.empty()) << position.id;
    }
    EXPECT_EQ(wanted, 3);
}

TEST(ShippedPositions, EveryPoseIsReachedOnBothSidesWithoutLimiting) {
    const auto rig = test::make_arm_rig();
    base::Findings findings;
    for (const Position& position : shipped(findings))
        for (const Side side : {Side::right, Side::left}) {
            base::Findings limited;
            const auto pose = hold_pose(*rig, position, side, limited);
            ASSERT_TRUE(pose) << pose.error().text();
            EXPECT_TRUE(limited.list.empty()) << limited.list[0].what;
            EXPECT_EQ(pose->posture, skeleton::parse_posture(position.client_posture));
            const skeleton::Pose rest = skeleton::make_rest_pose(*rig, pose->posture);
            EXPECT_NE(*pose, rest);
            for (std::size_t i = 0; i < pose->values.size(); ++i)
                EXPECT_TRUE(rig->coordinates[i].side == side || pose->values[i] == rest.values[i])
                    << position.id << " moves " << rig->coordinates[i].id;
        }
}

/// A point of the resting right arm and the segment that carries it.
struct Carried {
    const char* segment;
    glm::dvec3 point;
};

/// How much two points come nearer in a position, metres.
double approach(const std::string& id, const Carried& a, const Carried& b) {
    const auto rig = test::make_arm_rig();
    base::Findings findings;
    for (const Position& position : shipped(findings)) {
        if (position.id != id) continue;
        const auto posed = skeleton::measure_posed_body(*rig, *hold_pose(*rig, position, Side::right, findings));
        const auto now = [&](const Carried& c) {
            return glm::dvec3(posed.segments[*rig->find_segment(c.segment)] * glm::dvec4(c.point, 1));
        };
        return glm::length(a.point - b.point) - glm::length(now(a) - now(b));
    }
    ADD_FAILURE() << id << " is missing";
    return 0;
}

TEST(ShippedPositions, BringTheEndsOfTheirTargetTogether) {
    const auto at = [](const char* id) { return test::right_arm_landmarks().at(id); };
    const glm::dvec3 fourth_rib_front(-0.10, 1.23, 0.17), radial_tuberosity(-0.226, 1.005, 0.077), middle_of_radius(-0.257, 0.92, 0.09);
    const glm::dvec3 subscapular_fossa(-0.09, 1.26, 0.03), lesser_tubercle(-0.165, 1.314, 0.100);
    const glm::dvec3 infraspinous_fossa(-0.09, 1.25, 0.01), greater_tubercle_back(-0.182, 1.325, 0.065);
    EXPECT_GT(approach("long_head_of_biceps_brachii", {"right scapula", at("coracoid_process")}, {"right radius", radial_tuberosity}),
              0.05);
    EXPECT_GT(approach("pectoralis_minor", {"right scapula", at("coracoid_process")}, {"trunk", fourth_rib_front}), 0.01);
    EXPECT_GT(approach("subscapularis", {"right scapula", subscapular_fossa}, {"right humerus", lesser_tubercle}), 0.004);
    EXPECT_GT(approach("infraspinatus", {"right scapula", infraspinous_fossa}, {"right humerus", greater_tubercle_back}), 0.004);
    EXPECT_GT(approach("pronator_teres", {"right humerus", at("humerus_medial_epicondyle")}, {"right radius", middle_of_radius}), 0.01);
}

TEST(PositionText, FaultsLeaveTheFileOutAndAreTold) {
    base::Findings none;
    ASSERT_EQ(read_text(k_text, none).size(), 1u);
    EXPECT_TRUE(none.list.empty()) << none.list[0].what;
    base::Findings claim;
    std::string text = k_text;
    text.replace(text.find("anatomy"), 7, "proven!");
    EXPECT_TRUE(read_text(text, claim).empty());
    EXPECT_TRUE(has(claim, "unknown-claim"));
    base::Findings fast;
    EXPECT_TRUE(read_text("way_in_seconds = 9\n" + k_text, fast).empty());
    EXPECT_TRUE(has(fast, "way-out"));
    base::Findings joints;
    EXPECT_TRUE(read_text(k_text.substr(0, k_text.find("[joints]")), joints).empty());
    EXPECT_TRUE(has(joints, "no-joints"));
    base::Findings hold;
    text = k_text;
    text.replace(text.find("= 30"), 4, "= 90");
    EXPECT_EQ(read_text(text, hold).size(), 1u);
    EXPECT_TRUE(has(hold, "hold-length"));
}

TEST(PositionCheck, UnknownWordsTargetsAndRangesAreFound) {
    base::Findings ignored;
    auto positions = read_text(k_text, ignored);
    positions[0].joints = {{"elbow flexoin", 90}, {"elbow flexion", 170}};
    const auto findings = check_positions(positions, test::shipped_joints(), {"tt", "biceps"});
    EXPECT_TRUE(has(findings, "unknown-word"));
    EXPECT_TRUE(has(findings, "out-of-range"));
    EXPECT_TRUE(has(findings, "unknown-target"));
}

TEST(HoldPose, AWordTheBodyLacksIsAnError) {
    const auto rig = test::make_arm_rig();
    base::Findings findings;
    Position position;
    position.id = "x";
    position.joints = {{"hip flexion", 20}};
    const auto pose = hold_pose(*rig, position, Side::right, findings);
    ASSERT_FALSE(pose);
    EXPECT_NE(pose.error().text().find("hip flexion"), std::string::npos);
}

TEST(Timeline, StagesFollowEachOther) {
    const Timeline timeline{4, 30, 6};
    EXPECT_EQ(stage_at(timeline, 0), Stage::way_in);
    EXPECT_EQ(stage_at(timeline, 4), Stage::hold);
    EXPECT_EQ(stage_at(timeline, 33.9), Stage::hold);
    EXPECT_EQ(stage_at(timeline, 34), Stage::way_out);
    EXPECT_EQ(timeline.duration(), 40);
    Position position;
    position.hold_seconds = 30;
    EXPECT_EQ(timeline_of(position).hold, 30);
    EXPECT_EQ(timeline_of(position, 3).hold, 3);
}

TEST(Timeline, DepthIsRestAtBothEndsAndStillInTheHold) {
    const Timeline timeline{4, 30, 6};
    EXPECT_EQ(depth_at(timeline, 0), 0);
    EXPECT_EQ(depth_at(timeline, -1), 0);
    EXPECT_EQ(depth_at(timeline, 40), 0);
    EXPECT_EQ(depth_at(timeline, 99), 0);
    for (double t = 4; t < 34; t += 0.7) EXPECT_EQ(depth_at(timeline, t), 1);
    EXPECT_NEAR(depth_at(timeline, 2), 0.5, 1e-12);
}

TEST(Timeline, ValueSpeedAndAccelerationHaveNoJump) {
    const Timeline timeline{4, 5, 6};
    const double h = 1e-3;
    const auto depth = [&](double t) { return depth_at(timeline, t); };
    const auto speed = [&](double t) { return (depth(t + h) - depth(t - h)) / (2 * h); };
    const auto bend = [&](double t) { return (depth(t + h) - 2 * depth(t) + depth(t - h)) / (h * h); };
    for (double t = -0.5; t < 15.5; t += 0.01) {
        EXPECT_LT(std::abs(depth(t + 0.01) - depth(t)), 0.006) << t;
        EXPECT_LT(std::abs(speed(t + 0.01) - speed(t)), 0.006) << t;
        EXPECT_LT(std::abs(bend(t + 0.01) - bend(t)), 0.025) << t;
    }
}

TEST(Timeline, TheWayOutIsNeverFasterThanTheWayIn) {
    base::Findings findings;
    for (const Position& position : shipped(findings)) {
        const Timeline timeline = timeline_of(position);
        double fastest_in = 0, fastest_out = 0;
        for (double t = 0; t < timeline.duration(); t += 0.01) {
            const double change = std::abs(depth_at(timeline, t + 0.01) - depth_at(timeline, t));
            double& fastest = t < timeline.way_in ? fastest_in : fastest_out;
            fastest = std::max(fastest, change);
        }
        EXPECT_LT(fastest_out, fastest_in) << position.id;
    }
}

TEST(Timeline, NoHoldAndNoWayOutStayDefined) {
    EXPECT_EQ(depth_at({4, 0, 6}, 4), 1);
    EXPECT_EQ(depth_at({4, 1, 0}, 5), 0);
}

}  // namespace
}  // namespace smrt::positions
