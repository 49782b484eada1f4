// Landmark rules on made-up bones whose landmarks are known.
#include "body_compiler/landmarks.h"

#include <gtest/gtest.h>

#include "support/packed_mesh.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Side;

/// A "humerus" of a shaft with a ball on top, on both sides, and a "scapula" beside the right and left ball.
anatomy::Body make_arms() {
    const auto humerus =
        test::join(test::make_box({-0.21, 1.0, 0.04}, {-0.19, 1.28, 0.06}), test::make_sphere({-0.17, 1.30, 0.05}, 0.022f));
    const auto scapula = test::make_box({-0.145, 1.20, 0.0}, {-0.06, 1.34, 0.08});
    std::vector<anatomy::Part> parts;
    parts.push_back(test::make_bone("Right humerus", humerus));
    parts.push_back(test::make_bone("Left humerus", test::mirror(humerus)));
    parts.push_back(test::make_bone("Right scapula", scapula));
    parts.push_back(test::make_bone("Left scapula", test::mirror(scapula)));
    return anatomy::Body("test", "", std::move(parts));
}

anatomy::Landmarks measure(const anatomy::Body& body, const std::string& toml, base::Findings& findings) {
    const auto file = base::parse_definition(toml, "test.toml");
    EXPECT_TRUE(file);
    const auto definitions = parse_landmark_definitions(*file, findings);
    return measure_landmarks(body, definitions, findings);
}

const std::string k_head = "[[landmark]]\nid=\"x\"\nname=\"X\"\nside=\"paired\"\nsource=\"own\"\n";

TEST(MeasureLandmarks, ExtremesFollowTheSideOfTheBone) {
    base::Findings findings;
    const auto found = measure(make_arms(), k_head + "bone=\"Humerus\"\nrule=\"extreme\"\ntoward=\"lateral + inferior\"\n", findings);
    ASSERT_NE(found.find("x", Side::right), nullptr);
    const glm::dvec3 right = found.find("x", Side::right)->position;
    EXPECT_NEAR(right.x, -0.21, 1e-3);
    EXPECT_NEAR(right.y, 1.0, 1e-3);
    const glm::dvec3 left = found.find("x", Side::left)->position;
    EXPECT_LT(glm::length(left * glm::dvec3(-1, 1, 1) - right), 1e-4);
    EXPECT_TRUE(findings.list.empty());
}

TEST(MeasureLandmarks, LimitsAreFractionsOfTheBonesBox) {
    base::Findings findings;
    // The lowest point of the medial half is on the ball, not on the shaft.
    const auto found =
        measure(make_arms(), k_head + "bone=\"Humerus\"\nrule=\"extreme\"\ntoward=\"inferior\"\nwithin=\"lateral 0..0.4\"\n", findings);
    ASSERT_NE(found.find("x", Side::left), nullptr);
    EXPECT_NEAR(found.find("x", Side::left)->position.y, 1.278, 2e-3);
}

TEST(MeasureLandmarks, TheSphereOfTheHeadIgnoresTheShaft) {
    base::Findings findings;
    const auto found = measure(make_arms(), k_head + "bone=\"Humerus\"\nrule=\"sphere\"\nwithin=\"superior 0.9..1\"\n", findings);
    const auto* head = found.find("x", Side::right);
    ASSERT_NE(head, nullptr);
    EXPECT_LT(glm::length(head->position - glm::dvec3(-0.17, 1.30, 0.05)), 1e-4);
    EXPECT_NEAR(head->radius, 0.022, 1e-4);
    EXPECT_LT(head->residual, 1e-4);
}

TEST(MeasureLandmarks, TouchingIsTheFacingSurface) {
    base::Findings findings;
    const auto found = measure(make_arms(), k_head + "bone=\"Humerus\"\nrule=\"touching\"\ntouches=\"Scapula\"\ngap_mm=6\n", findings);
    const auto* facing = found.find("x", Side::right);
    ASSERT_NE(facing, nullptr);
    EXPECT_NEAR(facing->position.x, -0.149, 2e-3);
    EXPECT_NEAR(facing->position.y, 1.30, 2e-3);
}

