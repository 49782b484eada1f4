// A belly that hugs a row of bones, on a made-up spine: it has a line from each of them.
#include "muscles/strand_roots.h"

#include <gtest/gtest.h>

#include "limb_fixture.h"

namespace smrt::muscles {
namespace {

constexpr std::uint32_t k_levels = 4;

/// Four bones above each other on a fifth, and a belly beside them that goes on to the fifth; segment 1 is the lowest of the four.
struct Spine {
    anatomy::BodyPtr body;
    std::shared_ptr<skeleton::Rig> rig = std::make_shared<skeleton::Rig>();
    TissueModelPtr model;
    anatomy::PartIndex belly = k_levels + 1;

    Spine() {
        constexpr auto k_midline = anatomy::Side::midline;
        std::vector<anatomy::Part> parts;
        const auto column = [](float top, float bottom, float radius) {
            return make_tube([=](float t) { return glm::vec3(0, top + (bottom - top) * t, 0); }, [=](float) { return radius; }, 15, 16);
        };
        const auto level = [](std::uint32_t i) { return 1.0f + 0.05f * static_cast<float>(i); };
        parts.push_back(make_part("Base", anatomy::Kind::bone, k_midline, column(0.99f, 0.80f, 0.02f)));
        anatomy::MuscleDefinition hugger;
        hugger.id = "hugger", hugger.insertion_bones = {"Base"};
        rig->segments.push_back({"base", 0, {}});
        rig->segment_of_part = {skeleton::k_root}, rig->placed = {true};
        for (std::uint32_t i = 0; i < k_levels; ++i) {
            const std::string name = "Level " + std::to_string(i + 1);
            parts.push_back(make_part(name, anatomy::Kind::bone, k_midline, column(level(i) + 0.035f, level(i), 0.02f)));
            hugger.origin_bones.push_back(name);
            skeleton::Joint joint;
            joint.id = name, joint.side = anatomy::Side::midline, joint.parent = i, joint.child = i + 1;
            joint.centre = {0, level(i) - 0.0075, 0};
            rig->joints.push_back(joint);
            rig->segments.push_back({name, i, {i + 1}});
            rig->segment_of_part.push_back(i + 1), rig->placed.push_back(true);
        }
        const float top = 1.18f, bottom = 0.85f;
        const geometry::TriangleMesh mesh =
            make_tube([=](float t) { return glm::vec3(0.0275f, top + (bottom - top) * t, 0); }, [](float) { return 0.006f; }, 61, 16);
        std::vector<std::uint16_t> along;
        for (const glm::vec3& p : mesh.positions)
            along.push_back(static_cast<std::uint16_t>(65534.0f * glm::clamp((top - p.y) / (top - bottom), 0.0f, 1.0f)));
        parts.push_back(make_part("Right hugger", anatomy::Kind::muscle, anatomy::Side::right, mesh, "hugger", along, {0, -1, 0}));
        rig->segment_of_part.push_back(skeleton::k_root), rig->placed.push_back(false);
        body = std::make_shared<const anatomy::Body>("spine", "", std::move(parts));
        anatomy::MuscleDefinitions definitions;
        definitions.by_id["hugger"] = hugger;
        model = make_tissue_model(body, rig, definitions);
    }
};

}  // namespace

TEST(StrandRoots, ABellyHasALineFromEachBoneThatItHugs) {
    const Spine spine;
    const FibredPart& part = fibred_part(*spine.model, spine.belly);
    ASSERT_EQ(part.shaping, 1u);
    ASSERT_EQ(part.strands.size(), k_levels);
    for (std::size_t k = 1; k < part.strands.size(); ++k) {
        const double y = part.strands[k].centre.front().y;
        EXPECT_NEAR(y, 1.0175 + 0.05 * static_cast<double>(k_levels - 1 - k), 0.006) << k;  // the middle of its bone
        EXPECT_NEAR(part.strands[k].centre.back().y, part.strands[0].centre.back().y, 1e-9);
        EXPECT_LT(part.strands[k].rest_length, part.strands[k - 1].rest_length - 0.02);
    }
}

TEST(StrandRoots, AJointStretchesOnlyTheLinesThatPassIt) {
    const Spine spine;
    skeleton::PosedBody posed;
    posed.segments.assign(spine.rig->segments.size(), glm::dmat4(1));
    const glm::dvec3 hinge = spine.rig->joints[2].centre;  // below the third level
    const glm::dmat4 bend =
        glm::translate(glm::dmat4(1), hinge) * glm::rotate(glm::dmat4(1), 0.1, {0, 0, 1}) * glm::translate(glm::dmat4(1), -hinge);
    posed.segments[3] = posed.segments[4] = bend;
    const std::vector<FibreLengths> lengths = measure_lengths(spine.model, posed, {spine.belly});
    const FibredPart& part = fibred_part(*spine.model, spine.belly);
    for (std::size_t k = 0; k < part.strands.size(); ++k) {
        const double change = lengths[0].lengths[k] - part.strands[k].rest_length;
        if (k < 2)
            EXPECT_GT(std::abs(change), 0.0015) << k;
        else
            EXPECT_LT(std::abs(change), 0.0003) << k;
    }
}

}  // namespace smrt::muscles
