// Lymph vessels and node groups as the text of assets/body/lymph tells them, not yet on any body.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/definition_file.h"
#include "base/findings.h"
#include "base/result.h"

namespace smrt::lymph {

/// A stretch of a limb as an axis between two landmarks, with directions around it.
struct FrameDefinition {
    std::string id;
    std::string distal, proximal;               ///< landmarks: ends of the axis
    std::array<std::string, 2> lateral_distal;  ///< from, to: which way is the thumb side at that end; may be empty
    std::array<std::string, 2> lateral_proximal;
    std::array<std::string, 2> rides_on;  ///< bones without side that carry the distal and the proximal end
};

/// A place told relative to a frame or to a landmark.
struct StationDefinition {
    base::Place place;
    std::string on;                                  ///< frame; empty: `near` is used
    double along = 0;                                ///< 0 distal end .. 1 proximal end
    double angle = 0;                                ///< radians: 0 thumb side, quarter turn front (palm), half turn little-finger side
    std::optional<double> depth;                     ///< metres under the skin
    std::optional<double> reach;                     ///< 0 on the bone .. 1 at the skin, along the direction
    std::string near;                                ///< landmark
    double lateral = 0, superior = 0, anterior = 0;  ///< from it, in units (the length that the file names)
};

struct NodeDefinition {
    base::Place place;
    std::string id, name, latin, drains_to, source;
    double radius = 0;  ///< metres
    StationDefinition at;
    std::vector<std::string> rides_on;  ///< bones without side, or "trunk", that carry it in equal shares
};

struct PathDefinition {
    base::Place place;
    std::string id, name, source;
    std::string starts_in, ends_in;  ///< node groups; the start may be empty
    bool superficial = true;
    double speed = 0;  ///< metres a second
    std::vector<StationDefinition> through;
};

/// Everything below assets/body/lymph. Both sides are made from it.
struct LymphDefinitions {
    std::array<std::string, 2> unit;  ///< landmarks whose distance is the unit of `near` places
    std::vector<FrameDefinition> frames;
    std::vector<NodeDefinition> nodes;
    std::vector<PathDefinition> paths;
};

/// Reads all TOML files of a folder in the order of their names. Faulty entries become findings and are left out.
/// Errors: environment if the folder cannot be read; bad_data if a file is no TOML.
[[nodiscard]] base::Result<LymphDefinitions> read_lymph_definitions(const std::filesystem::path& folder, base::Findings& findings);

/// Faults between entries: ids used twice, unknown frames and node groups, circles, groups that never reach the vein.
[[nodiscard]] base::Findings check_lymph_definitions(const LymphDefinitions& definitions);

}  // namespace smrt::lymph