TEST(MeasureLandmarks, MiddlesAndLevelsUseOtherLandmarksInAnyOrder) {
    base::Findings findings;
    const std::string toml =
        "[[landmark]]\nid=\"mid\"\nname=\"M\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\nrule=\"middle\"\nbetween=[\"top\","
        "\"low\"]\n"
        "[[landmark]]\nid=\"level\"\nname=\"L\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Scapula\"\nrule=\"extreme at "
        "level\"\ntoward=\"medial\"\nlevel_of=\"mid\"\ngap_mm=80\n"
        "[[landmark]]\nid=\"top\"\nname=\"T\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\nrule=\"extreme\"\ntoward=\"superior\"\n"
        "[[landmark]]\nid=\"low\"\nname=\"B\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\nrule=\"extreme\"\ntoward=\"inferior\"\n";
    const auto found = measure(make_arms(), toml, findings);
    ASSERT_NE(found.find("mid", Side::right), nullptr);
    EXPECT_NEAR(found.find("mid", Side::right)->position.y, 0.5 * (1.322 + 1.0), 1e-3);
    ASSERT_NE(found.find("level", Side::right), nullptr);
    EXPECT_NEAR(found.find("level", Side::right)->position.x, -0.06, 1e-3);
}

TEST(MeasureLandmarks, MissingBonesGiveNothingAndRulesWithoutPointsAreTold) {
    base::Findings findings;
    EXPECT_TRUE(measure(make_arms(), k_head + "bone=\"Femur\"\nrule=\"centroid\"\n", findings).points.empty());
    EXPECT_TRUE(findings.list.empty());
    const auto none = measure(make_arms(), k_head + "bone=\"Scapula\"\nrule=\"touching\"\ntouches=\"Humerus\"\ngap_mm=1\n", findings);
    EXPECT_TRUE(none.points.empty());
    ASSERT_EQ(findings.list.size(), 2u);
    EXPECT_EQ(findings.list[0].code, "no-landmark");
}

TEST(MeasureLandmarks, LandmarksThatWaitForEachOtherAreLeftOut) {
    base::Findings findings;
    const std::string toml =
        "[[landmark]]\nid=\"a\"\nname=\"A\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\nrule=\"middle\"\nbetween=[\"b\"]\n"
        "[[landmark]]\nid=\"b\"\nname=\"B\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\nrule=\"middle\"\nbetween=[\"a\"]\n";
    EXPECT_TRUE(measure(make_arms(), toml, findings).points.empty());
}

TEST(MeasureLandmarks, AMiddleIsShiftedAlikeOnBothSides) {
    base::Findings findings;
    const std::string head = "name=\"X\"\nside=\"paired\"\nsource=\"own\"\nbone=\"Humerus\"\n";
    const std::string middle = "rule=\"middle\"\nbetween=[\"top\", \"low\"]\n";
    const std::string toml = "[[landmark]]\nid=\"top\"\n" + head + "rule=\"extreme\"\ntoward=\"superior\"\n" +
                             "[[landmark]]\nid=\"low\"\n" + head + "rule=\"extreme\"\ntoward=\"inferior\"\n" +
                             "[[landmark]]\nid=\"mid\"\n" + head + middle + "[[landmark]]\nid=\"shifted\"\n" + head + middle +
                             "shift_mm=\"8 lateral + 3 inferior\"\n";
    const auto found = measure(make_arms(), toml, findings);
    EXPECT_TRUE(findings.list.empty());
    for (const Side side : {Side::right, Side::left}) {
        ASSERT_NE(found.find("mid", side), nullptr);
        ASSERT_NE(found.find("shifted", side), nullptr);
        const glm::dvec3 way = found.find("shifted", side)->position - found.find("mid", side)->position;
        EXPECT_LT(glm::length(way - glm::dvec3(side == Side::left ? 0.008 : -0.008, -0.003, 0)), 1e-9);
    }
    const glm::dvec3 right = found.find("shifted", Side::right)->position, left = found.find("shifted", Side::left)->position;
    EXPECT_LT(glm::length(left * glm::dvec3(-1, 1, 1) - right), 1e-4);
}

