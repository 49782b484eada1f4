// Puts the places of lymph definitions on one body.
#pragma once

#include <glm/glm.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "anatomy/landmarks.h"
#include "lymph/body_walls.h"
#include "lymph/definition.h"

namespace smrt::lymph {

/// A frame on one side of one body.
struct LimbFrame {
    glm::dvec3 distal{0}, proximal{0};
    glm::dvec3 thumb_distal{0}, thumb_proximal{0};  ///< unit, across the axis
    double handed = 1;                              ///< 1 right, -1 left

    [[nodiscard]] double length() const { return glm::length(proximal - distal); }
    [[nodiscard]] glm::dvec3 centre(double along) const { return glm::mix(distal, proximal, along); }
    /// Unit direction across the axis; angle in radians from the thumb side over the front.
    [[nodiscard]] glm::dvec3 direction(double along, double angle) const;
};

struct LandedPoint {
    glm::vec3 position{0};
    double along = 0;  ///< on its frame
};

/// Everything needed to land places of one side.
class Landing {
public:
    Landing(const LymphDefinitions& definitions, const anatomy::Landmarks& landmarks, const BodyWalls& walls, anatomy::Side side);

    /// Empty if a landmark is missing or the way out meets no skin; why() then tells.
    [[nodiscard]] std::optional<glm::vec3> land(const StationDefinition& station) const;
    /// All points from one place to the next when both lie on one frame: along the skin (or at the same reach), about
    /// every 6 mm, both ends included. Otherwise just the two ends.
    [[nodiscard]] std::vector<LandedPoint> land_between(const StationDefinition& from, const StationDefinition& to) const;
    /// What hinders a place from landing, in plain words; empty if nothing does.
    [[nodiscard]] std::string why(const StationDefinition& station) const;

private:
    /// Where a ray leaves the limb. Where the limb lies against the trunk and has no skin of its own on that side, its
    /// front tells how thick it is.
    [[nodiscard]] std::optional<WayOut> find_own_skin(const LimbFrame& frame, double along, const glm::vec3& centre,
                                                      const glm::vec3& direction) const;

    std::map<std::string, LimbFrame> frames_;
    std::map<std::string, std::string> missing_;  ///< frame → landmark it lacks
    const anatomy::Landmarks& landmarks_;
    const BodyWalls& walls_;
    anatomy::Side side_;
    double unit_ = 0;
    std::string unit_words_;
};

}  // namespace smrt::lymph
