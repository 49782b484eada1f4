// Coordinates that follow others, segments that turn with the mean of others, and words that move several coordinates.
#include "skeleton/curves.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "geometry/units.h"
#include "skeleton/bone_contact.h"
#include "skeleton/pose.h"
#include "support/packed_mesh.h"
#include "support/synthetic_arm.h"

namespace smrt::skeleton {
namespace {

using anatomy::Side;
using geometry::k_degree;
using geometry::k_mm;

/// A joint of which segment and bone have the same name. `more`: further keys.
std::string joint(const std::string& child, const std::string& parent, const std::string& centre, const std::string& more) {
    const std::string side = child == "thigh" || child == "shank" || child == "kneecap" ? "paired" : "midline";
    return fmt::format(
        "[[joint]]\nid = \"{0} joint\"\nname = \"{0} joint\"\nside = \"{1}\"\nparent = \"{2}\"\nchild = \"{0}\"\nbones = [\"{0}\"]\n"
        "centre = [\"{3}\"]\nmotion = \"turns\"\nsource = \"own\"\n{4}\n",
        child, side, parent, centre, more);
}

std::string coordinate(const std::string& id, const std::string& axis, const std::string& range, const std::string& more = "") {
    return fmt::format(
        "[[joint.coordinate]]\nid = \"{}\"\naxis = \"{}\"\nrange = [{}]\npositive = \"as it is called\"\nsource = \"own\"\n{}\n", id, axis,
        range, more);
}

/// Trunk and head on a pelvis, with two segments that turn with both; legs whose delivered knees are bent by ten degrees.
std::string joints_text() {
    const std::string mean = "mean_of = [\"trunk\", \"head\"]\n";
    return joint("trunk", "pelvis", "waist_centre", "") + coordinate("trunk flexion", "medial", "-30, 60") +
           coordinate("trunk bend", "anterior", "-30, 30") + coordinate("trunk sinking", "inferior", "-10, 10", "slide = true") +
           joint("head", "trunk", "neck_centre", "") + coordinate("head flexion", "medial", "-40, 40") +
           coordinate("head turn", "superior", "-60, 60", "surface = \"chin\"") +
           coordinate("head forward", "anterior", "-20, 20", "slide = true") +
           joint("disc", "trunk", "disc_centre", mean + "mean_shares = [0.25, 0.75]") +
           joint("larynx", "trunk", "disc_centre", mean + "mean_shares = [1, 3]\nhinged = false") +
           joint("thigh", "pelvis", "hip_centre", "") + coordinate("hip flexion", "lateral", "-30, 120") +
           coordinate("hip adduction", "posterior", "-30, 30") + joint("shank", "thigh", "knee_centre", "") +
           coordinate("knee flexion", "medial", "-10, 90", "rest_from = \"inferior\"\nrest_to = \"from knee_centre to ankle_centre\"") +
           coordinate("shank rotation", "inferior", "-30, 30") + joint("kneecap", "thigh", "trochlea_centre", "") +
           coordinate("kneecap flexion", "medial", "-120, 120") +
           coordinate("kneecap lift", "anterior", "-30, 30", "slide = true\nalong_child = true") +
           coordinate("kneecap shift", "superior", "-10, 10", "slide = true");
}

const std::string k_followers = R"(
curve = [
  {driver = "trunk bend", driven = "trunk sinking", at = [-20, 0, 20], value = [4, 0, 4], source = "own"},
  {driver = "hip flexion", driven = "head forward", at = [0, 10, 20], value = [0, 3, 6], source = "own"},
  {driver = "knee flexion", driven = "shank rotation", at = [0, 20, 30, 90], value = [0, -8, -9, -10], source = "own"}]
contact = [
  {driver = "kneecap flexion", driven = "kneecap lift", source = "own"}]
)";

const std::string k_words = R"(
movement = [
  {word = "bow", coordinates = ["trunk flexion"], shares = [1]},
  {word = "nod", coordinates = ["trunk flexion", "head flexion"], shares = [0.5, 0.5]},
  {word = "lean toward", coordinates = ["trunk bend", "hip adduction", "other hip adduction"], shares = [1, -0.5, 0.25], toward = true},
  {word = "squeeze", coordinates = ["both hip adduction"], shares = [1]},
  {word = "other squeeze", coordinates = ["other hip adduction"], shares = [1]},
  {word = "stride", coordinates = ["hip flexion", "other hip flexion"], shares = [1, -1]}]
)";

