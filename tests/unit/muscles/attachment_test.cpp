// Where along its fibres a muscle is attached: lines of samples beside a made-up bone.
#include "muscles/attachment.h"

#include <gtest/gtest.h>

#include "limb_fixture.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

const Limbs& limbs() {
    static const Limbs made;
    return made;
}

/// Samples of a strand beside the right humerus from y = 1.28 m down to 1.02 m: on the bone between two places along it, 3 cm off elsewhere.
std::vector<FibreSample> make_samples(double from, double to) {
    std::vector<FibreSample> out;
    constexpr int k_count = 200;
    for (int i = 0; i < k_count; ++i) {
        const double along = (i + 0.5) / k_count, off = along >= from && along <= to ? 0.012 : 0.042;
        out.push_back({{-0.3, 1.28 - 0.26 * along, off}, along, 1e-4});
    }
    return out;
}

StrandShape make_shape() {
    StrandShape out;
    for (int j = 0; j <= 12; ++j) out.centre.emplace_back(-0.3, 1.28 - 0.26 * j / 12, 0.012), out.radius.push_back(0.005);
    return out;
}

std::array<double, 2> find(const std::vector<FibreSample>& samples, bool lead = false) {
    const FibredPart& part = fibred_part(*limbs().model, limbs().part("Right front muscle"));
    return find_attachment_middles(*limbs().model, part, samples, std::vector<double>(samples.size(), 1.0), make_shape(), {lead, false});
}

TEST(Attachment, OfABroadOriginFibresStartInTheMiddle) {
    EXPECT_NEAR(find(make_samples(0.0, 0.4))[0], 0.2, 0.04);
    EXPECT_NEAR(find(make_samples(0.0, 0.2))[0], 0.1, 0.04);
}

TEST(Attachment, WhatTouchesAtItsEndAloneStartsThere) {
    EXPECT_LT(find(make_samples(0.0, 0.04))[0], 0.03);
}

TEST(Attachment, BoneThatIsTouchedAgainFartherOnIsPassed) {
    std::vector<FibreSample> samples = make_samples(0.0, 0.2);
    for (FibreSample& sample : samples)
        if (sample.along > 0.3 && sample.along < 0.45) sample.position.z = 0.012;
    EXPECT_NEAR(find(samples)[0], 0.1, 0.04);
}

TEST(Attachment, AnEndThatPullsThroughATendonIsNotGrownToTheBone) {
    EXPECT_EQ(find(make_samples(0.0, 0.4), true)[0], 0.0);
}

TEST(Attachment, AThirdOfTheMuscleIsLeft) {
    const auto [from, to] = find(make_samples(0.0, 1.0));
    EXPECT_GE(to - from, 0.33 - 1e-9);
    EXPECT_GE(from, 0.0);
    EXPECT_LE(to, 1.0);
}

TEST(Attachment, LengthsLeaveOutWhatIsGrown) {
    for (const char* name : {"Right front muscle", "Right back muscle"}) {
        const FibredPart& part = fibred_part(*limbs().model, limbs().part(name));
        for (const Strand& strand : part.strands) {
            EXPECT_GE(strand.grown, 0.0);
            EXPECT_NEAR(strand.rest_length + strand.grown, measure_length(strand.path.centre), 1e-9);
        }
    }
}

}  // namespace
}  // namespace smrt::muscles
