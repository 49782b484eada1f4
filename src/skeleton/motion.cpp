// Motions: blending between key poses, and OpenSim motion files.
#include "skeleton/motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <set>

#include "base/ensure.h"
#include "base/text.h"
#include "geometry/units.h"

namespace smrt::skeleton {
namespace {

using anatomy::Side;
using base::ErrorCode;

/// What OpenSim calls one of our coordinates: reading = sign * theirs + offset.
struct OpenSimName {
    std::string_view name, id;  ///< without side
    bool paired = true;         ///< the name ends in _r or _l
    double sign = 1;
    double offset = 0;  ///< degrees
};

/// Names and signs of Rajagopal2016, whose axes are x forward, y up, z to the right. `hip_flexion` and `hip_adduction` are our own ids.
constexpr std::array<OpenSimName, 16> k_opensim_names = {{
    {"pelvis_tilt", "pelvic tilt", false, -1},       // about z: backward tilt; ours is positive for anterior tilt
    {"pelvis_list", "pelvic obliquity", false, -1},  // about x: right side down; ours is positive for right side up
    {"pelvis_rotation", "pelvic rotation", false},   // about y: to the left, as ours
    {"pelvis_tx", "pelvis forward", false},
    {"pelvis_ty", "pelvis up", false},
    {"pelvis_tz", "pelvis sideways", false},  // to the right, as ours
    {"hip_rotation", "hip internal rotation"},
    {"knee_angle", "knee flexion"},  // models before Rajagopal's count flexion negative
    {"ankle_angle", "ankle dorsiflexion"},
    {"subtalar_angle", "subtalar inversion"},
    {"mtp_angle", "hallux MTP extension", true, -1},  // its axis points inward: toes down; gait2392 turns the other way
    {"arm_flex", "shoulder flexion"},
    {"arm_add", "shoulder abduction", true, -1},
    {"arm_rot", "shoulder external rotation", true, -1},
    {"elbow_flex", "elbow flexion"},
    {"pro_sup", "forearm pronation", true, 1, -90},  // theirs starts with the palm forward, ours with the thumb forward
}};

/// A column of a file; those that nothing is read from have no coordinate.
struct Column {
    std::string name;
    std::optional<std::uint32_t> coordinate;
    double sign = 1, offset = 0;
};

struct Table {
    bool in_degrees = true;
    std::vector<Column> columns;
    std::size_t time = 0;      ///< column
    std::size_t next_row = 0;  ///< index of the line below the column names
};

constexpr double k_metre = 1000;  ///< of millimetres

/// Slope of a coordinate at a key after Fritsch and Carlson: that of the parabola through the neighbours, no more than three times the
/// flatter side, so that the cubic between two keys stays between them.
double slope_at(const Motion& motion, std::size_t key, std::size_t coordinate) {
    if (key == 0 || key + 1 == motion.seconds.size()) return 0;  // it stands still outside: starts and ends softly
    const auto value = [&](std::size_t k) { return motion.poses[k].values[coordinate]; };
    const double before = motion.seconds[key] - motion.seconds[key - 1], after = motion.seconds[key + 1] - motion.seconds[key];
    const double left = (value(key) - value(key - 1)) / before, right = (value(key + 1) - value(key)) / after;
    if (left * right <= 0) return 0;
    const double mean = (after * left + before * right) / (before + after);
    return std::copysign(std::min(std::abs(mean), 3 * std::min(std::abs(left), std::abs(right))), left);
}

std::string column_name(const Coordinate& coordinate) {
    std::string name = coordinate.id;
    if (coordinate.side != Side::midline) {
        name.erase(0, std::string_view(anatomy::name_of(coordinate.side)).size() + 1);
        name += coordinate.side == Side::right ? "_r" : "_l";
    }
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

std::vector<std::string_view> split_words(std::string_view line) {
    constexpr std::string_view k_blank = " \t\r";
    std::vector<std::string_view> words;
    for (std::size_t at = line.find_first_not_of(k_blank); at != std::string_view::npos; at = line.find_first_not_of(k_blank, at)) {
        const std::size_t end = std::min(line.find_first_of(k_blank, at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

bool says_nothing(std::string_view line) {
    const std::string_view text = base::trim(line);
    return text.empty() || text.starts_with('#') || text.starts_with("//");
}

std::optional<double> parse_number(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == word.data() + word.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// Reads up to `endheader`; all it needs to know is the unit of angles.
base::Result<Table> read_header(const std::vector<std::string>& lines) {
    Table table;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = base::trim(lines[i]);
        if (base::fold(line) == "endheader") {
            table.next_row = i + 1;
            return table;
        }
        const std::size_t split = line.find_first_of("= \t");  // old files write `key value`
        if (split == std::string_view::npos || base::fold(line.substr(0, split)) != "indegrees") continue;
        const std::string answer = base::fold(line.substr(split));
        if (answer != "yes" && answer != "no")
            return base::fail(ErrorCode::bad_data,
                              fmt::format("line {}: `{}` is not understood; write `inDegrees=yes` or `inDegrees=no`", i + 1, line));
        table.in_degrees = answer == "yes";
    }
    return base::fail(ErrorCode::bad_data,
                      "the file has no `endheader` line; give an OpenSim motion file, or add `endheader` above the column names");
}

/// The coordinate that a column moves, by our id or by OpenSim's name.
Column find_column(const Rig& rig, const std::map<std::string, std::uint32_t>& own_names, std::string_view name) {
    Column column{std::string(name), std::nullopt};
    const std::string folded = base::fold(name);
    if (const auto own = own_names.find(folded); own != own_names.end()) {
        column.coordinate = own->second;
        return column;
    }
    for (const OpenSimName& known : k_opensim_names)
        for (const Side side : {Side::right, Side::left}) {
            const std::string ending = !known.paired ? "" : side == Side::right ? "_r" : "_l";
            if (base::fold(std::string(known.name) + ending) != folded) continue;
            const std::string id = known.paired ? fmt::format("{} {}", anatomy::name_of(side), known.id) : std::string(known.id);
            column.coordinate = rig.find_coordinate(id);
            column.sign = known.sign, column.offset = known.offset;
            return column;
        }
    return column;
}

/// Reads the row of column names.
base::Status read_columns(const Rig& rig, const std::vector<std::string>& lines, Table& table, base::Findings& ignored) {
    while (table.next_row < lines.size() && says_nothing(lines[table.next_row])) ++table.next_row;
    std::map<std::string, std::uint32_t> own_names;
    for (std::uint32_t i = 0; i < rig.coordinates.size(); ++i) own_names[base::fold(column_name(rig.coordinates[i]))] = i;
    std::optional<std::size_t> time;
    std::set<std::uint32_t> taken;
    const std::size_t number = table.next_row + 1;
    const std::string_view line = table.next_row < lines.size() ? std::string_view(lines[table.next_row]) : std::string_view();
    for (const std::string_view name : split_words(line)) {
        Column column = find_column(rig, own_names, name);
        if (base::fold(name) == "time") {
            if (!time) time = table.columns.size();
        } else if (!column.coordinate) {
            ignored.add(base::Severity::note, fmt::format("line {}", number), "unknown-column",
                        fmt::format("column `{}` is no coordinate of this body; it is skipped", name));
        } else if (!taken.insert(*column.coordinate).second) {
            ignored.add(
                base::Severity::note, fmt::format("line {}", number), "repeated-column",
                fmt::format("column `{}` moves {} again; the first such column counts", name, rig.coordinates[*column.coordinate].id));
            column.coordinate.reset();
        }
        table.columns.push_back(std::move(column));
    }
    if (!time) return base::fail(ErrorCode::bad_data, fmt::format("line {}: no `time` column; name the column of seconds `time`", number));
    table.time = *time;
    ++table.next_row;
    return {};
}

/// Reads one row as a key.
base::Status read_row(const Rig& rig, const Table& table, std::string_view line, std::size_t number, Motion& motion) {
    const std::vector<std::string_view> words = split_words(line);
    if (words.size() != table.columns.size())
        return base::fail(ErrorCode::bad_data, fmt::format("line {}: {} numbers for {} columns; write one number a column", number,
                                                           words.size(), table.columns.size()));
    Pose pose = make_rest_pose(rig);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Column& column = table.columns[i];
        if (i != table.time && !column.coordinate) continue;
        const auto value = parse_number(words[i]);
        if (!value)
            return base::fail(ErrorCode::bad_data, fmt::format("line {}: `{}` in column `{}` is no number; write one, for example 12.5",
                                                               number, words[i], column.name));
        if (i == table.time) {
            if (!motion.seconds.empty() && *value <= motion.seconds.back())
                return base::fail(ErrorCode::bad_data, fmt::format("line {}: time {} does not come after {}; sort the rows by time and "
                                                                   "keep one row a time",
                                                                   number, *value, motion.seconds.back()));
            motion.seconds.push_back(*value);
            continue;
        }
        const Coordinate& coordinate = rig.coordinates[*column.coordinate];
        const double theirs = coordinate.millimetres ? *value * k_metre : table.in_degrees ? *value : *value / geometry::k_degree;
        pose.values[*column.coordinate] = value_of_reading(coordinate, column.sign * theirs + column.offset);
    }
    motion.poses.push_back(std::move(pose));
    return {};
}

base::Result<Motion> read_motion(const Rig& rig, std::string_view text, base::Findings& ignored) {
    const std::vector<std::string> lines = base::split(text, '\n');
    auto table = read_header(lines);
    if (!table) return tl::unexpected(table.error());
    if (auto done = read_columns(rig, lines, *table, ignored); !done) return tl::unexpected(done.error());
    Motion motion;
    std::set<std::string> told;  // long recordings leave the range in many rows
    for (std::size_t i = table->next_row; i < lines.size(); ++i) {
        if (says_nothing(lines[i])) continue;
        if (auto done = read_row(rig, *table, lines[i], i + 1, motion); !done) return tl::unexpected(done.error());
        for (const base::Finding& limited : limit_to_range(rig, motion.poses.back()).list)
            if (told.insert(limited.place).second) ignored.list.push_back(limited);
    }
    if (motion.poses.empty())
        return base::fail(ErrorCode::bad_data, "the file has no rows below its column names; write one row a key, time first");
    return motion;
}

}  // namespace

Pose pose_at(const Motion& motion, double seconds) {
    const std::vector<double>& times = motion.seconds;
    ENSURE(!times.empty() && times.size() == motion.poses.size(), "{} times and {} poses", times.size(), motion.poses.size());
    if (!(seconds > times.front())) return motion.poses.front();
    if (seconds >= times.back()) return motion.poses.back();
    const auto i = static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), seconds) - times.begin()) - 1;
    Pose out = motion.poses[i];
    for (const Pose& pose : motion.poses)
        ENSURE(pose.values.size() == out.values.size(), "{} and {} values", pose.values.size(), out.values.size());
    if (seconds == times[i]) return out;
    const double h = times[i + 1] - times[i], t = (seconds - times[i]) / h, u = 1 - t;
    for (std::size_t c = 0; c < out.values.size(); ++c) {
        const double a = motion.poses[i].values[c], b = motion.poses[i + 1].values[c];
        if (a == b) continue;
        const double blend = a * (1 + 2 * t) * u * u + h * slope_at(motion, i, c) * t * u * u + b * (1 + 2 * u) * t * t -
                             h * slope_at(motion, i + 1, c) * u * t * t;
        out.values[c] = std::clamp(blend, std::min(a, b), std::max(a, b));  // rounding at the ends
    }
    return out;
}

std::string write_mot(const Rig& rig, const Motion& motion, std::string_view name) {
    ENSURE(motion.seconds.size() == motion.poses.size(), "{} times and {} poses", motion.seconds.size(), motion.poses.size());
    std::set<std::uint32_t> moved;
    for (const Pose& pose : motion.poses) {
        ENSURE(pose.values.size() == rig.coordinates.size(), "{} values, {} coordinates", pose.values.size(), rig.coordinates.size());
        for (std::uint32_t i = 0; i < pose.values.size(); ++i)
            if (pose.values[i] != 0) moved.insert(i);
    }
    std::string title(name);  // a line end would split the header
    std::replace_if(
        title.begin(), title.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::string text =
        fmt::format("{}\nversion=1\nnRows={}\nnColumns={}\ninDegrees=yes\nendheader\ntime", title, motion.poses.size(), moved.size() + 1);
    for (const std::uint32_t i : moved) text += "\t" + column_name(rig.coordinates[i]);
    text += "\n";
    for (std::size_t key = 0; key < motion.poses.size(); ++key) {
        text += fmt::format("{}", motion.seconds[key]);  // shortest text that reads back the same, so that times keep increasing
        for (const std::uint32_t i : moved) {
            const double reading = reading_of(rig, motion.poses[key], i);
            text += fmt::format("\t{:.12g}", rig.coordinates[i].millimetres ? reading / k_metre : reading);
        }
        text += "\n";
    }
    return text;
}

base::Result<Motion> read_mot(const Rig& rig, std::string_view text, base::Findings* ignored) {
    base::Findings findings;
    auto motion = read_motion(rig, text, findings);
    if (ignored != nullptr) ignored->append(findings);
    if (!motion) return base::fail_while(motion.error(), "reading a motion");
    return motion;
}

}  // namespace smrt::skeleton