anatomy::JointDefinitions parse_definitions() {
    anatomy::JointDefinitions out;
    base::Findings findings;
    const auto joints = base::parse_definition(k_followers + joints_text(), "joints.toml");
    const auto words = base::parse_definition(k_words, "movements.toml");
    if (joints && words)
        parse_joint_definitions(*joints, out, findings), parse_movement_definitions(*words, out, findings);
    else
        ADD_FAILURE() << (joints ? words : joints).error().text();
    for (const base::Finding& finding : findings.list) ADD_FAILURE() << finding.place << ": " << finding.what;
    return out;
}

anatomy::Landmarks make_landmarks() {
    const double bent = 10 * k_degree;
    const std::map<std::string, glm::dvec3> midline = {
        {"waist_centre", {0, 1, 0}}, {"neck_centre", {0, 1.5, 0}}, {"disc_centre", {0, 1.45, 0.02}}, {"chin", {0, 1.45, 0.1}}};
    const std::map<std::string, glm::dvec3> right = {
        {"hip_centre", {-0.1, 0.9, 0}},          {"knee_centre", {-0.1, 0.5, 0}},
        {"trochlea_centre", {-0.1, 0.5, 0.005}}, {"kneecap_tip", {-0.1, 0.47, 0.055}},
        {"shank_bump", {-0.1, 0.43, 0.04}},      {"ankle_centre", {-0.1, 0.5 - 0.4 * std::cos(bent), -0.4 * std::sin(bent)}}};
    anatomy::Landmarks out;
    for (const auto& [id, point] : midline) out.points[{id, Side::midline}].position = point;
    for (const auto& [id, point] : right) {
        out.points[{id, Side::right}].position = point;
        out.points[{id, Side::left}].position = point * glm::dvec3(-1, 1, 1);
    }
    return out;
}

std::shared_ptr<const Rig> make_small_rig() {
    const auto bones = test::make_bones({"trunk", "head", "disc", "larynx", "thigh", "shank", "kneecap"});
    return make_rig(*bones, make_landmarks(), parse_definitions());
}

const Rig& small_rig() {
    static const std::shared_ptr<const Rig> rig = make_small_rig();
    return *rig;
}

const Curve* find_curve(const Rig& rig, const std::string& driven) {
    for (const Curve& curve : rig.curves)
        if (rig.coordinates[curve.driven].id == driven) return &curve;
    return nullptr;
}

Pose posed(const std::string& text) {
    const auto pose = parse_pose(small_rig(), text);
    EXPECT_TRUE(pose) << pose.error().text();
    return pose ? *pose : make_rest_pose(small_rig());
}

double reading(const Pose& pose, const std::string& id) {
    return reading_of(small_rig(), pose, *small_rig().find_coordinate(id));
}

/// How far a coordinate is from rest with what it follows, in degrees or millimetres.
double followed(const std::string& text, const std::string& id) {
    const std::uint32_t coordinate = *small_rig().find_coordinate(id);
    return measure_coupled_values(small_rig(), posed(text))[coordinate] / small_rig().coordinates[coordinate].unit;
}

const glm::dmat4& segment(const PosedBody& body, const std::string& name) {
    return body.segments[*small_rig().find_segment(name)];
}

glm::dvec3 carried(const PosedBody& body, const std::string& name, const std::string& landmark, Side side) {
    return glm::dvec3(segment(body, name) * glm::dvec4(small_rig().landmarks.find(landmark, side)->position, 1));
}

TEST(Curve, PassesItsPointsSmoothlyAndDoesNotOvershoot) {
    const Curve* curve = find_curve(small_rig(), "right shank rotation");
    ASSERT_NE(curve, nullptr);
    const std::vector<double> at = {0, 20, 30, 90}, value = {0, -8, -9, -10};
    constexpr double k_small = 1e-6;
    for (std::size_t i = 0; i < at.size(); ++i) {
        const double x = at[i] * k_degree;
        EXPECT_NEAR((*curve)(x) / k_degree, value[i], 1e-9);
        const double before = ((*curve)(x) - (*curve)(x - k_small)) / k_small, after = ((*curve)(x + k_small) - (*curve)(x)) / k_small;
        EXPECT_NEAR(before, after, 1e-4) << at[i];
    }
    for (double x = 0; x < 90; x += 0.5) EXPECT_GE((*curve)(x * k_degree), (*curve)((x + 0.5) * k_degree)) << x;
}

