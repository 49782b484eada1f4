// Lymph vessels laid on a made-up arm, where every distance is known.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "lymph/definition.h"
#include "lymph/landing.h"
#include "lymph/network.h"
#include "unit/lymph/made_up_arm.h"

namespace smrt::lymph {
namespace {

using anatomy::Side;

StationDefinition on_arm(double along, double degrees, double depth) {
    StationDefinition station;
    station.on = "arm";
    station.along = along;
    station.angle = degrees * 3.14159265358979 / 180;
    station.depth = depth;
    return station;
}

LymphDefinitions make_definitions() {
    LymphDefinitions definitions;
    definitions.unit = {"elbow", "shoulder"};
    definitions.frames = {{"arm", "elbow", "shoulder", {"inner", "outer"}, {"inner", "outer"}, {"Humerus", "Humerus"}}};
    NodeDefinition node{{}, "armpit", "Armpit nodes", "", "", "own", 0.005, {}, {"trunk"}};
    node.at.near = "shoulder";
    node.at.lateral = -0.1;
    definitions.nodes = {node};
    PathDefinition path;
    path.id = "front";
    path.name = "Front bundle";
    path.ends_in = "armpit";
    path.speed = 0.011;
    path.through = {on_arm(0.1, 90, 0.004), on_arm(0.8, 90, 0.004)};
    definitions.paths = {path};
    return definitions;
}

float radius_at(const glm::vec3& point) {
    return std::hypot(std::abs(point.x) - test::k_arm_x, point.z);
}

TEST(Landing, AnglesRunFromTheThumbSideOverTheFrontOnBothSides) {
    const auto body = test::make_arms();
    const BodyWalls walls(body);
    const auto landmarks = test::make_arm_landmarks();
    const LymphDefinitions definitions = make_definitions();
    for (const Side side : {Side::right, Side::left}) {
        const Landing landing(definitions, landmarks, walls, side);
        const float out = side == Side::left ? 1.0f : -1.0f;
        const auto thumb = landing.land(on_arm(0.5, 0, 0.005));
        const auto front = landing.land(on_arm(0.5, 90, 0.005));
        const auto inner = landing.land(on_arm(0.5, 180, 0.005));
        ASSERT_TRUE(thumb && front && inner);
        EXPECT_NEAR(thumb->x, out * (test::k_arm_x + 0.040f), 2e-4f);
        EXPECT_NEAR(front->z, 0.040f, 2e-4f);
        EXPECT_NEAR(inner->x, out * (test::k_arm_x - 0.040f), 2e-4f);
        EXPECT_NEAR(front->y, 1.15f, 2e-4f);
    }
}

TEST(Landing, DepthCountsFromTheOuterWallOfADoubleSkin) {
    const auto body = test::make_arms(2);
    const BodyWalls walls(body);
    const Landing landing(make_definitions(), test::make_arm_landmarks(), walls, Side::right);
    for (const double angle : {0.0, 45.0, 90.0, 200.0, -90.0}) {
        const auto point = landing.land(on_arm(0.4, angle, 0.006));
        ASSERT_TRUE(point);
        EXPECT_NEAR(radius_at(*point), 0.039f, 4e-4f) << angle;
    }
}

TEST(Landing, ReachRunsFromTheBoneToTheSkin) {
    const auto body = test::make_arms();
    const BodyWalls walls(body);
    const Landing landing(make_definitions(), test::make_arm_landmarks(), walls, Side::left);
    StationDefinition station = on_arm(0.5, 120, 0);
    station.depth.reset();
    for (const double reach : {0.0, 0.5, 1.0}) {
        station.reach = reach;
        const auto point = landing.land(station);
        ASSERT_TRUE(point);
        EXPECT_NEAR(radius_at(*point), std::lerp(test::k_bone_radius, test::k_skin_radius, static_cast<float>(reach)), 3e-4f);
    }
}

TEST(Landing, ADepthThatWouldReachTheBoneStopsHalfWay) {
    const auto body = test::make_arms();
    const BodyWalls walls(body);
    const Landing landing(make_definitions(), test::make_arm_landmarks(), walls, Side::right);
    const auto point = landing.land(on_arm(0.5, 30, 0.040));
    ASSERT_TRUE(point);
    EXPECT_NEAR(radius_at(*point), 0.5f * (test::k_bone_radius + test::k_skin_radius), 4e-4f);
}

TEST(Landing, BetweenTwoPlacesTheVesselFollowsTheSkin) {
    const auto body = test::make_arms();
    const BodyWalls walls(body);
    const Landing landing(make_definitions(), test::make_arm_landmarks(), walls, Side::right);
    const auto points = landing.land_between(on_arm(0.1, 0, 0.003), on_arm(0.9, 180, 0.005));
    ASSERT_GT(points.size(), 20u);
    for (const LandedPoint& point : points) EXPECT_NEAR(radius_at(point.position), 0.041f, 0.0012f);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) EXPECT_LT(glm::length(points[i + 1].position - points[i].position), 0.0075f);
}

TEST(BodyWalls, KnowsInsideAndKeepsPointsOffBone) {
    const auto body = test::make_arms();
    const BodyWalls walls(body);
    const glm::vec3 inside{-test::k_arm_x + 0.004f, 1.15f, 0.001f};
    EXPECT_TRUE(walls.is_inside_bone(inside));
    EXPECT_FALSE(walls.is_inside_bone({-test::k_arm_x + 0.02f, 1.15f, 0}));
    EXPECT_NEAR(walls.distance_to_bone({-test::k_arm_x + 0.02f, 1.15f, 0}), 0.008f, 2e-4f);
    const glm::vec3 moved = walls.keep_off_bone(inside, 0.003f);
    EXPECT_FALSE(walls.is_inside_bone(moved));
    EXPECT_NEAR(walls.distance_to_bone(moved), 0.003f, 3e-4f);
    const glm::vec3 far{-test::k_arm_x + 0.03f, 1.15f, 0};
    EXPECT_EQ(walls.keep_off_bone(far, 0.003f), far);
}

TEST(MakeNetwork, LaysBothSidesAsMirrorImages) {
    const Network network = land_network(make_definitions(), test::make_arms(), test::make_arm_landmarks());
    ASSERT_EQ(network.paths.size(), 2u);
    ASSERT_EQ(network.nodes.size(), 2u);
    EXPECT_TRUE(network.findings.list.empty());
    const Path& right = network.paths[0];
    const Path& left = network.paths[1];
    EXPECT_EQ(right.id, "front_right");
    EXPECT_EQ(right.name, "Right front bundle");
    EXPECT_EQ(right.ends_in, network.nodes[0].id);
    ASSERT_EQ(right.points.size(), left.points.size());
    for (std::size_t i = 0; i < right.points.size(); ++i)
        EXPECT_LT(glm::length(right.points[i] - left.points[i] * glm::vec3(-1, 1, 1)), 5e-4f) << i;
    EXPECT_EQ(right.points.back(), network.nodes[0].centre);
}

TEST(MakeNetwork, VesselsRideOnTheBonesOfTheirFrameAndGoOverToThoseOfTheirNodes) {
    const auto body = test::make_arms();
    const Network network = land_network(make_definitions(), body, test::make_arm_landmarks());
    const Path& path = network.paths[0];
    ASSERT_EQ(path.riders.size(), path.points.size());
    EXPECT_EQ(path.riders.front()[0], (Rider{*body.find_id("Right humerus"), 1.0f}));
    EXPECT_EQ(path.riders.back()[0], (Rider{anatomy::k_no_part, 1.0f}));
    EXPECT_EQ(network.nodes[0].riders[0], (Rider{anatomy::k_no_part, 1.0f}));
    for (std::size_t i = 0; i < path.riders.size(); ++i) {
        float sum = 0;
        for (const Rider& rider : path.riders[i]) sum += rider.weight;
        EXPECT_NEAR(sum, 1.0f, 1e-5f) << i;
        const auto trunk = [](const Riders& riders) {
            for (const Rider& rider : riders)
                if (rider.weight > 0 && rider.bone == anatomy::k_no_part) return rider.weight;
            return 0.0f;
        };
        if (i > 0) {
            EXPECT_LT(std::abs(trunk(path.riders[i]) - trunk(path.riders[i - 1])), 0.25f) << i;
        }
    }
}

TEST(MakeNetwork, TellsWhatABodyLacksAndDrawsTheRest) {
    LymphDefinitions definitions = make_definitions();
    definitions.frames.push_back({"hand", "knuckle", "elbow", {"inner", "outer"}, {"inner", "outer"}, {}});
    StationDefinition in_hand = on_arm(0.5, 90, 0.003);
    in_hand.on = "hand";
    definitions.paths[0].through.insert(definitions.paths[0].through.begin(), in_hand);
    const Network network = land_network(definitions, test::make_arms(), test::make_arm_landmarks());
    EXPECT_EQ(network.paths.size(), 2u);
    ASSERT_EQ(network.findings.list.size(), 2u);
    EXPECT_EQ(network.findings.list[0].code, "shortened-path");
    EXPECT_NE(network.findings.list[0].what.find("no landmark `knuckle`"), std::string::npos);
    const Network none = land_network(definitions, test::make_arms(), {});
    EXPECT_TRUE(none.paths.empty());
    EXPECT_TRUE(none.nodes.empty());
    EXPECT_EQ(none.findings.list.size(), 4u);  // a node and a path on each side
}

TEST(MakeNetwork, ABodyWithoutSkinHasNodesByLandmarkOnly) {
    const Network network = land_network(make_definitions(), anatomy::Body("empty", "", {}), test::make_arm_landmarks());
    EXPECT_EQ(network.nodes.size(), 2u);
    EXPECT_TRUE(network.paths.empty());
    EXPECT_NE(network.findings.list.at(0).what.find("no skin"), std::string::npos);
}

TEST(FlowMarks, MoveAtTheTrueSpeedTimesTheSpeedUpAndStayEvenlySpaced) {
    const Network network = land_network(make_definitions(), test::make_arms(), test::make_arm_landmarks());
    const auto at_rest = flow_marks(network, 0, 20, 0.03);
    const auto later = flow_marks(network, 0.05, 20, 0.03);
    ASSERT_GT(at_rest.size(), 8u);
    EXPECT_NEAR(glm::length(later[1].position - at_rest[1].position), 0.011f * 20 * 0.05f, 3e-4f);
    EXPECT_GT(glm::dot(later[1].position - at_rest[1].position, at_rest[1].direction), 0.01f);
    EXPECT_NEAR(glm::length(at_rest[2].position - at_rest[1].position), 0.03f, 3e-4f);
    EXPECT_NEAR(glm::length(at_rest[1].direction), 1.0f, 1e-4f);
}

}  // namespace
}  // namespace smrt::lymph
