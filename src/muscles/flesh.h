// What lies beneath skin, vessels and nerves: the surfaces of muscles and bones, each point with the segments that carry it.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "geometry/nearest.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

struct TissueModel;

/// Points on every muscle and bone at rest. Distance to the bones alone says little in an arm that hangs beside the trunk; the muscle
/// that a vein lies on says which limb the vein belongs to.
class Flesh {
public:
    explicit Flesh(const TissueModel& model);

    /// Shares of `segments` (sorted by index, with the trunk) in the flesh around a point; what rides on a segment that is not among them
    /// counts for its nearest parent that is. They add up to 1.
    /// Input: `inward` unit, or zero if flesh on all sides counts; flesh on the other side counts little.
    [[nodiscard]] std::vector<float> weigh(const std::vector<skeleton::SegmentIndex>& segments, const glm::vec3& point,
                                           const glm::vec3& inward) const;

private:
    static constexpr std::size_t k_carriers = 4;
    struct Carrier {
        std::array<skeleton::SegmentIndex, k_carriers> segment{};
        std::array<float, k_carriers> weight{};
    };
    std::vector<Carrier> carriers_;                 ///< per point
    std::vector<skeleton::SegmentIndex> parents_;   ///< per segment
    geometry::PointTree points_;

    void add_bones(const TissueModel& model, std::vector<glm::vec3>& points);
    void add_muscles(const TissueModel& model, std::vector<glm::vec3>& points);
};

}  // namespace smrt::muscles
