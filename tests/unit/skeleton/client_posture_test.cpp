// The client lies, sits and stands; lying changes no length.
#include "skeleton/client_posture.h"

#include <gtest/gtest.h>

#include "geometry/level_builder.h"
#include "skeleton/lay_at_ease.h"
#include "skeleton/pose.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

/// A rig of one segment whose only bone is a small box in the pelvis.
Rig make_rig() {
    Rig rig;
    rig.segments = {{"pelvis", k_no_joint, {}}};
    rig.supports = {{0, true, {{-0.1, 0.8, -0.05}, {0.1, 0.8, -0.05}, {-0.1, 1.0, 0.07}, {0.1, 1.0, 0.07}}}};
    return rig;
}

glm::dvec3 posed(const Rig& rig, Posture posture, const glm::dvec3& point) {
    PosedBody body{{glm::dmat4(1)}};
    take_posture(rig, posture, body);
    return glm::dvec3(body.segments[0] * glm::dvec4(point, 1));
}

TEST(ClientPosture, NamesReadBack) {
    for (int i = 0; i < k_posture_count; ++i) EXPECT_EQ(parse_posture(name_of(static_cast<Posture>(i))), static_cast<Posture>(i));
    EXPECT_EQ(parse_posture(" Supine "), Posture::supine);
    EXPECT_EQ(parse_posture("side-lying"), Posture::right_side_lying);
    EXPECT_EQ(parse_posture("left side lying"), Posture::left_side_lying);
    EXPECT_FALSE(parse_posture("upside down"));
}

TEST(ClientPosture, StandingIsExactlyTheDeliveredBody) {
    const Rig rig = make_rig();
    EXPECT_EQ(posed(rig, Posture::standing, {0.3, 0.2, 0.1}), glm::dvec3(0.3, 0.2, 0.1));
}

TEST(ClientPosture, TheLowestPointRestsOnTheTablePadded) {
    const Rig rig = make_rig();
    for (const Posture posture : {Posture::supine, Posture::prone, Posture::right_side_lying, Posture::left_side_lying}) {
        double lowest = 10;
        for (const glm::dvec3& point : rig.supports[0].points) lowest = std::min(lowest, posed(rig, posture, point).y);
        EXPECT_NEAR(lowest, k_table_height + k_padding, 1e-9) << name_of(posture);
    }
}

TEST(ClientPosture, TheSideThatIsNamedLiesDown) {
    const Rig rig = make_rig();
    const glm::dvec3 middle(0, 0.9, 0), front(0, 0.9, 0.1), right(-0.1, 0.9, 0), head(0, 1.6, 0);
    const auto higher = [&](Posture posture, const glm::dvec3& point) {
        return posed(rig, posture, point).y - posed(rig, posture, middle).y;
    };
    EXPECT_NEAR(higher(Posture::supine, front), 0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::prone, front), -0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::right_side_lying, right), -0.1, 1e-9);
    EXPECT_NEAR(higher(Posture::left_side_lying, right), 0.1, 1e-9);
    for (const Posture posture : {Posture::supine, Posture::prone, Posture::left_side_lying}) EXPECT_NEAR(higher(posture, head), 0, 1e-9);
    EXPECT_NEAR(higher(Posture::seated, head), 0.7, 1e-9);
}

TEST(ClientPosture, PoseTextsSayIt) {
    const auto rig = test::make_arm_rig();
    const auto pose = parse_pose(*rig, "posture=prone; right elbow flexion=60");
    ASSERT_TRUE(pose) << pose.error().text();
    EXPECT_EQ(pose->posture, Posture::prone);
    const auto again = parse_pose(*rig, pose_text(*rig, *pose));
    ASSERT_TRUE(again) << again.error().text();
    EXPECT_EQ(again->posture, Posture::prone);
    const auto fault = parse_pose(*rig, "posture=flying");
    ASSERT_FALSE(fault);
    EXPECT_NE(fault.error().message.find("supine"), std::string::npos);
}

