// Lays the lymph vessels and node groups of the definitions on one body.
#include <fmt/format.h>
#include <algorithm>
#include <cmath>

#include "lymph/landing.h"
#include "lymph/network.h"
#include "lymph/riding.h"
#include "lymph/vessel_line.h"

namespace smrt::lymph {
namespace {

using anatomy::Side;
using base::Severity;

constexpr float k_off_bone = 0.0015f;  ///< metres between a vessel and any bone

std::string sided(const std::string& id, Side side) {
    return id + "_" + anatomy::name_of(side);
}

std::string sided_name(const std::string& name, Side side) {
    std::string lower = name;
    if (lower.size() > 1 && std::islower(static_cast<unsigned char>(lower[1])) != 0)
        lower[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[0])));
    return (side == Side::left ? "Left " : "Right ") + lower;
}

class Builder {
public:
    Builder(const LymphDefinitions& definitions, const anatomy::Body& body, const anatomy::Landmarks& landmarks, const BodyWalls& walls,
            Side side, Network& out)
        : definitions_(definitions),
          landing_(definitions, landmarks, walls, side),
          riding_(definitions, body, side),
          walls_(walls),
          side_(side),
          out_(out) {}

    void add_nodes() {
        for (const NodeDefinition& node : definitions_.nodes) {
            const auto centre = landing_.land(node.at);
            if (!centre) {
                tell(Severity::warning, node.id, "no-node",
                     fmt::format("node group `{}` could not be placed: {}", node.id, landing_.why(node.at)));
                continue;
            }
            NodeGroup group;
            group.id = sided(node.id, side_);
            group.name = sided_name(node.name, side_);
            group.side = side_;
            group.radius = static_cast<float>(node.radius);
            group.centre = walls_.keep_off_bone(*centre, std::min(group.radius, 0.004f));
            group.riders = to_riders(riding_.of_bones(node.rides_on));
            group.drains_to = node.drains_to.empty() ? "" : sided(node.drains_to, side_);
            out_.nodes.push_back(std::move(group));
        }
    }

    void add_paths() {
        for (const PathDefinition& definition : definitions_.paths) {
            Path path = lay(definition);
            if (path.points.size() < 2) continue;
            path.id = sided(definition.id, side_);
            path.name = sided_name(definition.name, side_);
            path.side = side_;
            path.superficial = definition.superficial;
            path.speed = definition.speed;
            path.ends_in = sided(definition.ends_in, side_);
            out_.paths.push_back(std::move(path));
        }
    }

private:
    [[nodiscard]] const NodeGroup* find_node(const std::string& id) const {
        const std::string wanted = sided(id, side_);
        const auto found =
            std::find_if(out_.nodes.begin(), out_.nodes.end(), [&wanted](const NodeGroup& node) { return node.id == wanted; });
        return found == out_.nodes.end() ? nullptr : &*found;
    }

    void tell(Severity severity, const std::string& id, const char* code, std::string what) {
        out_.findings.add(severity, "lymph " + sided(id, side_), code, std::move(what));
    }

    struct Rough {
        std::vector<glm::vec3> points;
        std::vector<Shares> shares;

        void add(const glm::vec3& point, Shares share) {
            if (!points.empty() && glm::length(points.back() - point) < 1e-4f) return;
            points.push_back(point);
            shares.push_back(std::move(share));
        }
    };

    [[nodiscard]] Shares shares_of(const std::string& node_id) const {
        const auto node =
            std::find_if(definitions_.nodes.begin(), definitions_.nodes.end(), [&](const NodeDefinition& n) { return n.id == node_id; });
        return node == definitions_.nodes.end() ? Shares{} : riding_.of_bones(node->rides_on);
    }

    /// Places of a path that this body can tell, from its start to its last station.
    Rough lay_stations(const PathDefinition& path) {
        Rough rough;
        if (const NodeGroup* start = find_node(path.starts_in)) rough.add(start->centre, shares_of(path.starts_in));
        const StationDefinition* last = nullptr;
        for (const StationDefinition& station : path.through) {
            if (const std::string reason = landing_.why(station); !reason.empty()) {
                tell(Severity::note, path.id, "shortened-path",
                     fmt::format("path `{}` is drawn without one of its places: {}", path.id, reason));
                continue;
            }
            for (const LandedPoint& point : landing_.land_between(last ? *last : station, station)) {
                const StationDefinition& whose = last && last->on != station.on && point.along == last->along ? *last : station;
                rough.add(point.position, riding_.of_station(whose, point.along));
            }
            last = &station;
        }
        return rough;
    }

    /// Points of a path on this body, smooth and off the bones; none if its end is missing.
    Path lay(const PathDefinition& path) {
        const NodeGroup* end = find_node(path.ends_in);
        if (!end) {
            tell(Severity::warning, path.id, "no-path",
                 fmt::format("path `{}` was left out: its node group `{}` is not on this body", path.id, path.ends_in));
            return {};
        }
        Rough rough = lay_stations(path);
        if (rough.points.empty()) return {};
        rough.add(end->centre, shares_of(path.ends_in));
        VesselLine line = smooth_vessel(rough.points);
        constexpr int k_rounds = 6;  // pushing off a bone makes corners, rounding them may touch the bone again
        for (int round = 0; round < k_rounds; ++round) {
            for (std::size_t i = 1; i + 1 < line.points.size(); ++i) line.points[i] = walls_.keep_off_bone(line.points[i], k_off_bone);
            if (round + 1 < k_rounds) round_corners(line.points);
        }
        Path out;
        out.riders = spread_riders(rough.shares, line.origin);
        out.points = std::move(line.points);
        return out;
    }

    const LymphDefinitions& definitions_;
    Landing landing_;
    Riding riding_;
    const BodyWalls& walls_;
    Side side_;
    Network& out_;
};

}  // namespace

Network land_network(const LymphDefinitions& definitions, const anatomy::Body& body, const anatomy::Landmarks& landmarks) {
    Network network;
    const BodyWalls walls(body);
    for (const Side side : {Side::right, Side::left}) {
        Builder builder(definitions, body, landmarks, walls, side, network);
        builder.add_nodes();
        builder.add_paths();
    }
    return network;
}

NetworkPtr make_network(const anatomy::Body& body, const anatomy::Landmarks& landmarks, const std::filesystem::path& assets) {
    base::Findings findings;
    const auto definitions = read_lymph_definitions(assets / "body" / "lymph", findings);
    Network network;
    if (definitions)
        network = land_network(*definitions, body, landmarks);
    else
        findings.add(Severity::error, definitions.error().place, "no-definitions", definitions.error().text());
    findings.append(network.findings);
    network.findings = std::move(findings);
    return std::make_shared<const Network>(std::move(network));
}

}  // namespace smrt::lymph
