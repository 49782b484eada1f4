// Readings under one pose; lever arms by central differences of the same lengths.
#include "tasks/measure_pose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "geometry/units.h"
#include "session/part_query.h"
#include "session/session.h"

namespace smrt::tasks {
namespace {

constexpr double k_step = 1e-3;       ///< radians or metres to either side
constexpr double k_least_arm = 5e-5;  ///< metres; smaller ones are left out

double round_to(double value, double unit) {
    return std::round(value / unit) * unit;
}

std::vector<muscles::Reading> read_lengths(const scene::Model& model, const skeleton::Pose& pose) {
    return muscles::readings(*muscles::measure_tissue(model.tissue, skeleton::measure_posed_body(*model.rig, pose)));
}

/// Lever arms of every reading, one list a coordinate. Where a step would leave the range, the difference is one-sided.
std::vector<std::vector<double>> find_lever_arms(const scene::Model& model, const skeleton::Pose& pose, const base::Progress& progress) {
    std::vector<std::vector<double>> out;
    const std::size_t count = model.rig->coordinates.size();
    for (std::size_t c = 0; c < count; ++c) {
        const skeleton::Coordinate& coordinate = model.rig->coordinates[c];
        skeleton::Pose below = pose, above = pose;
        below.values[c] = std::max(coordinate.lower, pose.values[c] - k_step);
        above.values[c] = std::min(coordinate.upper, pose.values[c] + k_step);
        const double way = above.values[c] - below.values[c];
        std::vector<double>& arms = out.emplace_back();
        if (way <= 0 || progress.cancelled()) continue;
        const auto shorter = read_lengths(model, below), longer = read_lengths(model, above);
        for (std::size_t i = 0; i < shorter.size(); ++i) arms.push_back(-(longer[i].length - shorter[i].length) / way);
        progress.tell(static_cast<double>(c + 1) / static_cast<double>(count), "measuring lever arms");
    }
    return out;
}

}  // namespace

base::Result<base::Json> measure_pose(const scene::Model& model, const MeasureRequest& request, const base::Progress& progress) {
    if (model.rig == nullptr || model.tissue == nullptr)
        return base::fail(base::ErrorCode::bad_data, "none of this program's joints fits the bones of this body");
    const auto pose = skeleton::parse_pose(*model.rig, request.pose);
    if (!pose) return tl::make_unexpected(pose.error());
    session::Parts wanted;
    for (const std::string& text : request.parts) {
        const auto found = session::find_parts(model, session::make_first_state(model), text);
        if (!found) return tl::make_unexpected(found.error());
        wanted = session::with(wanted, *found);
    }
    const auto lengths = read_lengths(model, *pose);
    const auto arms = find_lever_arms(model, *pose, progress);
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "measuring was stopped");
    base::Json rows = base::Json::array();
    for (std::size_t i = 0; i < lengths.size(); ++i) {
        const muscles::Reading& reading = lengths[i];
        if (!request.parts.empty() && !std::binary_search(wanted.begin(), wanted.end(), reading.part)) continue;
        const anatomy::Part& part = model.body->part(reading.part);
        base::Json row;
        row["id"] = part.id;
        row["name"] = part.name;
        row["side"] = anatomy::name_of(part.side);
        row["kind"] = anatomy::name_of(part.kind);
        row["length_mm"] = round_to(reading.length / geometry::k_mm, 1e-4);
        row["rest_mm"] = round_to(reading.rest_length / geometry::k_mm, 1e-4);
        row["ratio"] = round_to(reading.ratio(), 1e-7);
        row["lever_arms"] = base::Json::object();
        for (std::size_t c = 0; c < arms.size(); ++c) {
            if (i >= arms[c].size()) continue;
            const bool glides = model.rig->coordinates[c].translation;
            if (std::abs(arms[c][i]) < (glides ? 1e-3 : k_least_arm)) continue;
            row["lever_arms"][model.rig->coordinates[c].id] = round_to(glides ? arms[c][i] : arms[c][i] / geometry::k_mm, 1e-3);
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) return base::fail(base::ErrorCode::bad_usage, "none of these parts has fibres, so none has a length");
    return rows;
}

std::string write_csv(const base::Json& rows) {
    std::string out = "id,name,side,kind,length_mm,rest_mm,ratio,lever_arms_mm\n";
    for (const base::Json& row : rows) {
        std::string arms;
        for (const auto& [coordinate, value] : row["lever_arms"].items())
            arms += fmt::format("{}{}={:.3f}", arms.empty() ? "" : "; ", coordinate, value.get<double>());
        const auto quoted = [](std::string text) {  // a comma or a quote in a name would shift the columns
            for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 2)) text.insert(at, 1, '"');
            return text.find_first_of(",\"") == std::string::npos ? text : "\"" + text + "\"";
        };
        out += fmt::format("{},{},{},{},{:.4f},{:.4f},{:.7f},{}\n", quoted(row["id"].get<std::string>()),
                           quoted(row["name"].get<std::string>()), row["side"].get<std::string>(), row["kind"].get<std::string>(),
                           row["length_mm"].get<double>(), row["rest_mm"].get<double>(), row["ratio"].get<double>(), arms);
    }
    return out;
}

}  // namespace smrt::tasks