TEST(Curve, IsStraightBeyondItsPoints) {
    const Curve& curve = *find_curve(small_rig(), "right shank rotation");
    for (const double end : {0.0, 90.0}) {
        const double way = end > 0 ? 1 : -1;
        const auto at = [&](double beyond) { return curve((end + way * beyond) * k_degree); };
        EXPECT_NEAR(at(20) - at(10), at(10) - at(0), 1e-12);
        EXPECT_NEAR(at(10) - at(0), 1000 * (at(0.01) - at(0)), 1e-9);
    }
}

TEST(Curve, ADrivenCoordinateFollowsItsDriver) {
    EXPECT_NEAR(followed("trunk bend=20", "trunk sinking"), 4, 1e-9);
    EXPECT_NEAR(followed("trunk bend=-20", "trunk sinking"), 4, 1e-9);
    EXPECT_GT(followed("trunk bend=10", "trunk sinking"), 0.5);
    EXPECT_LT(followed("trunk bend=10", "trunk sinking"), 3.5);
    EXPECT_NEAR(followed("trunk bend=20; trunk sinking=3", "trunk sinking"), 7, 1e-9) << "what is asked for comes on top";
    const PosedBody body = measure_posed_body(small_rig(), posed("trunk bend=20"));
    EXPECT_NEAR(carried(body, "trunk", "waist_centre", Side::midline).y, 1 - 0.004, 1e-12);
}

TEST(Curve, CountsFromWhereTheDeliveredBodyStands) {
    EXPECT_NEAR(reading(make_rest_pose(small_rig()), "right knee flexion"), 10, 1e-9);
    const Curve& curve = *find_curve(small_rig(), "right shank rotation");
    const double change = (curve(90 * k_degree) - curve(10 * k_degree)) / k_degree;
    EXPECT_NEAR(followed("right knee flexion=90", "right shank rotation"), change, 1e-9);
    EXPECT_NEAR(followed("left knee flexion=90", "left shank rotation"), change, 1e-9);
    EXPECT_EQ(followed("left knee flexion=90", "right shank rotation"), 0);
}

TEST(Curve, TheMidlineFollowsTheMeanOfBothSides) {
    EXPECT_NEAR(followed("right hip flexion=20", "head forward"), 3, 1e-9);
    EXPECT_NEAR(followed("right hip flexion=20; left hip flexion=10", "head forward"), 4.5, 1e-9);
    EXPECT_NEAR(followed("right hip flexion=20; left hip flexion=20", "head forward"), 6, 1e-9);
}

TEST(AlongChild, ASlideGoesAlongTheTurnedChildOnlyIfItSaysSo) {
    const glm::dvec3 rest = small_rig().landmarks.find("kneecap_tip", Side::right)->position;
    const auto tip = [&](const std::string& text) {
        return carried(measure_posed_body(small_rig(), posed(text)), "right kneecap", "kneecap_tip", Side::right);
    };
    EXPECT_NEAR(glm::distance(tip("right kneecap lift=10") - rest, glm::dvec3(0, 0, 0.01)), 0, 1e-9);
    const glm::dvec3 lifted = tip("right kneecap flexion=90; right kneecap lift=10") - tip("right kneecap flexion=90");
    EXPECT_NEAR(glm::length(lifted), 0.01, 1e-9);
    EXPECT_NEAR(std::abs(lifted.y), 0.01, 1e-9) << "forwards has become up or down";
    const glm::dvec3 shifted = tip("right kneecap flexion=90; right kneecap shift=10") - tip("right kneecap flexion=90");
    EXPECT_NEAR(glm::distance(shifted, glm::dvec3(0, 0.01, 0)), 0, 1e-9) << "as the parent has it";
}

