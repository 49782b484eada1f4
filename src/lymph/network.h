// Lymph vessels and nodes on one body, landed from text definitions, and flow along them over time.
#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "base/findings.h"
#include "skeleton/pose.h"
#include "skeleton/rig.h"

namespace smrt::lymph {

/// One vessel path on the body, in flow direction. Points are resting coordinates in metres.
struct Path {
    std::string id, name;
    anatomy::Side side = anatomy::Side::midline;
    std::vector<glm::vec3> points;
    bool superficial = true;
    double speed = 0;            ///< metres a second, true speed
    std::string ends_in;         ///< node group id
};

struct NodeGroup {
    std::string id, name;
    anatomy::Side side = anatomy::Side::midline;
    glm::vec3 centre{0};
    float radius = 0;
    std::string drains_to;       ///< node group or trunk id; empty at the venous angle
};

struct Network {
    std::vector<Path> paths;
    std::vector<NodeGroup> nodes;
    base::Findings findings;     ///< definitions that could not land on this body, in plain words
};
using NetworkPtr = std::shared_ptr<const Network>;

/// A flow mark: where it is and which way it goes (resting coordinates).
struct FlowMark {
    glm::vec3 position{0}, direction{0};
    std::uint32_t path = 0;
};

/// Marks along all paths at a time, evenly spaced; speed_up multiplies the true speed (the caption must say so).
[[nodiscard]] std::vector<FlowMark> flow_marks(const Network& network, double seconds, double speed_up, double spacing);

}  // namespace smrt::lymph
