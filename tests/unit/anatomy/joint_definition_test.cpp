// Joint, coupling and movement texts: what is read, and which faults are told.
#include "anatomy/joint_definition.h"

#include <gtest/gtest.h>

namespace smrt::anatomy {
namespace {

const std::string k_elbow = R"(
[[joint]]
id = "elbow"
name = "Elbow"
side = "paired"
parent = "pelvis"
child = "forearm"
bones = ["Ulna"]
centre = ["elbow_centre"]
motion = "turns"
source = "own"
[[joint.coordinate]]
id = "elbow flexion"
axis = "from a to b"
positive = "bends"
range = [0, 150]
source = "AAOS"
)";

JointDefinitions parse(const std::string& toml, base::Findings& findings) {
    JointDefinitions out;
    const auto file = base::parse_definition(toml, "joints.toml");
    EXPECT_TRUE(file) << file.error().text();
    if (file) parse_joint_definitions(*file, out, findings);
    return out;
}

bool has(const base::Findings& findings, const std::string& code) {
    for (const base::Finding& finding : findings.list)
        if (finding.code == code) return true;
    return false;
}

TEST(JointText, AJointIsRead) {
    base::Findings findings;
    const auto read = parse(k_elbow, findings);
    ASSERT_EQ(read.joints.size(), 1u);
    EXPECT_TRUE(findings.list.empty());
    EXPECT_EQ(read.joints[0].coordinates[0].upper, 150);
    EXPECT_TRUE(check_joint_definitions(read, {"a", "b", "elbow_centre"}).list.empty());
}

TEST(JointText, FaultyJointsAreLeftOutAndTold) {
    base::Findings findings;
    std::string text = k_elbow;
    text.replace(text.find("turns"), 5, "tunrs");
    EXPECT_TRUE(parse(text, findings).joints.empty());
    EXPECT_TRUE(has(findings, "unknown-motion"));
    base::Findings range;
    text = k_elbow;
    text.replace(text.find("[0, 150]"), 8, "[150, 0]");
    EXPECT_TRUE(parse(text, range).joints.empty());
    EXPECT_TRUE(has(range, "bad-range"));
    base::Findings swing;
    text = k_elbow;
    text.replace(text.find("turns"), 5, "swing");
    EXPECT_TRUE(parse(text, swing).joints.empty());
    EXPECT_TRUE(has(swing, "incomplete-joint"));
}

TEST(JointCheck, NamesThatAreNotDefinedAreFound) {
    base::Findings ignored;
    JointDefinitions read = parse(k_elbow, ignored);
    read.movements.push_back({"elbow bending", {"elbow flexoin"}, {1}, {}});
    const base::Findings findings = check_joint_definitions(read, {"a", "elbow_centre"});
    EXPECT_TRUE(has(findings, "unknown-landmark"));
    EXPECT_TRUE(has(findings, "unknown-coordinate"));
    for (const base::Finding& finding : findings.list)
        if (finding.code == "unknown-coordinate") {
            EXPECT_NE(finding.what.find("elbow flexion"), std::string::npos) << finding.what;
        }
}

TEST(ShippedJoints, AreReadWithoutFaults) {
    base::Findings findings;
    const JointDefinitions read = read_joint_definitions(SMRT_ROOT "/assets/body", findings);
    EXPECT_TRUE(findings.list.empty()) << findings.list[0].place << ": " << findings.list[0].what;
    EXPECT_GE(read.joints.size(), 6u);
    EXPECT_GE(read.movements.size(), 33u);
    EXPECT_EQ(read.couplings.size(), 4u);
}

TEST(MovementText, SharesMustMatchCoordinates) {
    base::Findings findings;
    JointDefinitions out;
    const auto file = base::parse_definition("[[movement]]\nword=\"w\"\ncoordinates=[\"a\",\"b\"]\nshares=[1]\n", "m.toml");
    parse_movement_definitions(*file, out, findings);
    EXPECT_TRUE(out.movements.empty());
    EXPECT_TRUE(has(findings, "bad-movement"));
}

TEST(JointText, SlidesAndTurnsHaveKeysOfTheirOwn) {
    base::Findings turn, slide, glide, fine;
    EXPECT_TRUE(parse(k_elbow + "along_child = true\n", turn).joints.empty());
    EXPECT_TRUE(has(turn, "bad-coordinate"));
    EXPECT_TRUE(parse(k_elbow + "slide = true\nsurface = \"a\"\n", slide).joints.empty());
    EXPECT_TRUE(has(slide, "bad-coordinate"));
    std::string text = k_elbow + "slide = true\nalong_child = true\n";
    EXPECT_EQ(parse(text, fine).joints.size(), 1u);
    EXPECT_TRUE(fine.list.empty());
    text.replace(text.find("turns"), 5, "glide");
    EXPECT_TRUE(parse(text, glide).joints.empty());
    EXPECT_TRUE(has(glide, "bad-coordinate"));
}

TEST(JointText, AContactNeedsCoordinatesThatAreThere) {
    base::Findings findings;
    const auto read = parse(k_elbow + "[[contact]]\ndriver = \"elbow flexion\"\ndriven = \"elbow lift\"\nsource = \"own\"\n", findings);
    ASSERT_EQ(read.contacts.size(), 1u);
    const base::Findings faults = check_joint_definitions(read, {"a", "b", "elbow_centre"});
    ASSERT_EQ(faults.list.size(), 1u);
    EXPECT_NE(faults.list[0].what.find("elbow lift"), std::string::npos) << faults.list[0].what;
}

}  // namespace
}  // namespace smrt::anatomy
