// Poses as therapists write them, and back.
#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "skeleton/pose.h"

namespace smrt::skeleton {
namespace {

using anatomy::Side;
using base::ErrorCode;

/// "right elbow flexion", "elbow flexion right" -> word and sides asked for.
struct SidedWord {
    std::string word;
    std::vector<Side> sides;
};

SidedWord split_side(std::string_view text) {
    SidedWord out;
    for (const std::string& word : base::split(base::fold(text), ' ')) {
        if (word == "right" || word == "r")
            out.sides.push_back(Side::right);
        else if (word == "left" || word == "l")
            out.sides.push_back(Side::left);
        else if (word == "both")
            out.sides = {Side::right, Side::left};
        else
            out.word += (out.word.empty() ? "" : " ") + word;
    }
    return out;
}

std::optional<double> parse_value(std::string_view text) {
    std::string folded(base::trim(text));
    for (const std::string_view unit : {"degrees", "deg", "\xC2\xB0", "mm"})
        if (folded.size() > unit.size() && folded.ends_with(unit)) folded.resize(folded.size() - unit.size());
    const std::string number(base::trim(folded));
    try {
        std::size_t used = 0;
        const double value = std::stod(number, &used);
        return used == number.size() && std::isfinite(value) ? std::optional(value) : std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::string coordinate_id(Side side, const std::string& id) {
    return side == Side::midline ? id : fmt::format("{} {}", anatomy::name_of(side), id);
}

/// Movement by word; a coordinate's own id is understood too.
std::optional<anatomy::MovementDefinition> find_movement(const Rig& rig, const std::string& folded) {
    for (const anatomy::MovementDefinition& movement : rig.movements)
        if (base::fold(movement.word) == folded) return movement;
    for (const Coordinate& coordinate : rig.coordinates)
        if (split_side(coordinate.id).word == folded) return anatomy::MovementDefinition{folded, {folded}, {1.0}, {}};
    return std::nullopt;
}

std::vector<std::string> known_words(const Rig& rig) {
    std::vector<std::string> words;
    for (const anatomy::MovementDefinition& movement : rig.movements) words.push_back(movement.word);
    return words;
}

base::Status apply_item(const Rig& rig, Pose& pose, std::string_view item) {
    std::size_t split = item.find('=');
    if (split == std::string_view::npos) split = item.find(':');
    if (split == std::string_view::npos)
        return base::fail(ErrorCode::bad_usage,
                          fmt::format("`{}` has no value; write for example `elbow flexion right=90`", base::trim(item)));
    SidedWord asked = split_side(item.substr(0, split));
    const auto value = parse_value(item.substr(split + 1));
    if (!value)
        return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is no number; write degrees, or millimetres for words that end in mm",
                                                            base::trim(item.substr(split + 1))));
    if (asked.sides.empty()) {
        const auto movement = find_movement(rig, asked.word);
        const bool paired = movement && !rig.find_coordinate(movement->coordinates.front());
        if (paired) return base::fail(ErrorCode::bad_usage, fmt::format("`{}` names no side; add right, left or both", asked.word));
        asked.sides = {Side::midline};
    }
    for (const Side side : asked.sides)
        if (auto done = apply_movement(rig, pose, asked.word, side, *value); !done) return done;
    return {};
}

}  // namespace

base::Status apply_movement(const Rig& rig, Pose& pose, std::string_view word, Side side, double value) {
    pose.values.resize(rig.coordinates.size(), 0.0);
    const auto movement = find_movement(rig, base::fold(word));
    if (!movement) {
        const std::vector<std::string> words = known_words(rig);
        return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is no movement of this body{}", word, base::did_you_mean(word, words)));
    }
    for (std::size_t i = 0; i < movement->coordinates.size(); ++i) {
        auto found = rig.find_coordinate(coordinate_id(side, movement->coordinates[i]));
        if (!found) found = rig.find_coordinate(movement->coordinates[i]);
        if (!found)
            return base::fail(
                ErrorCode::bad_usage,
                fmt::format("this body cannot do `{}` on the {} side: the bones of that joint are missing", word, name_of(side)));
        pose.values[*found] = value_of_reading(rig.coordinates[*found], movement->shares[i] * value);
    }
    return {};
}

base::Result<Pose> parse_pose(const Rig& rig, std::string_view text) {
    Pose pose = make_rest_pose(rig);
    std::string items(text);
    for (char& c : items)
        if (c == ',' || c == '\n') c = ';';
    for (const std::string& item : base::split(items, ';')) {
        if (base::trim(item).empty()) continue;
        if (auto done = apply_item(rig, pose, item); !done) return base::fail_while(done.error(), "reading a pose");
    }
    (void)limit_to_range(rig, pose);
    return pose;
}

std::string pose_text(const Rig& rig, const Pose& pose) {
    std::string text;
    for (std::uint32_t i = 0; i < pose.values.size(); ++i) {
        if (pose.values[i] == 0) continue;
        const Coordinate& coordinate = rig.coordinates[i];
        const std::string word = split_side(coordinate.id).word + (coordinate.translation ? " mm" : "");
        const std::string side = coordinate.side == Side::midline ? "" : fmt::format(" {}", anatomy::name_of(coordinate.side));
        text += fmt::format("{}{}{}={:.4g}", text.empty() ? "" : "; ", word, side, reading_of(rig, pose, i));
    }
    return text;
}

}  // namespace smrt::skeleton
