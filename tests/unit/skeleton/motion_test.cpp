// Motions in time and as OpenSim files: round trips, units, names, damage, smooth blending.
#include "skeleton/motion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "geometry/units.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

using geometry::k_degree;

const Rig& arm_rig() {
    static const auto rig = test::make_arm_rig();
    return *rig;
}

Pose pose_of(const std::string& text) {
    const auto pose = parse_pose(arm_rig(), text);
    EXPECT_TRUE(pose) << (pose ? "" : pose.error().text());
    return pose ? *pose : make_rest_pose(arm_rig());
}

std::uint32_t coordinate_of(const std::string& id) {
    const auto found = arm_rig().find_coordinate(id);
    EXPECT_TRUE(found) << id;
    return found.value_or(0);
}

double reading(const Pose& pose, const std::string& id) {
    return reading_of(arm_rig(), pose, coordinate_of(id));
}

Motion make_motion() {
    return {{0.1, 0.5, 1.25, 2},
            {pose_of("right elbow flexion=30"), pose_of("right elbow flexion=97.123456789; left shoulder abduction=40"),
             pose_of("right elbow flexion=100; right humerus axial compression mm=1.5"), pose_of("right elbow flexion=20")}};
}

Motion read_well(const std::string& text, base::Findings* ignored = nullptr) {
    const auto motion = read_mot(arm_rig(), text, ignored);
    EXPECT_TRUE(motion) << (motion ? "" : motion.error().text());
    return motion ? *motion : Motion{{0}, {make_rest_pose(arm_rig())}};
}

std::string fault_of(const std::string& text) {
    const auto motion = read_mot(arm_rig(), text);
    EXPECT_FALSE(motion) << text;
    if (motion) return "";
    EXPECT_EQ(motion.error().code, base::ErrorCode::bad_data);
    return motion.error().text();
}

void expect_says(const std::string& text, std::initializer_list<std::string> parts) {
    const std::string fault = fault_of(text);
    for (const std::string& part : parts) EXPECT_NE(fault.find(part), std::string::npos) << part << " not in: " << fault;
}

TEST(MotionFile, ReadsBackWhatWasWritten) {
    const Motion motion = make_motion();
    const Motion again = read_well(write_mot(arm_rig(), motion, "elbow"));
    ASSERT_EQ(again.seconds, motion.seconds);
    ASSERT_EQ(again.poses.size(), motion.poses.size());
    for (std::size_t key = 0; key < motion.poses.size(); ++key)
        for (std::uint32_t i = 0; i < motion.poses[key].values.size(); ++i) {
            const double wanted = reading_of(arm_rig(), motion.poses[key], i), got = reading_of(arm_rig(), again.poses[key], i);
            EXPECT_NEAR(got, wanted, 1e-9 * std::max(1.0, std::abs(wanted))) << arm_rig().coordinates[i].id << " at key " << key;
        }
}

TEST(MotionFile, HeaderAndColumnsAreThoseOfOpenSim) {
    const std::string text = write_mot(arm_rig(), make_motion(), "two\nlines");
    const std::string head = "two lines\nversion=1\nnRows=4\nnColumns=4\ninDegrees=yes\nendheader\ntime\t";
    EXPECT_EQ(text.substr(0, head.size()), head);
    for (const char* name : {"\telbow_flexion_r", "\tshoulder_abduction_l", "\thumerus_axial_compression_r"})
        EXPECT_NE(text.find(name), std::string::npos) << name;
    EXPECT_EQ(text.find("elbow_flexion_l"), std::string::npos) << "a coordinate that stays at rest needs no column";
}

TEST(MotionFile, MillimetresAreWrittenAsMetres) {
    const Motion motion{{0}, {pose_of("right humerus axial compression mm=1.5")}};
    const std::string text = write_mot(arm_rig(), motion, "push");
    EXPECT_NE(text.find("endheader\ntime\thumerus_axial_compression_r\n0\t0.0015\n"), std::string::npos) << text;
    const Motion again = read_well("push\ninDegrees=no\nendheader\ntime\thumerus_axial_compression_r\n0\t0.0015\n");
    EXPECT_NEAR(reading(again.poses[0], "right humerus axial compression"), 1.5, 1e-9) << "metres in files of radians too";
}

