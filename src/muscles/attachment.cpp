// Attachments by contact with the bone at which a strand ends, as far as it lasts without a gap.
#include "muscles/attachment.h"

#include <algorithm>
#include <cmath>

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;

constexpr double k_touch = 0.003, k_off = 0.006;  ///< metres: grown to a bone that near, not that far
constexpr double k_end_gap = 0.015;               ///< metres: a strand that ends farther from its bones is not grown to them
constexpr double k_least_contact = 0.10;          ///< share of a stretch's surface; less of it is no attachment
constexpr double k_farthest = 0.5;                ///< along a strand: what touches farther on is on its way to the other end
constexpr std::size_t k_stretches = 20;

/// The bone at which a strand ends; none if it ends far from all of them.
std::pair<bool, SegmentIndex> find_end_segment(const TissueModel& model, const FibredPart& part, bool origin, const glm::dvec3& end) {
    std::pair<bool, SegmentIndex> out{false, part.segments.front()};
    double nearest = k_end_gap;
    for (std::size_t s = 0; s < part.segments.size(); ++s) {
        if (origin ? !part.is_origin[s] : !part.is_insertion[s]) continue;
        const double distance = model.clouds->distance(part.segments[s], glm::vec3(end));
        if (distance < nearest) nearest = distance, out = {true, part.segments[s]};
    }
    return out;
}

}  // namespace

std::array<double, 2> find_attachment_middles(const TissueModel& model, const FibredPart& part, const std::vector<FibreSample>& samples,
                                              const std::vector<double>& share, const StrandShape& shape,
                                              const std::array<bool, 2>& extended) {
    std::array<double, 2> out{0.0, 1.0};
    for (const bool origin : {true, false}) {
        if (extended[origin ? 0 : 1]) continue;
        const auto [found, segment] = find_end_segment(model, part, origin, origin ? shape.centre.front() : shape.centre.back());
        if (!found) continue;
        std::array<double, k_stretches> all{}, touching{};
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const double from_end = origin ? samples[i].along : 1.0 - samples[i].along;
            if (from_end > k_farthest || share[i] < 0.05) continue;
            const auto at = std::min(k_stretches - 1, static_cast<std::size_t>(from_end * k_stretches));
            const double weight = samples[i].area * share[i];
            all[at] += weight;
            touching[at] += weight * (1.0 - smooth_step(k_touch, k_off, model.clouds->distance(segment, glm::vec3(samples[i].position))));
        }
        double sum = 0, weight = 1e-18;
        for (std::size_t k = 0; k < k_stretches; ++k) {
            // The first stretches may be the rounded end of the mesh.
            if (k > 1 && touching[k] <= k_least_contact * all[k]) break;
            sum += touching[k] * static_cast<double>(k) / k_stretches, weight += touching[k];
        }
        out[origin ? 0 : 1] = origin ? sum / weight : 1.0 - sum / weight;
    }
    // Where both meet in the middle, fibres are as short as the way between two bones, never less than a third of the muscle.
    const double least = 0.33, between = out[1] - out[0];
    if (between < least) {
        const double both = std::max(1e-9, out[0] + 1.0 - out[1]), factor = (1.0 - least) / both;
        out = {out[0] * factor, 1.0 - (1.0 - out[1]) * factor};
    }
    return out;
}

}  // namespace smrt::muscles
