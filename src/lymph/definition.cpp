// Reading lymph definitions.
#include "lymph/definition.h"

#include <algorithm>

#include "geometry/units.h"

namespace smrt::lymph {
namespace {

using base::Definition;
using base::Findings;
using base::Severity;

std::array<std::string, 2> read_pair(const Definition& table, std::string_view key, Findings& findings) {
    const std::vector<std::string> words = table.texts(key, findings);
    if (words.size() == 2) return {words[0], words[1]};
    if (!words.empty()) findings.add(Severity::error, table.place().text(), "not-a-pair", std::string(key) + " must be two names");
    return {};
}

StationDefinition read_station(const Definition& table, Findings& findings) {
    table.check_keys({"on", "along", "angle", "depth_mm", "reach", "near", "lateral", "superior", "anterior"}, findings);
    StationDefinition station;
    station.place = table.place();
    station.on = table.text_or("on", "", findings);
    station.near = table.text_or("near", "", findings);
    station.along = table.number_or("along", 0, findings);
    station.angle = table.number_or("angle", 0, findings) * geometry::k_degree;
    if (table.find("depth_mm")) station.depth = table.number("depth_mm", findings) * geometry::k_mm;
    if (table.find("reach")) station.reach = table.number("reach", findings);
    station.lateral = table.number_or("lateral", 0, findings);
    station.superior = table.number_or("superior", 0, findings);
    station.anterior = table.number_or("anterior", 0, findings);
    if (station.on.empty() == station.near.empty())
        findings.add(Severity::error, table.place().text(), "no-place", "a place needs either `on` (a frame) or `near` (a landmark)");
    if (!station.on.empty() && station.depth.has_value() == station.reach.has_value())
        findings.add(Severity::error, table.place().text(), "no-depth", "a place on a frame needs either `depth_mm` or `reach`");
    return station;
}

FrameDefinition read_frame(const Definition& table, Findings& findings) {
    table.check_keys({"id", "distal", "proximal", "lateral_distal", "lateral_proximal", "rides_on"}, findings);
    return {table.text("id", findings),
            table.text("distal", findings),
            table.text("proximal", findings),
            read_pair(table, "lateral_distal", findings),
            read_pair(table, "lateral_proximal", findings),
            read_pair(table, "rides_on", findings)};
}

NodeDefinition read_node(const Definition& table, Findings& findings) {
    table.check_keys({"id", "name", "latin", "at", "radius_mm", "drains_to", "rides_on", "source"}, findings);
    NodeDefinition node{table.place(),
                        table.text("id", findings),
                        table.text("name", findings),
                        table.text_or("latin", "", findings),
                        table.text_or("drains_to", "", findings),
                        table.text("source", findings),
                        table.number("radius_mm", findings) * geometry::k_mm,
                        {},
                        table.texts("rides_on", findings)};
    if (const Definition* at = table.find("at"))
        node.at = read_station(*at, findings);
    else
        findings.add(Severity::error, table.place().text(), "missing-key", "node group `" + node.id + "` has no place `at`");
    return node;
}

PathDefinition read_path(const Definition& table, Findings& findings) {
    table.check_keys({"id", "name", "layer", "speed_mm_s", "starts_in", "ends_in", "through", "source"}, findings);
    PathDefinition path;
    path.place = table.place();
    path.id = table.text("id", findings);
    path.name = table.text("name", findings);
    path.source = table.text("source", findings);
    path.starts_in = table.text_or("starts_in", "", findings);
    path.ends_in = table.text("ends_in", findings);
    const std::string layer = table.text("layer", findings);
    if (layer != "superficial" && layer != "deep")
        findings.add(Severity::error, table.place().text(), "unknown-word", "layer is `" + layer + "`, expected `superficial` or `deep`");
    path.superficial = layer == "superficial";
    path.speed = table.number("speed_mm_s", findings) * geometry::k_mm;
    for (const Definition& station : table.tables("through")) path.through.push_back(read_station(station, findings));
    if (path.through.empty() && path.starts_in.empty())
        findings.add(Severity::error, table.place().text(), "no-start", "path `" + path.id + "` needs `through` or `starts_in`");
    return path;
}

void read_file(const Definition& file, LymphDefinitions& out, Findings& findings) {
    file.check_keys({"unit", "frame", "node_group", "path"}, findings);
    if (file.find("unit")) out.unit = read_pair(file, "unit", findings);
    for (const Definition& table : file.tables("frame")) out.frames.push_back(read_frame(table, findings));
    for (const Definition& table : file.tables("node_group")) out.nodes.push_back(read_node(table, findings));
    for (const Definition& table : file.tables("path")) out.paths.push_back(read_path(table, findings));
}

}  // namespace

base::Result<LymphDefinitions> read_lymph_definitions(const std::filesystem::path& folder, Findings& findings) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (error)
        return base::fail(base::ErrorCode::environment, "cannot list the folder: " + error.message() + "; reinstall the program's assets",
                          folder.string());
    std::sort(files.begin(), files.end());
    LymphDefinitions definitions;
    for (const auto& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file) return base::fail_while(file.error(), "reading lymph vessels");
        read_file(*file, definitions, findings);
    }
    findings.append(check_lymph_definitions(definitions));
    return definitions;
}

}  // namespace smrt::lymph