/// A small rig whose thigh ends in a ball, not about the centre that the kneecap turns about, with a kneecap in front of it.
std::shared_ptr<const Rig> make_ball_rig(BoneContact** contact) {
    std::vector<anatomy::Part> parts;
    for (const char* side : {"Right ", "Left "}) {
        const float x = side[0] == 'R' ? -0.1f : 0.1f;
        parts.push_back(test::make_bone(std::string(side) + "thigh", test::make_sphere({x, 0.49f, -0.01f}, 0.03f)));
        parts.push_back(test::make_bone(std::string(side) + "shank", test::make_box({x - 0.02f, 0.1f, -0.02f}, {x + 0.02f, 0.44f, 0.02f})));
        parts.push_back(test::make_bone(std::string(side) + "kneecap", test::make_sphere({x, 0.5f, 0.034f}, 0.01f, 16, 32)));
    }
    static std::shared_ptr<const anatomy::Body> body;
    body = std::make_shared<const anatomy::Body>("balls", "", std::move(parts));
    const auto rig = make_rig(*body, make_landmarks(), parse_definitions());
    static std::optional<BoneContact> made;
    made = BoneContact::make(*body, *rig, *rig->find_joint("right kneecap joint"));
    *contact = made ? &*made : nullptr;
    return rig;
}

TEST(Contact, ABoneStaysAsNearToTheOneItSlidesOnAsAtRest) {
    BoneContact* contact = nullptr;
    const auto rig = make_ball_rig(&contact);
    ASSERT_NE(contact, nullptr);
    const auto measure = [&](double degrees, bool follows) {
        Pose pose = make_rest_pose(*rig);
        const std::uint32_t turn = *rig->find_coordinate("right kneecap flexion"), lift = *rig->find_coordinate("right kneecap lift");
        pose.values[turn] = degrees * k_degree;
        if (!follows) pose.values[lift] = -measure_coupled_values(*rig, pose)[lift];
        return contact->measure(measure_posed_body(*rig, pose)) / k_mm;
    };
    const double rest = measure(0, true);
    EXPECT_NEAR(rest, 5.1, 0.2);
    double strayed = 0;
    for (double degrees = -90; degrees <= 75; degrees += 15) {
        EXPECT_NEAR(measure(degrees, true), rest, 0.25) << degrees;
        strayed = std::max(strayed, std::abs(measure(degrees, false) - rest));
    }
    EXPECT_GT(strayed, 5) << "without following it would leave the ball, or enter it";
}

TEST(Contact, WithoutMeshesThereIsNone) {
    EXPECT_EQ(find_curve(small_rig(), "right kneecap lift"), nullptr);
    EXPECT_NEAR(followed("right kneecap flexion=60", "right kneecap lift"), 0, 1e-12);
}

TEST(Curves, NeedBothTheirCoordinates) {
    const auto rig = make_rig(*test::make_bones({"trunk", "thigh"}), make_landmarks(), parse_definitions());
    EXPECT_NE(find_curve(*rig, "trunk sinking"), nullptr);
    EXPECT_EQ(rig->curves.size(), 1u);
    EXPECT_EQ(plain_coordinate("both hip flexion"), "hip flexion");
    EXPECT_EQ(plain_coordinate("other hip flexion"), "hip flexion");
    EXPECT_EQ(plain_coordinate("hip flexion"), "hip flexion");
}

TEST(MeanOf, ASegmentTurnsByTheWeightedMean) {
    const PosedBody body = measure_posed_body(small_rig(), posed("head flexion=20"));
    for (const std::string name : {"disc", "larynx"}) {
        const glm::dvec3 up = glm::dmat3(segment(body, name)) * glm::dvec3(0, 1, 0);
        EXPECT_NEAR(std::atan2(up.z, up.y) / k_degree, 15, 0.05) << name;
        EXPECT_NEAR(up.x, 0, 1e-12);
    }
    const PosedBody whole = measure_posed_body(small_rig(), posed("trunk flexion=20"));
    for (const std::string name : {"head", "disc", "larynx"}) EXPECT_EQ(segment(whole, name), segment(whole, "trunk")) << name;
}

TEST(MeanOf, AHingedCentreStaysWithTheParentAFreeOneWithTheMean) {
    const PosedBody body = measure_posed_body(small_rig(), posed("head forward=20"));
    const glm::dvec3 rest = small_rig().landmarks.find("disc_centre", Side::midline)->position;
    EXPECT_NEAR(glm::distance(carried(body, "disc", "disc_centre", Side::midline), rest), 0, 1e-12);
    EXPECT_NEAR(glm::distance(carried(body, "larynx", "disc_centre", Side::midline), rest + glm::dvec3(0, 0, 0.015)), 0, 1e-12);
}