/// The arms with points of a trunk and of the lower ends of the arms that may touch a table.
Rig make_rig_that_touches() {
    Rig rig = *test::make_arm_rig();
    rig.supports = {{k_root, true, {{-0.1, 0.9, -0.05}, {0.1, 0.9, -0.05}, {-0.1, 1.4, 0.12}, {0.1, 1.4, 0.12}}}};
    for (const char* side : {"right", "left"}) {
        const double x = std::string(side) == "right" ? -0.25 : 0.25;
        rig.supports.push_back({*rig.find_segment(std::string(side) + " ulna"), false, {{x, 0.9, 0.03}}});
    }
    rig.at_ease = {};
    lay_at_ease(test::shipped_joints().postures, rig);
    return rig;
}

TEST(ClientPosture, OnlyWhatAWordMovesStopsIt) {
    Rig rig = make_rig_that_touches();
    const AtEaseTable before = rig.at_ease;
    // A part of the trunk whose name fits, and that hangs below the table.
    rig.segments.push_back({"right phalanx of toe", k_no_joint, {}});
    const auto toe = static_cast<std::uint32_t>(rig.segments.size() - 1);
    rig.joints.push_back(rig.joints.front());
    rig.joints.back().parent = k_root, rig.joints.back().child = toe, rig.joints.back().coordinates.clear();
    rig.joints.back().motion = anatomy::JointMotion::turns, rig.joints.back().mean_of.clear();
    rig.segments.back().joint = static_cast<std::uint32_t>(rig.joints.size() - 1);
    rig.supports.push_back({toe, false, {{-0.1, 0.0, 0.6}, {-0.1, 0.0, -0.6}}});
    rig.at_ease = {};
    lay_at_ease(test::shipped_joints().postures, rig);
    for (const Posture posture : {Posture::supine, Posture::prone})
        EXPECT_EQ(rig.at_ease[static_cast<std::size_t>(posture)].values, before[static_cast<std::size_t>(posture)].values)
            << name_of(posture);
}

TEST(ClientPosture, WhatSinksCarriesNoWeight) {
    Rig rig = make_rig_that_touches();
    rig.segments.push_back({"skull", k_no_joint, {}});
    rig.joints.push_back(rig.joints.front());
    rig.joints.back().parent = k_root, rig.joints.back().child = static_cast<std::uint32_t>(rig.segments.size() - 1);
    rig.joints.back().coordinates.clear(), rig.joints.back().mean_of.clear();
    rig.joints.back().motion = anatomy::JointMotion::turns;
    rig.segments.back().joint = static_cast<std::uint32_t>(rig.joints.size() - 1);
    rig.supports.push_back({rig.joints.back().child, true, {{-0.07, 1.5, 0.3}, {0.07, 1.7, 0.1}}});
    rig.at_ease = {};
    lay_at_ease(test::shipped_joints().postures, rig);
    const PosedBody posed = measure_posed_body(rig, make_rest_pose(rig, Posture::prone));
    double chest = 10;
    for (const glm::dvec3& point : rig.supports[0].points) chest = std::min(chest, (posed.segments[k_root] * glm::dvec4(point, 1)).y);
    EXPECT_NEAR(chest, k_table_height + k_padding, 1e-9);
    const AtEase& prone = rig.at_ease[static_cast<std::size_t>(Posture::prone)];
    ASSERT_TRUE(prone.ring);
    const double face = (posed.segments[rig.joints.back().child] * glm::dvec4(-0.07, 1.5, 0.3, 1)).y;
    EXPECT_LT(face, k_table_height);
    EXPECT_FALSE(rig.at_ease[static_cast<std::size_t>(Posture::supine)].ring);
}

double height_of_arm(const Rig& rig, const Pose& pose, std::size_t arm) {
    const Support& support = rig.supports[arm];
    return (measure_posed_body(rig, pose).segments[support.segment] * glm::dvec4(support.points[0], 1)).y;
}

