// Which bones carry the points of a vessel, so that it moves with them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "lymph/definition.h"
#include "lymph/network.h"

namespace smrt::lymph {

/// Shares by bone; k_no_part is the trunk. Empty: not known, to be filled from the neighbours.
using Shares = std::map<anatomy::PartIndex, float>;

/// Shares of places of one side of one body.
class Riding {
public:
    Riding(const LymphDefinitions& definitions, const anatomy::Body& body, anatomy::Side side);

    /// Bones named, in equal shares; those that the body lacks are left out. Empty when none is left: what stands on such a bone
    /// rides with its neighbours along the vessel.
    [[nodiscard]] Shares of_bones(const std::vector<std::string>& bones) const;
    /// Blend of the frame's two bones, or the one that the body has; empty without both and for places near a landmark.
    [[nodiscard]] Shares of_station(const StationDefinition& station, double along) const;

private:
    const anatomy::Body& body_;
    anatomy::Side side_;
    std::map<std::string, std::array<std::string, 2>> bones_of_frame_;
};

/// The four largest shares, adding up to 1.
[[nodiscard]] Riders to_riders(const Shares& shares);

/// Shares of a smooth line from those of the rough points that it came from: unknown ones filled, then evened out over
/// about 5 cm, so that a vessel bends around a joint instead of breaking there.
[[nodiscard]] std::vector<Riders> spread_riders(const std::vector<Shares>& rough, const std::vector<float>& origin);

}  // namespace smrt::lymph
