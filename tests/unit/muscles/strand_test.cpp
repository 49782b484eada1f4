// Lines through a muscle: calm where its fibres are, whole where others cover them.
#include "muscles/strand.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace smrt::muscles {
namespace {

void sort_along(std::vector<FibreSample>& samples) {
    std::stable_sort(samples.begin(), samples.end(), [](const FibreSample& a, const FibreSample& b) { return a.along < b.along; });
}

/// A belly of 0.1 m and in front of it four slips, each 0.1 m long and 0.025 m from the next; they start at different places along the
/// fibres, as harmonic fields have it, so that the middle of all jumps between them.
std::vector<FibreSample> make_saw() {
    std::vector<FibreSample> out;
    for (int i = 0; i < 60; ++i)
        for (int k = 0; k < 24; ++k) {
            const double t = static_cast<double>(i) / 59, across = 0.08 * (static_cast<double>(k) / 23 - 0.5);
            out.push_back({{across, -0.1 * t, k % 2 == 0 ? 0.004 : -0.004}, 0.5 + 0.5 * t, 1e-6, 0, 0});
            const int slip = k / 6;
            const double start = 0.09 * slip, own = 0.025 * (slip - 1.5) + 0.002 * (k % 6 - 2.5);
            out.push_back({{own, 0.1 * (1 - t), k % 2 == 0 ? 0.004 : -0.004}, start + (0.5 - start) * t, 1e-6, 0, 0});
        }
    sort_along(out);
    return out;
}

TEST(Strands, ALineStaysInOneSlip) {
    const std::vector<FibreSample> samples = make_saw();
    const FibreFrame frame = make_fibre_frame(samples, 1);
    for (const StrandShape& shape : make_strand_shapes(samples, frame, 17)) {
        const glm::dvec3 way = shape.centre.back() - shape.centre.front();
        EXPECT_LT(measure_length(shape.centre), 1.3 * glm::length(way));
        EXPECT_GT(glm::length(way), 0.13);
    }
}

TEST(Strands, ABundleThatOthersCoverRunsOnAmongThem) {
    // A tendon that bends by a right angle half way; bundle 2 shows at its ends only.
    std::vector<FibreSample> samples;
    for (int i = 0; i < 200; ++i)
        for (int k = 0; k < 12; ++k) {
            const double t = static_cast<double>(i) / 199, turn = 6.2831853 * k / 12;
            const glm::dvec3 middle = t < 0.5 ? glm::dvec3(0, 0.1 * (1 - 2 * t), 0) : glm::dvec3(0.1 * (2 * t - 1), 0, 0);
            const glm::dvec3 beside =
                t < 0.5 ? glm::dvec3(std::cos(turn), 0, std::sin(turn)) : glm::dvec3(0, std::cos(turn), std::sin(turn));
            const std::uint32_t bundle = (t < 0.25 || t > 0.75) && k >= 6 ? 2 : 1;
            samples.push_back({middle + 0.004 * beside, t, 1e-6, bundle, 0});
        }
    sort_along(samples);
    const auto groups = group_samples(samples);
    ASSERT_EQ(groups.size(), 2u);
    for (const auto& group : groups) {
        const FibreFrame frame = make_fibre_frame(group, groups.size());
        for (const StrandShape& shape : make_strand_shapes(group, frame, 17)) {
            double nearest = 1;
            for (const glm::dvec3& p : shape.centre) nearest = std::min(nearest, glm::length(p));
            EXPECT_LT(nearest, 0.015) << "a line that cuts the corner passes it at 70 mm";
        }
    }
}

TEST(Groups, PiecesThatRunFromEndToEndAreLinesOfTheirOwn) {
    std::vector<FibreSample> samples;
    for (std::uint32_t piece = 0; piece < 20; ++piece)
        for (int i = 0; i < 12; ++i)
            samples.push_back({{0.001 * (i % 3), -0.03 * piece - 0.001 * i, 0}, static_cast<double>(i) / 11, 1e-6, 0, piece});
    sort_along(samples);
    EXPECT_EQ(group_samples(samples).size(), 20u);
    const auto stunt = [&](std::uint32_t first) {
        for (FibreSample& sample : samples)
            if (sample.piece >= first) sample.along *= 0.5;
        sort_along(samples);
        return group_samples(samples).size();
    };
    EXPECT_EQ(stunt(18), 18u) << "the few that end half way go with their neighbours";
    EXPECT_EQ(stunt(6), 1u) << "most of them end half way: they are no set";
}

}  // namespace
}  // namespace smrt::muscles