TEST(LandmarkText, DirectionsAndLimitsAreUnderstoodOrRefused) {
    const auto direction = parse_landmark_direction("lateral + 1.2 posterior");
    ASSERT_TRUE(direction);
    EXPECT_NEAR(direction->z / direction->x, -1.2, 1e-12);
    EXPECT_NEAR(glm::length(*direction), 1, 1e-12);
    EXPECT_FALSE(parse_landmark_direction("upward"));
    EXPECT_FALSE(parse_landmark_direction(""));
    const auto limits = parse_landmark_limits("superior 0.7..1, midplane 5 mm");
    ASSERT_TRUE(limits);
    EXPECT_NEAR(limits->lower.y, 0.7, 1e-12);
    EXPECT_NEAR(limits->midplane, 0.005, 1e-12);
    EXPECT_FALSE(parse_landmark_limits("superior 0.7-1"));
    EXPECT_FALSE(parse_landmark_limits("posterior 0..1"));
}

TEST(LandmarkText, ShiftsKeepTheirLengthAndDirectionsDoNot) {
    const glm::dvec3 wanted(0, -3, 8);
    const auto shift = parse_landmark_shift("8 anterior + 3 inferior");
    ASSERT_TRUE(shift);
    EXPECT_LT(glm::length(*shift - wanted), 1e-12);
    const auto direction = parse_landmark_direction("8 anterior + 3 inferior");
    ASSERT_TRUE(direction);
    EXPECT_LT(glm::length(*direction - glm::normalize(wanted)), 1e-12);
    for (const char* text : {"8 upward", "8 anterior 3 inferior", "eight anterior", "8 anterior +", ""})
        EXPECT_FALSE(parse_landmark_shift(text)) << text;
    EXPECT_TRUE(parse_landmark_shift("3 lateral + 3 medial"));
    EXPECT_FALSE(parse_landmark_direction("3 lateral + 3 medial")) << "leads nowhere";
}

TEST(LandmarkText, OnlyMiddlesAreShiftedAndOnlyByWhatIsUnderstood) {
    for (const char* rule : {"rule=\"centroid\"\nshift_mm=\"8 anterior\"\n", "rule=\"middle\"\nbetween=[\"y\"]\nshift_mm=\"8 upward\"\n"}) {
        base::Findings findings;
        const auto file = base::parse_definition(k_head + "bone=\"Humerus\"\n" + rule, "arm.toml");
        ASSERT_TRUE(file);
        EXPECT_TRUE(parse_landmark_definitions(*file, findings).empty()) << rule;
        ASSERT_EQ(findings.list.size(), 1u) << rule;
        EXPECT_EQ(findings.list[0].code, "bad-shift") << rule;
        EXPECT_EQ(findings.list[0].place.substr(0, 9), "arm.toml:");
    }
}

TEST(LandmarkText, FaultsAreToldWithPlaceAndHelp) {
    base::Findings findings;
    const auto file = base::parse_definition(k_head + "bone=\"Humerus\"\nrule=\"extrem\"\n", "arm.toml");
    EXPECT_TRUE(parse_landmark_definitions(*file, findings).empty());
    ASSERT_FALSE(findings.list.empty());
    EXPECT_EQ(findings.list[0].code, "unknown-rule");
    EXPECT_NE(findings.list[0].what.find("extreme"), std::string::npos);
    EXPECT_EQ(findings.list[0].place.substr(0, 9), "arm.toml:");
}

TEST(ShippedLandmarks, AreFreeOfFaults) {
    base::Findings findings;
    const auto definitions = read_landmark_definitions(SMRT_ROOT "/assets/body/landmarks", findings);
    findings.append(check_landmark_definitions(definitions));
    EXPECT_TRUE(findings.list.empty()) << findings.list[0].place << ": " << findings.list[0].what;
    EXPECT_GE(definitions.size(), 242u);
}

TEST(CheckLandmarks, UnknownAndDoubleNamesAreFound) {
    base::Findings findings;
    const auto file =
        base::parse_definition(k_head + "bone=\"A\"\nrule=\"middle\"\nbetween=[\"y\"]\n" + k_head + "bone=\"A\"\nrule=\"centroid\"\n", "t");
    const auto definitions = parse_landmark_definitions(*file, findings);
    findings.append(check_landmark_definitions(definitions));
    ASSERT_EQ(findings.list.size(), 2u);
    EXPECT_EQ(findings.list[0].code, "twice");
    EXPECT_EQ(findings.list[1].code, "unknown-landmark");
}

}  // namespace
}  // namespace smrt::body_compiler
