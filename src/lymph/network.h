// Lymph vessels and nodes on one body, landed from text definitions, and flow along them over time.
#pragma once

#include <array>
#include <filesystem>
#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/landmarks.h"
#include "base/findings.h"
#include "skeleton/pose.h"
#include "skeleton/rig.h"

namespace smrt::lymph {

/// A bone that carries a point of the network, with its share. No bone: the trunk, which never moves.
struct Rider {
    anatomy::PartIndex bone = anatomy::k_no_part;
    float weight = 0;
    bool operator==(const Rider&) const = default;
};
/// Shares add up to 1; unused places have none.
using Riders = std::array<Rider, 4>;

/// One vessel path on the body, in flow direction. Points are resting coordinates in metres.
struct Path {
    std::string id, name;
    anatomy::Side side = anatomy::Side::midline;
    std::vector<glm::vec3> points;
    std::vector<Riders> riders;  ///< per point
    bool superficial = true;
    double speed = 0;     ///< metres a second, true speed
    std::string ends_in;  ///< node group id
};

struct NodeGroup {
    std::string id, name;
    anatomy::Side side = anatomy::Side::midline;
    glm::vec3 centre{0};
    float radius = 0;
    Riders riders{};
    std::string drains_to;  ///< node group or trunk id; empty at the venous angle
};

struct Network {
    std::vector<Path> paths;
    std::vector<NodeGroup> nodes;
    base::Findings findings;  ///< definitions that could not land on this body, in plain words
};
using NetworkPtr = std::shared_ptr<const Network>;

struct LymphDefinitions;

/// Lays definitions on a body, right and left. A path begins without those of its first places that the body cannot tell
/// (no finger bones, say); what could not be laid is among the findings.
/// Input: landmarks of the same body. Cost: about 0.2 s for a whole body.
[[nodiscard]] Network land_network(const LymphDefinitions& definitions, const anatomy::Body& body, const anatomy::Landmarks& landmarks);
/// The same with the definitions of assets/body/lymph; their faults are findings too. Never null.
[[nodiscard]] NetworkPtr make_network(const anatomy::Body& body, const anatomy::Landmarks& landmarks, const std::filesystem::path& assets);

/// A flow mark: where it is and which way it goes (resting coordinates).
struct FlowMark {
    glm::vec3 position{0}, direction{0};
    std::uint32_t path = 0;
};

/// Marks along all paths at a time, evenly spaced; speed_up multiplies the true speed (the caption must say so).
[[nodiscard]] std::vector<FlowMark> flow_marks(const Network& network, double seconds, double speed_up, double spacing);

}  // namespace smrt::lymph
