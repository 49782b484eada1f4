// A smooth, evenly spaced line through rough points.
#include "lymph/vessel_line.h"

#include <algorithm>
#include <cmath>

namespace smrt::lymph {
namespace {

constexpr float k_spacing = 0.005f;  ///< metres
constexpr int k_rounds = 4;          ///< of smoothing

/// Point of the centripetal Catmull-Rom curve between b and c.
glm::vec3 curve(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c, const glm::vec3& d, float t) {
    const auto knot = [](const glm::vec3& from, const glm::vec3& to) { return std::max(std::sqrt(glm::length(to - from)), 1e-4f); };
    const float t1 = knot(a, b), t2 = t1 + knot(b, c), t3 = t2 + knot(c, d);
    const float at = t1 + t * (t2 - t1);
    const glm::vec3 a1 = (t1 - at) / t1 * a + at / t1 * b;
    const glm::vec3 a2 = (t2 - at) / (t2 - t1) * b + (at - t1) / (t2 - t1) * c;
    const glm::vec3 a3 = (t3 - at) / (t3 - t2) * c + (at - t2) / (t3 - t2) * d;
    const glm::vec3 b1 = (t2 - at) / t2 * a1 + at / t2 * a2;
    const glm::vec3 b2 = (t3 - at) / (t3 - t1) * a2 + (at - t1) / (t3 - t1) * a3;
    return (t2 - at) / (t2 - t1) * b1 + (at - t1) / (t2 - t1) * b2;
}

VesselLine resample(const std::vector<glm::vec3>& points) {
    VesselLine out{{points.front()}, {0}};
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const glm::vec3& b = points[i];
        const glm::vec3& c = points[i + 1];
        const glm::vec3 a = i > 0 ? points[i - 1] : 2.0f * b - c;
        const glm::vec3 d = i + 2 < points.size() ? points[i + 2] : 2.0f * c - b;
        const int steps = std::max(1, static_cast<int>(std::lround(glm::length(c - b) / k_spacing)));
        for (int k = 1; k <= steps; ++k) {
            const float t = static_cast<float>(k) / static_cast<float>(steps);
            out.points.push_back(k == steps ? c : curve(a, b, c, d, t));
            out.origin.push_back(static_cast<float>(i) + t);
        }
    }
    return out;
}

}  // namespace

VesselLine smooth_vessel(const std::vector<glm::vec3>& rough) {
    if (rough.empty()) return {};
    VesselLine line = resample(rough);
    for (int round = 0; round < k_rounds; ++round) round_corners(line.points);
    return line;
}

void round_corners(std::vector<glm::vec3>& line) {
    const std::vector<glm::vec3> before = line;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) line[i] = 0.25f * before[i - 1] + 0.5f * before[i] + 0.25f * before[i + 1];
}

}  // namespace smrt::lymph