TEST(ClientPosture, LimbsRestOnTheTable) {
    const Rig rig = make_rig_that_touches();
    Pose stiff = make_rest_pose(rig);
    for (const Posture posture : {Posture::supine, Posture::prone}) {
        stiff.posture = posture;
        for (const std::size_t arm : {1, 2}) {
            EXPECT_NEAR(height_of_arm(rig, make_rest_pose(rig, posture), arm), k_table_height + k_limb_padding, 0.002) << name_of(posture);
            EXPECT_GT(std::abs(height_of_arm(rig, stiff, arm) - k_table_height - k_limb_padding), 0.02) << name_of(posture);
        }
    }
}

TEST(ClientPosture, WordsAddToHowTheClientLies) {
    const auto rig = test::make_arm_rig();
    const Pose rest = make_rest_pose(*rig, Posture::supine);
    EXPECT_EQ(pose_text(*rig, rest), "posture=supine");
    const auto bent = parse_pose(*rig, "right elbow flexion=90; posture=supine");
    ASSERT_TRUE(bent) << bent.error().text();
    const auto elbow = *rig->find_coordinate("right elbow flexion");
    EXPECT_NEAR(reading_of(*rig, *bent, elbow), 90, 1e-9);
    for (std::uint32_t i = 0; i < rest.values.size(); ++i)
        EXPECT_TRUE(i == elbow || bent->values[i] == rest.values[i]) << rig->coordinates[i].id;
    // Who gets up keeps the bent elbow, and nothing of how the other limbs lay.
    const Pose up = in_posture(*rig, *bent, Posture::standing);
    for (std::uint32_t i = 0; i < rest.values.size(); ++i) EXPECT_EQ(up.values[i], i == elbow ? bent->values[i] : 0.0);
    EXPECT_EQ(posture_in("right elbow flexion=90; posture = Prone"), Posture::prone);
    EXPECT_EQ(posture_in("right elbow flexion=90"), Posture::standing);
}

TEST(ClientPosture, FaultyPosturesAreToldWithTheirPlace) {
    base::Findings findings;
    const auto file = base::parse_definition(
        "[[posture]]\nname = \"supine\"\nsource = \"own\"\nboth = { \"elbow flexon\" = 3 }\n"
        "[[posture]]\nname = \"prone\"\nsource = \"own\"\n[[posture.settle]]\nlimb = \"upper\"\n"
        "word = \"elbow flexion\"\nfrom = 0\nto = 3\ntouches = [\"ulna\"]\n",
        "postures.toml");
    ASSERT_TRUE(file);
    const auto postures = anatomy::parse_posture_definitions(*file, findings);
    ASSERT_EQ(postures.size(), 1u);
    ASSERT_EQ(findings.list.size(), 1u);
    EXPECT_NE(findings.list[0].what.find("upper"), std::string::npos);
    EXPECT_NE(findings.list[0].place.find("postures.toml:8"), std::string::npos) << findings.list[0].place;
    const base::Findings wrong = anatomy::check_posture_definitions(postures, {"elbow flexion"}, {"ulna"});
    ASSERT_EQ(wrong.list.size(), 1u);
    EXPECT_NE(wrong.list[0].what.find("elbow flexion"), std::string::npos);
    anatomy::PostureDefinition other;
    other.name = "supin", other.settlings = {{anatomy::PostureDefinition::Limb::both, "elbow flexion", 0, 3, {"ulnar"}, {}}};
    EXPECT_EQ(anatomy::check_posture_definitions({other}, {"elbow flexion"}, {"ulna"}).list.size(), 1u);
    Rig rig = *test::make_arm_rig();
    rig.findings = {};
    lay_at_ease({other}, rig);
    ASSERT_EQ(rig.findings.list.size(), 1u);
    EXPECT_NE(rig.findings.list[0].what.find("supin"), std::string::npos);
}

}  // namespace
}  // namespace smrt::skeleton
