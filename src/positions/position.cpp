// Reads positions of ease from text and turns them into poses.
#include "positions/position.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::positions {
namespace {

namespace fs = std::filesystem;
using base::Definition;
using base::Findings;
using base::Severity;

const std::vector<std::string> k_claims = {"taught", "theory", "anatomy", "computed"};
constexpr double k_shortest_hold = 20, k_longest_hold = 45;  // seconds: SMRT holds

std::vector<JointValue> parse_joints(const Definition& table, Findings& findings) {
    std::vector<JointValue> joints;
    const Definition* list = table.find("joints");
    if (list == nullptr || list->type() != Definition::Type::table || list->members().empty()) {
        findings.add(Severity::error, table.place().text(), "no-joints",
                     "a position needs a table `[joints]` with movement words and values");
        return joints;
    }
    for (const auto& [word, value] : list->members()) {
        const auto number = value.as_number();
        if (number)
            joints.push_back({word, *number});
        else
            findings.add(Severity::error, value.place().text(), "no-number",
                         fmt::format("`{}` needs a number of degrees or millimetres", word));
    }
    return joints;
}

void check_text(const Definition& table, const Position& position, Findings& findings) {
    const std::string place = table.place().text();
    if (std::find(k_claims.begin(), k_claims.end(), position.claim) == k_claims.end())
        findings.add(Severity::error, place, "unknown-claim",
                     fmt::format("claim `{}` is unknown{}", position.claim, base::did_you_mean(position.claim, k_claims)),
                     "use taught, theory, anatomy or computed");
    if (position.hold_seconds < k_shortest_hold || position.hold_seconds > k_longest_hold)
        findings.add(
            Severity::warning, place, "hold-length",
            fmt::format("a hold of {} s is outside the {}-{} s of the method", position.hold_seconds, k_shortest_hold, k_longest_hold));
    if (!(position.way_in_seconds > 0) || position.way_out_seconds < position.way_in_seconds)
        findings.add(Severity::error, place, "way-out",
                     fmt::format("the way in takes {} s and the way out {} s; the way out must be no faster", position.way_in_seconds,
                                 position.way_out_seconds));
    if (position.sources.empty()) findings.add(Severity::error, place, "no-source", "a position needs at least one source key");
}

Position parse_position(const Definition& table, const fs::path& path, Findings& findings) {
    table.check_keys({"name", "target", "client_posture", "monitor_point", "contacts", "direction", "for_client", "for_student", "cautions",
                      "joints", "way_in_seconds", "hold_seconds", "way_out_seconds", "claim", "sources"},
                     findings);
    Position out;
    out.id = path.stem().string();
    out.region = path.parent_path().filename().string();
    out.name = table.text("name", findings);
    out.target = table.text("target", findings);
    out.client_posture = table.text("client_posture", findings);
    out.monitor_point = table.text("monitor_point", findings);
    out.contacts = table.text("contacts", findings);
    out.direction = table.text("direction", findings);
    out.for_client = table.text("for_client", findings);
    out.for_student = table.text("for_student", findings);
    out.cautions = table.texts("cautions", findings);
    out.joints = parse_joints(table, findings);
    out.way_in_seconds = table.number_or("way_in_seconds", out.way_in_seconds, findings);
    out.hold_seconds = table.number_or("hold_seconds", out.hold_seconds, findings);
    out.way_out_seconds = table.number_or("way_out_seconds", out.way_out_seconds, findings);
    out.claim = table.text("claim", findings);
    out.sources = table.texts("sources", findings);
    check_text(table, out, findings);
    return out;
}

}  // namespace

std::vector<Position> read_positions(const fs::path& folder, Findings& findings) {
    std::vector<Position> positions;
    std::vector<fs::path> files;
    std::error_code fault;
    for (auto it = fs::recursive_directory_iterator(folder, fault); !fault && it != fs::recursive_directory_iterator(); it.increment(fault))
        if (it->path().extension() == ".toml") files.push_back(it->path());
    if (fault) findings.add(Severity::error, folder.string(), "no-folder", "the positions cannot be read: " + fault.message());
    std::sort(files.begin(), files.end());
    std::set<std::string> known;
    for (const fs::path& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file) {
            findings.add(Severity::error, file.error().place, "unreadable", file.error().message);
            continue;
        }
        Findings own;
        Position position = parse_position(*file, path, own);
        if (!known.insert(position.id).second)
            own.add(Severity::error, path.string(), "twice", fmt::format("position `{}` exists in another folder too", position.id),
                    "rename one file");
        if (!own.has_errors()) positions.push_back(std::move(position));
        findings.append(own);
    }
    std::sort(positions.begin(), positions.end(), [](const Position& a, const Position& b) { return a.id < b.id; });
    return positions;
}

base::Result<skeleton::Pose> hold_pose(const skeleton::Rig& rig, const Position& position, anatomy::Side side, Findings& findings) {
    const skeleton::Posture posture = skeleton::parse_posture(position.client_posture).value_or(skeleton::Posture::standing);
    skeleton::Pose pose = skeleton::make_rest_pose(rig, posture);
    std::vector<skeleton::Movement> movements;
    for (const JointValue& joint : position.joints) movements.push_back({joint.word, side, joint.value, position.target});
    if (auto done = skeleton::apply_movements(rig, pose, movements); !done)
        return base::fail_while(done.error(), fmt::format("taking position {}", position.id));
    Findings limited = skeleton::limit_to_range(rig, pose);
    for (base::Finding& finding : limited.list) finding.place = fmt::format("position {}: {}", position.id, finding.place);
    findings.append(limited);
    return pose;
}

base::Findings check_positions(const std::vector<Position>& positions, const anatomy::JointDefinitions& joints,
                               const std::vector<std::string>& targets) {
    Findings findings;
    std::vector<std::string> words;
    for (const anatomy::MovementDefinition& movement : joints.movements) words.push_back(movement.word);
    for (const Position& position : positions) {
        const std::string place = fmt::format("position {}", position.id);
        if (!targets.empty() && std::find(targets.begin(), targets.end(), position.target) == targets.end())
            findings.add(Severity::error, place, "unknown-target",
                         fmt::format("target `{}` is not defined{}", position.target, base::did_you_mean(position.target, targets)));
        if (!position.client_posture.empty() && !skeleton::parse_posture(position.client_posture))
            findings.add(Severity::error, place, "unknown-posture",
                         fmt::format("`{}` is no posture of the client; write standing, supine, prone, side-lying or seated",
                                     position.client_posture));
        for (const JointValue& joint : position.joints) {
            const auto movement = std::find_if(joints.movements.begin(), joints.movements.end(),
                                               [&](const anatomy::MovementDefinition& one) { return one.word == joint.word; });
            if (movement == joints.movements.end()) {
                findings.add(Severity::error, place, "unknown-word",
                             fmt::format("`{}` is no movement{}", joint.word, base::did_you_mean(joint.word, words)));
                continue;
            }
            for (std::size_t i = 0; i < movement->coordinates.size(); ++i)
                for (const anatomy::JointDefinition& definition : joints.joints)
                    for (const anatomy::CoordinateDefinition& coordinate : definition.coordinates) {
                        const double value = movement->shares[i] * joint.value;
                        if (coordinate.id != movement->coordinates[i] || (value >= coordinate.lower && value <= coordinate.upper)) continue;
                        findings.add(Severity::error, place, "out-of-range",
                                     fmt::format("`{} = {}` is outside the normal range {} to {} of {}", joint.word, joint.value,
                                                 coordinate.lower, coordinate.upper, coordinate.id));
                    }
        }
    }
    return findings;
}

}  // namespace smrt::positions
