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

    /// Shares of all segments of the rig in the flesh around a point. They add up to 1.
    [[nodiscard]] std::vector<float> weigh(const glm::vec3& point) const;

    /// Metres to the nearest flesh that mostly rides on a segment; a large number if there is none.
    [[nodiscard]] double distance(skeleton::SegmentIndex segment, const glm::vec3& point) const;

private:
    static constexpr std::size_t k_carriers = 4;
    struct Carrier {
        std::array<skeleton::SegmentIndex, k_carriers> segment{};
        std::array<float, k_carriers> weight{};
    };
    std::vector<Carrier> carriers_;  ///< per point
    geometry::PointTree points_;
    std::vector<geometry::PointTree> own_;  ///< per segment: the points that mostly ride on it

    void add_bones(const TissueModel& model, std::vector<glm::vec3>& points);
    void add_muscles(const TissueModel& model, std::vector<glm::vec3>& points);
};

}  // namespace smrt::muscles