TEST(MotionFile, RadiansAreUnderstood) {
    const Motion motion = read_well("m\nnRows=1\nindegrees=No\nendheader\ntime\telbow_flexion_r\n0\t1.5\n");
    EXPECT_NEAR(reading(motion.poses[0], "right elbow flexion"), 1.5 / k_degree, 1e-9);
}

TEST(MotionFile, OldHeadersBlanksCommentsAndWindowsLineEnds) {
    const Motion motion = read_well(
        "name old.mot\r\nDataColumns 3\r\ndatarows 2\r\nrange 0 1\r\n# by hand\r\nEndHeader\r\n\r\n"
        "  time   elbow_flexion_r \t elbow_flexion_l\r\n// a comment\r\n 0.0  10   +2.0e1\r\n\r\n 1.0\t30 40\r\n");
    ASSERT_EQ(motion.seconds, (std::vector<double>{0, 1}));
    EXPECT_NEAR(reading(motion.poses[0], "left elbow flexion"), 20, 1e-9);
    EXPECT_NEAR(reading(motion.poses[1], "right elbow flexion"), 30, 1e-9);
    EXPECT_EQ(motion.poses[1].values[coordinate_of("right shoulder flexion")], 0) << "without a column: at rest";
}

TEST(MotionFile, NamesAndSignsOfOpenSim) {
    base::Findings ignored;
    const Motion motion = read_well(
        "Coordinates\ninDegrees=yes\nendheader\narm_flex_r\tarm_add_r\tarm_rot_l\telbow_flex_l\tpro_sup_r\ttime\n20\t-30\t10\t45\t70\t0\n",
        &ignored);
    EXPECT_TRUE(ignored.list.empty());
    EXPECT_NEAR(reading(motion.poses[0], "right shoulder flexion"), 20, 1e-9);
    EXPECT_NEAR(reading(motion.poses[0], "right shoulder abduction"), 30, 1e-9);
    EXPECT_NEAR(reading(motion.poses[0], "left shoulder external rotation"), -10, 1e-9);
    EXPECT_NEAR(reading(motion.poses[0], "left elbow flexion"), 45, 1e-9);
    EXPECT_NEAR(reading(motion.poses[0], "right forearm pronation"), -20, 1e-9) << "OpenSim counts from full supination";
}

TEST(MotionFile, UnknownAndRepeatedColumnsAreTold) {
    base::Findings ignored;
    const Motion motion =
        read_well("m\nendheader\ntime\tlumbar_extension\telbow_flexion_r\tknee_angle_r\telbow_flex_r\n0\tnan\t50\t3\t60\n", &ignored);
    EXPECT_NEAR(reading(motion.poses[0], "right elbow flexion"), 50, 1e-9);
    ASSERT_EQ(ignored.list.size(), 3u);
    for (const base::Finding& finding : ignored.list) EXPECT_EQ(finding.severity, base::Severity::note) << finding.what;
    EXPECT_EQ(ignored.list[0].code, "unknown-column");
    EXPECT_NE(ignored.list[0].what.find("lumbar_extension"), std::string::npos);
    EXPECT_EQ(ignored.list[1].code, "unknown-column") << "known to OpenSim, but these arms have no knee";
    EXPECT_EQ(ignored.list[2].code, "repeated-column");
}

TEST(MotionFile, ValuesAreLimitedAndToldOnce) {
    base::Findings ignored;
    const Motion motion = read_well("m\nendheader\ntime\telbow_flexion_r\n0\t400\n1\t410\n2\t90\n", &ignored);
    EXPECT_NEAR(reading(motion.poses[1], "right elbow flexion"), 150, 1e-9);
    ASSERT_EQ(ignored.list.size(), 1u);
    EXPECT_EQ(ignored.list[0].code, "out-of-range");
}

