// Look tables: the shipped ones are sound, colours mean what they say, peel bands order the body.
#include "scene/looks.h"

#include <gtest/gtest.h>

#include "base/definition_file.h"
#include "scene/peel.h"
#include "scene_fixture.h"

namespace smrt::scene {
namespace {

using anatomy::Kind;

TEST(Looks, ShippedTablesReadWithoutFindings) {
    base::Findings findings;
    const Looks looks = read_looks(std::string(SMRT_ROOT) + "/assets/looks", findings);
    EXPECT_TRUE(findings.list.empty()) << findings.list.front().place << " " << findings.list.front().what;
    EXPECT_GT(looks.rules.size(), 40u);
    EXPECT_GE(looks.length_scale.size(), 5u);
}

TEST(Looks, MissingFolderIsToldAndNotFatal) {
    base::Findings findings;
    const Looks looks = read_looks("/nowhere/at/all", findings);
    EXPECT_EQ(findings.list.size(), 3u);
    EXPECT_TRUE(looks.rules.empty());
}

TEST(Looks, ColoursAreTurnedFromScreenToLinear) {
    glm::vec3 colour(0);
    ASSERT_TRUE(parse_colour("#ff8000", colour));
    EXPECT_FLOAT_EQ(colour.x, 1);
    EXPECT_NEAR(colour.y, 0.2158f, 1e-3);
    EXPECT_FLOAT_EQ(colour.z, 0);
    EXPECT_FALSE(parse_colour("ff8000", colour));
    EXPECT_FALSE(parse_colour("#ff80", colour));
    EXPECT_FALSE(parse_colour("#ff80zz", colour));
}

TEST(Looks, ArteriesAreRedVeinsBlueNervesYellow) {
    const LooksPtr looks = program_looks();
    const auto colour = [&](const char* name, Kind kind) {
        anatomy::Part part;
        part.name = name, part.kind = kind;
        return find_part_look(*looks, part).look.colour;
    };
    const glm::vec3 artery = colour("Right radial artery", Kind::vessel), vein = colour("Left great saphenous vein", Kind::vessel);
    const glm::vec3 nerve = colour("Right median nerve", Kind::nerve), pulmonary = colour("Right pulmonary artery", Kind::vessel);
    EXPECT_GT(artery.x, 3 * artery.z);
    EXPECT_GT(vein.z, 2 * vein.x);
    EXPECT_GT(pulmonary.z, 2 * pulmonary.x);
    EXPECT_GT(std::min(nerve.x, nerve.y), 3 * nerve.z);
}

TEST(Looks, BothSidesLookTheSameAndNeighboursDiffer) {
    const LooksPtr looks = program_looks();
    const auto colour = [&](const char* name) {
        anatomy::Part part;
        part.name = name, part.kind = Kind::muscle;
        return find_part_look(*looks, part).look.colour;
    };
    EXPECT_EQ(colour("Right deltoid"), colour("Left deltoid"));
    EXPECT_NE(colour("Right deltoid"), colour("Right pectoralis major"));
}

TEST(Looks, LengthColourIsMonotonicInLightnessOnBothSidesOfRest) {
    const LooksPtr looks = program_looks();
    const auto light = [&](double ratio) { return glm::dot(length_colour(*looks, ratio), glm::vec3(0.2126f, 0.7152f, 0.0722f)); };
    for (double ratio = 0.62; ratio < 0.99; ratio += 0.02) EXPECT_LT(light(ratio), light(ratio + 0.02)) << ratio;
    for (double ratio = 1.01; ratio < 1.35; ratio += 0.02) EXPECT_GT(light(ratio), light(ratio + 0.02)) << ratio;
}

TEST(Peel, TakesSkinThenMusclesFromShallowToDeepThenVesselsThenOrgansAndLeavesBones) {
    const anatomy::BodyPtr body = make_ball_body();
    const std::vector<float> ends = find_peel_ends(*body, *program_looks());
    const auto end = [&](const char* name) { return ends[body->find_part(name).value()]; };
    EXPECT_LT(end("Skin"), 0.12f);
    EXPECT_LT(end("Hair of head"), 0.12f);
    EXPECT_LT(end("Skin"), end("Right pectoralis major"));
    EXPECT_LT(end("Right pectoralis major"), end("Right deltoid"));
    EXPECT_LT(end("Right deltoid"), end("Right subscapularis"));
    EXPECT_LT(end("Right psoas major"), end("Right brachial artery"));
    EXPECT_LT(end("Right brachial artery"), end("Liver"));
    EXPECT_LT(end("Liver"), 1);
    EXPECT_GT(end("Right humerus"), 1);
    EXPECT_FLOAT_EQ(end("Right deltoid"), end("Left deltoid"));
}

TEST(Peel, PartsFadeOutInsteadOfPopping) {
    float last = 1;
    for (float peel = 0; peel <= 0.6f; peel += 0.001f) {
        const float now = peel_opacity(peel, 0.5f, 0.03f);
        EXPECT_LE(now, last);
        EXPECT_LT(last - now, 0.06f);
        last = now;
    }
    EXPECT_EQ(last, 0);
    EXPECT_EQ(peel_opacity(0.46f, 0.5f, 0.03f), 1);
}

}  // namespace
}  // namespace smrt::scene