TEST(Surface, ATurnIsReadInMillimetresOfItsLandmark) {
    const Pose pose = posed("head turn=10");
    EXPECT_NEAR(reading(pose, "head turn"), 10, 1e-9);
    EXPECT_TRUE(small_rig().coordinates[*small_rig().find_coordinate("head turn")].millimetres);
    const glm::dvec3 rest = small_rig().landmarks.find("chin", Side::midline)->position;
    const glm::dvec3 chin = carried(measure_posed_body(small_rig(), pose), "head", "chin", Side::midline);
    EXPECT_NEAR(glm::distance(chin, rest), 10 * k_mm, 0.01 * k_mm);  // the chord is a little shorter than the way
    EXPECT_GT(chin.x, rest.x);
}

TEST(Movements, WordsThatMoveTheSameCoordinateAddUp) {
    Pose pose = make_rest_pose(small_rig());
    ASSERT_TRUE(apply_movements(small_rig(), pose, {{"nod", Side::midline, 10}, {"bow", Side::midline, 6}}));
    EXPECT_NEAR(reading(pose, "trunk flexion"), 11, 1e-9);
    EXPECT_NEAR(reading(pose, "head flexion"), 5, 1e-9);
    ASSERT_TRUE(apply_movements(small_rig(), pose, {{"bow", Side::midline, 2}}));
    EXPECT_NEAR(reading(pose, "trunk flexion"), 2, 1e-9);
    EXPECT_NEAR(reading(pose, "head flexion"), 5, 1e-9) << "what no word moves stays";
    const Pose before = pose;
    EXPECT_FALSE(apply_movements(small_rig(), pose, {{"bow", Side::midline, 30}, {"bwo", Side::midline, 1}}));
    EXPECT_EQ(pose, before);
}

TEST(Movements, TowardTurnsTheSignOfTheMidlineOnTheLeft) {
    const Pose right = posed("lean toward right=10"), left = posed("lean toward left=10");
    EXPECT_NEAR(reading(right, "trunk bend"), 10, 1e-9);
    EXPECT_NEAR(reading(left, "trunk bend"), -10, 1e-9);
    EXPECT_NEAR(reading(right, "right hip adduction"), -5, 1e-9);
    EXPECT_NEAR(reading(right, "left hip adduction"), 2.5, 1e-9);
    EXPECT_NEAR(reading(left, "left hip adduction"), -5, 1e-9);
    EXPECT_NEAR(reading(left, "right hip adduction"), 2.5, 1e-9);
    const double lean = carried(measure_posed_body(small_rig(), right), "trunk", "neck_centre", Side::midline).x;
    EXPECT_LT(lean, -0.05);  // right is -x
    EXPECT_NEAR(carried(measure_posed_body(small_rig(), left), "trunk", "neck_centre", Side::midline).x, -lean, 1e-12);
}

TEST(Movements, BothAndOtherMoveTheSidesThatTheySay) {
    const Pose squeezed = posed("squeeze=8");
    EXPECT_NEAR(reading(squeezed, "right hip adduction"), 8, 1e-9);
    EXPECT_NEAR(reading(squeezed, "left hip adduction"), 8, 1e-9);
    const Pose other = posed("other squeeze right=8");
    EXPECT_NEAR(reading(other, "right hip adduction"), 0, 1e-9);
    EXPECT_NEAR(reading(other, "left hip adduction"), 8, 1e-9);
    const Pose stride = posed("stride left=20");
    EXPECT_NEAR(reading(stride, "left hip flexion"), 20, 1e-9);
    EXPECT_NEAR(reading(stride, "right hip flexion"), -20, 1e-9);
}

TEST(Movements, AWordWithoutASideWhereOneIsNeededIsAnError) {
    for (const std::string text : {"lean toward=10", "other squeeze=8", "stride=20", "hip flexion=10"}) {
        const auto pose = parse_pose(small_rig(), text);
        ASSERT_FALSE(pose) << text;
        EXPECT_EQ(pose.error().code, base::ErrorCode::bad_usage);
        EXPECT_NE(pose.error().message.find("no side"), std::string::npos) << pose.error().message;
    }
    EXPECT_TRUE(parse_pose(small_rig(), "bow=10"));
}

TEST(SmallRig, RestIsExactlyTheIdentity) {
    for (const glm::dmat4& one : measure_posed_body(small_rig(), make_rest_pose(small_rig())).segments) EXPECT_EQ(one, glm::dmat4(1));
    for (const double value : measure_coupled_values(small_rig(), make_rest_pose(small_rig()))) EXPECT_EQ(value, 0);
    EXPECT_EQ(small_rig().segments.size(), 11u);
}

}  // namespace
}  // namespace smrt::skeleton