TEST(MotionFile, DamagedFilesNameTheLineAndTheValue) {
    const std::string head = "m\nendheader\ntime\telbow_flexion_r\n";
    expect_says("", {"endheader"});
    expect_says("m\ntime\telbow_flexion_r\n0\t1\n", {"endheader"});
    expect_says("m\nendheader\n", {"time"});
    expect_says("m\nendheader\nelbow_flexion_r\n1\n", {"line 3", "`time`"});
    expect_says("m\ninDegrees=perhaps\nendheader\ntime\n0\n", {"line 2", "perhaps"});
    expect_says(head, {"no rows"});
    expect_says(head + "0\t1\n0.5\n", {"line 5", "1 numbers for 2 columns"});
    expect_says(head + "0\t1\n0.5\t2\t3\n", {"line 5", "3 numbers for 2 columns"});
    for (const std::string word : {"much", "nan", "inf", "1,5", "12x", "1e999"})
        expect_says(head + "0\t1\n0.5\t" + word + "\n", {"line 5", "`" + word + "`", "elbow_flexion_r"});
    expect_says(head + "0\t1\n0.5\t2\n0.5\t3\n", {"line 6", "0.5"});
    expect_says(head + "0\t1\n-1\t2\n", {"line 5", "-1"});
}

TEST(MotionInTime, KeysAreExactAndHeldOutside) {
    const Motion motion = make_motion();
    for (std::size_t key = 0; key < motion.seconds.size(); ++key) EXPECT_EQ(pose_at(motion, motion.seconds[key]), motion.poses[key]) << key;
    EXPECT_EQ(pose_at(motion, -5), motion.poses.front());
    EXPECT_EQ(pose_at(motion, 50), motion.poses.back());
    EXPECT_EQ(pose_at(motion, std::nan("")), motion.poses.front());
    const Motion one{{1}, {motion.poses[1]}};
    for (const double seconds : {0.0, 1.0, 2.0}) EXPECT_EQ(pose_at(one, seconds), motion.poses[1]);
}

TEST(MotionInTime, NeverLeavesTheValuesOfTheKeysAround) {
    const Motion motion = make_motion();
    for (std::size_t key = 0; key + 1 < motion.seconds.size(); ++key)
        for (int step = 0; step <= 200; ++step) {
            const double t = step / 200.0;
            const Pose pose = pose_at(motion, motion.seconds[key] * (1 - t) + motion.seconds[key + 1] * t);
            for (std::size_t i = 0; i < pose.values.size(); ++i) {
                const auto [low, high] = std::minmax(motion.poses[key].values[i], motion.poses[key + 1].values[i]);
                ASSERT_TRUE(low <= pose.values[i] && pose.values[i] <= high) << arm_rig().coordinates[i].id << " after key " << key;
            }
        }
}

TEST(MotionInTime, GoesOneWayBetweenTwoKeys) {
    const Motion motion = make_motion();
    const std::uint32_t elbow = coordinate_of("right elbow flexion");
    double last = motion.poses[0].values[elbow];
    for (int step = 1; step <= 500; ++step) {  // bends from the first key to the third
        const double now = pose_at(motion, 0.1 + (1.25 - 0.1) * step / 500).values[elbow];
        ASSERT_GE(now, last - 1e-12) << step;
        last = now;
    }
}

TEST(MotionInTime, SpeedIsContinuousAtTheKeys) {
    const Motion motion = make_motion();
    constexpr double k_step = 1e-6;  // seconds
    for (const double key : motion.seconds) {
        const Pose before = pose_at(motion, key - k_step), at = pose_at(motion, key), after = pose_at(motion, key + k_step);
        for (std::size_t i = 0; i < at.values.size(); ++i) {
            const double left = (at.values[i] - before.values[i]) / k_step, right = (after.values[i] - at.values[i]) / k_step;
            EXPECT_NEAR(left, right, 1e-3) << arm_rig().coordinates[i].id << " at " << key;
        }
    }
    const std::uint32_t elbow = coordinate_of("right elbow flexion");
    const double speed = (pose_at(motion, 0.5 + k_step).values[elbow] - motion.poses[1].values[elbow]) / k_step;
    EXPECT_GT(speed, 0.01) << "passing through a key on the way does not stop there";
}

}  // namespace
}  // namespace smrt::skeleton
