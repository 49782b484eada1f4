// Readings under one pose; lever arms by central differences of the same lengths.
#include "tasks/measure_pose.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/text.h"
#include "geometry/units.h"
#include "session/part_query.h"
#include "session/session.h"

namespace smrt::tasks {
namespace {

// To either side: wide enough that a path which settles a tenth of a millimetre elsewhere hardly shows.
constexpr double k_turn = 0.0175;     ///< radians
constexpr double k_slide = 1e-3;      ///< metres
constexpr double k_least_arm = 5e-5;  ///< metres; smaller ones are left out

double round_to(double value, double unit) {
    return std::round(value / unit) * unit;
}

/// Lever arms of some parts about one coordinate; where a step would leave the range, the difference is one-sided.
struct LeverArms {
    std::vector<anatomy::PartIndex> parts;  ///< sorted; others have none
    std::vector<muscles::FibreLengths> before, after;
    double way = 0;  ///< radians or metres between the two
    /// Metres a radian, or metres a metre; of a whole part or of one bundle.
    [[nodiscard]] double of(anatomy::PartIndex part, std::uint32_t bundle) const {
        const auto found = std::lower_bound(parts.begin(), parts.end(), part);
        if (found == parts.end() || *found != part) return 0;
        const auto i = static_cast<std::size_t>(found - parts.begin());
        return -(after[i].mean(bundle) - before[i].mean(bundle)) / way;
    }
};

LeverArms find_lever_arms(const scene::Model& model, const skeleton::Pose& pose, std::uint32_t c,
                          const std::vector<anatomy::PartIndex>& wanted, const std::vector<muscles::FibreLengths>& here) {
    const skeleton::Coordinate& coordinate = model.rig->coordinates[c];
    const double step = coordinate.translation ? k_slide : k_turn;
    skeleton::Pose below = pose, above = pose;
    below.values[c] = std::max(coordinate.lower, pose.values[c] - step);
    above.values[c] = std::min(coordinate.upper, pose.values[c] + step);
    LeverArms out;
    out.way = above.values[c] - below.values[c];
    if (out.way <= 0) return out;
    const auto from = skeleton::measure_posed_body(*model.rig, below), to = skeleton::measure_posed_body(*model.rig, above);
    const std::vector<anatomy::PartIndex> changed = muscles::find_changed(model.tissue, from, to);
    std::set_intersection(changed.begin(), changed.end(), wanted.begin(), wanted.end(), std::back_inserter(out.parts));
    std::vector<muscles::FibreLengths> start;
    for (const anatomy::PartIndex part : out.parts)
        start.push_back(here[static_cast<std::size_t>(std::lower_bound(wanted.begin(), wanted.end(), part) - wanted.begin())]);
    out.before = muscles::measure_lengths(model.tissue, from, out.parts, &start);
    out.after = muscles::measure_lengths(model.tissue, to, out.parts, &start);
    return out;
}

/// What a movement word turns by one degree or millimetre, and the lever arm about it: the sum over its coordinates.
struct WordArm {
    std::string word;                                           ///< side first
    std::vector<std::pair<std::uint32_t, double>> coordinates;  ///< radians (metres) of each, a radian (metre) of the word
    bool glides = false;
};

std::vector<WordArm> list_words(const skeleton::Rig& rig) {
    std::vector<WordArm> out;
    for (const anatomy::MovementDefinition& movement : rig.movements)
        for (const anatomy::Side side : {anatomy::Side::midline, anatomy::Side::right, anatomy::Side::left}) {
            if ((side == anatomy::Side::midline) == skeleton::needs_a_side(rig, movement)) continue;
            WordArm arm{side == anatomy::Side::midline ? movement.word : fmt::format("{} {}", anatomy::name_of(side), movement.word),
                        skeleton::shares_of(rig, movement, side), false};
            if (arm.coordinates.empty() || rig.find_coordinate(arm.word)) continue;
            arm.glides = rig.coordinates[arm.coordinates.front().first].translation;
            const double unit = rig.coordinates[arm.coordinates.front().first].unit;
            const bool mixed = std::any_of(arm.coordinates.begin(), arm.coordinates.end(),
                                           [&](const auto& one) { return std::abs(rig.coordinates[one.first].unit - unit) > 1e-12; });
            if (!mixed) out.push_back(std::move(arm));
        }
    return out;
}

/// Lever arms of one part or bundle by coordinate and by word, those that can be felt.
base::Json list_arms(const skeleton::Rig& rig, const std::vector<LeverArms>& arms, const std::vector<WordArm>& words,
                     anatomy::PartIndex part, std::uint32_t bundle) {
    base::Json out = base::Json::object();
    const auto tell = [&](const std::string& name, bool glides, double arm) {
        if (std::abs(arm) >= (glides ? 1e-3 : k_least_arm)) out[name] = round_to(glides ? arm : arm / geometry::k_mm, 1e-3);
    };
    for (std::uint32_t c = 0; c < arms.size(); ++c) tell(rig.coordinates[c].id, rig.coordinates[c].translation, arms[c].of(part, bundle));
    for (const WordArm& word : words) {
        double arm = 0;
        for (const auto& [coordinate, share] : word.coordinates) arm += share * arms[coordinate].of(part, bundle);
        tell(word.word, word.glides, arm);
    }
    return out;
}

/// What a posture does to a ligament: nobody knows how long it is when it just bears nothing, so it is told against rest.
const char* describe_tension(double ratio) {
    return ratio < 0.99 ? "slacker than at rest" : ratio > 1.01 ? "tauter than at rest" : "as at rest";
}

}  // namespace

base::Result<base::Json> measure_pose(const scene::Model& model, const MeasureRequest& request, const base::Progress& progress) {
    if (model.rig == nullptr || model.tissue == nullptr)
        return base::fail(base::ErrorCode::bad_data, "none of this program's joints fits the bones of this body");
    const auto pose = skeleton::parse_pose(*model.rig, request.pose);
    return pose ? measure_pose(model, *pose, request, progress) : tl::make_unexpected(pose.error());
}

base::Result<base::Json> measure_pose(const scene::Model& model, const skeleton::Pose& pose, const MeasureRequest& request,
                                      const base::Progress& progress) {
    if (model.rig == nullptr || model.tissue == nullptr)
        return base::fail(base::ErrorCode::bad_data, "none of this program's joints fits the bones of this body");
    session::Parts wanted;
    for (const std::string& text : request.parts) {
        const auto found = session::find_parts(model, session::make_first_state(model), text);
        if (!found) return tl::make_unexpected(found.error());
        wanted = session::with(wanted, *found);
    }
    std::vector<anatomy::PartIndex> fibred = muscles::fibred_parts(model.tissue);
    if (!request.parts.empty())
        std::erase_if(fibred, [&](anatomy::PartIndex part) { return !std::binary_search(wanted.begin(), wanted.end(), part); });
    const auto lengths = muscles::measure_lengths(model.tissue, skeleton::measure_posed_body(*model.rig, pose), fibred);
    const auto rests =
        muscles::measure_lengths(model.tissue, skeleton::measure_posed_body(*model.rig, skeleton::make_rest_pose(*model.rig)), fibred);
    std::vector<LeverArms> arms;
    for (std::uint32_t c = 0; c < model.rig->coordinates.size(); ++c) {
        arms.push_back(find_lever_arms(model, pose, c, fibred, lengths));
        progress.tell(static_cast<double>(c + 1) / static_cast<double>(model.rig->coordinates.size()), "measuring lever arms");
        if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "measuring was stopped");
    }
    const std::vector<WordArm> words = list_words(*model.rig);
    base::Json rows = base::Json::array();
    for (std::size_t i = 0; i < fibred.size(); ++i) {
        const anatomy::PartIndex index = fibred[i];
        const anatomy::Part& part = model.body->part(index);
        base::Json row;
        row["id"] = part.id;
        row["name"] = part.name;
        row["side"] = anatomy::name_of(part.side);
        row["kind"] = anatomy::name_of(part.kind);
        const auto tell = [&](base::Json& out, std::uint32_t bundle) {
            const double length = lengths[i].mean(bundle), rest = rests[i].mean(bundle);
            out["length_mm"] = round_to(length / geometry::k_mm, 1e-4);
            out["rest_mm"] = round_to(rest / geometry::k_mm, 1e-4);
            out["ratio"] = round_to(rest > 0 ? length / rest : 1.0, 1e-7);
            out["lever_arms"] = list_arms(*model.rig, arms, words, index, bundle);
        };
        tell(row, 0);
        if (part.kind != anatomy::Kind::muscle) row["state"] = describe_tension(row["ratio"].get<double>());
        row["fibres_mm"] = base::Json::array();
        for (const double length : lengths[i].lengths) row["fibres_mm"].push_back(round_to(length / geometry::k_mm, 1e-4));
        const anatomy::MuscleDefinition* definition = model.muscles->find(part.definition);
        for (std::uint32_t b = 1; definition != nullptr && b <= definition->fibre_parts.size(); ++b) {
            if (std::count(lengths[i].bundles.begin(), lengths[i].bundles.end(), b) == 0) continue;
            base::Json bundle;
            bundle["name"] = definition->fibre_parts[b - 1];
            tell(bundle, b);
            row["parts"].push_back(std::move(bundle));
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
