// Marks that run along the vessel paths at one moment.
#include <cmath>

#include "lymph/network.h"

namespace smrt::lymph {
namespace {

/// Walks one path once and sets marks at phase, phase + spacing, phase + 2 spacing ...
void add_marks(const Path& path, std::uint32_t index, double phase, double spacing, std::vector<FlowMark>& marks) {
    double walked = 0, next = phase;
    for (std::size_t i = 0; i + 1 < path.points.size(); ++i) {
        const glm::vec3 step = path.points[i + 1] - path.points[i];
        const double length = glm::length(step);
        if (length <= 0) continue;
        for (; next < walked + length; next += spacing) {
            const auto share = static_cast<float>((next - walked) / length);
            marks.push_back({path.points[i] + share * step, step / static_cast<float>(length), index});
        }
        walked += length;
    }
}

}  // namespace

std::vector<FlowMark> flow_marks(const Network& network, double seconds, double speed_up, double spacing) {
    std::vector<FlowMark> marks;
    if (spacing <= 0) return marks;
    for (std::uint32_t i = 0; i < network.paths.size(); ++i) {
        const Path& path = network.paths[i];
        const double run = std::fmod(seconds * path.speed * speed_up, spacing);
        add_marks(path, i, run < 0 ? run + spacing : run, spacing, marks);
    }
    return marks;
}

}  // namespace smrt::lymph
