// A smooth, evenly spaced line through rough points.
#pragma once

#include <glm/glm.hpp>
#include <vector>

namespace smrt::lymph {

struct VesselLine {
    std::vector<glm::vec3> points;
    std::vector<float> origin;  ///< per point, where it comes from: 2.25 is a quarter of the way from rough point 2 to 3
};

/// Input: points in flow direction, metres. Result: the same ends, points about every 5 mm, corners rounded; a point moves
/// less than half its distance to the chord of its neighbours.
[[nodiscard]] VesselLine smooth_vessel(const std::vector<glm::vec3>& rough);

/// Takes the corners off a line, ends excepted: every point moves half way to the middle of its neighbours.
void round_corners(std::vector<glm::vec3>& line);

}  // namespace smrt::lymph
