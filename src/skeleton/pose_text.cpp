// Poses as therapists write them, and back.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "geometry/units.h"
#include "skeleton/curves.h"
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

std::string id_without_side(const Coordinate& coordinate) {
    if (coordinate.side == Side::midline) return coordinate.id;
    return coordinate.id.substr(std::string_view(anatomy::name_of(coordinate.side)).size() + 1);
}

/// Movement by word; a coordinate's own id is understood too.
std::optional<anatomy::MovementDefinition> find_movement(const Rig& rig, const std::string& folded) {
    for (const anatomy::MovementDefinition& movement : rig.movements)
        if (base::fold(movement.word) == folded) return movement;
    for (const Coordinate& coordinate : rig.coordinates)
        if (const std::string plain = id_without_side(coordinate); base::fold(plain) == folded)
            return anatomy::MovementDefinition{plain, {plain}, {1.0}, false, false, {}};
    return std::nullopt;
}

std::vector<std::string> known_words(const Rig& rig) {
    std::vector<std::string> words;
    for (const anatomy::MovementDefinition& movement : rig.movements) words.push_back(movement.word);
    return words;
}

/// Adds what one item of a pose text asks for.
base::Status read_item(const Rig& rig, std::string_view item, std::vector<Movement>& out) {
    std::size_t split = item.find('=');
    if (split == std::string_view::npos) split = item.find(':');
    if (split == std::string_view::npos)
        return base::fail(ErrorCode::bad_usage,
                          fmt::format("`{}` has no value; write for example `elbow flexion right=90`", base::trim(item)));
    const std::string what(item.substr(0, split));  // "tissue approximation mm of vastus lateralis right"
    const std::size_t of = what.find(" of ");
    SidedWord asked = split_side(of == std::string::npos ? what : what.substr(0, of));
    std::string place;
    if (of != std::string::npos) {
        const SidedWord named = split_side(what.substr(of + 4));
        place = named.word;
        asked.sides.insert(asked.sides.end(), named.sides.begin(), named.sides.end());
    }
    const auto value = parse_value(item.substr(split + 1));
    if (!value)
        return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is no number; write degrees, or millimetres for words that end in mm",
                                                            base::trim(item.substr(split + 1))));
    if (asked.sides.empty()) {
        const auto movement = find_movement(rig, asked.word);
        const bool needs_side = movement && !movement->gathers && needs_a_side(rig, *movement);
        if (needs_side) return base::fail(ErrorCode::bad_usage, fmt::format("`{}` names no side; add right, left or both", asked.word));
        asked.sides = {Side::midline};
    }
    for (const Side side : asked.sides) {
        const auto same = [&](const Movement& one) { return one.word == asked.word && one.side == side; };
        std::erase_if(out, same);  // said again: the last one counts
        out.push_back({asked.word, side, *value, place});
    }
    return {};
}

/// Coordinates that one listed coordinate of a movement stands for on a side, with the sign that the side gives them.
std::vector<std::pair<std::uint32_t, double>> find_listed(const Rig& rig, const anatomy::MovementDefinition& movement,
                                                          const std::string& listed, Side side) {
    std::vector<std::pair<std::uint32_t, double>> out;
    const std::string id(plain_coordinate(listed));
    if (const auto midline = rig.find_coordinate(id)) return {{*midline, movement.toward && side == Side::left ? -1.0 : 1.0}};
    std::vector<Side> sides{side};
    if (listed.starts_with("both ") || side == Side::midline)
        sides = {Side::right, Side::left};
    else if (listed.starts_with("other "))
        sides = {side == Side::right ? Side::left : Side::right};
    for (const Side one : sides)
        if (const auto found = rig.find_coordinate(coordinate_id(one, id))) out.emplace_back(*found, 1.0);
    return out;
}

/// "a=1; b=2, c=3" or lines -> its items.
std::vector<std::string> items_of(std::string_view text) {
    std::string items(text);
    std::replace_if(
        items.begin(), items.end(), [](char c) { return c == ',' || c == '\n'; }, ';');
    return base::split(items, ';');
}

/// What follows `posture=`, if the item says so.
std::optional<std::string> posture_item(std::string_view item) {
    const std::size_t split = item.find_first_of("=:");
    if (split == std::string_view::npos || base::fold(base::trim(item.substr(0, split))) != "posture") return std::nullopt;
    return std::string(base::trim(item.substr(split + 1)));
}

}  // namespace

bool needs_a_side(const Rig& rig, const anatomy::MovementDefinition& movement) {
    if (movement.toward) return true;
    return std::none_of(movement.coordinates.begin(), movement.coordinates.end(), [&](const std::string& listed) {
        return listed.starts_with("both ") || rig.find_coordinate(plain_coordinate(listed));
    });
}

std::vector<std::pair<std::uint32_t, double>> shares_of(const Rig& rig, const anatomy::MovementDefinition& movement, Side side) {
    std::vector<std::pair<std::uint32_t, double>> out;
    for (std::size_t i = 0; i < movement.coordinates.size(); ++i)
        for (const auto& [coordinate, sign] : find_listed(rig, movement, movement.coordinates[i], side))
            out.emplace_back(coordinate, sign * movement.shares[i]);
    return out;
}

bool moves_alone(const Rig& rig, std::uint32_t coordinate) {
    const auto follows = [&](const Curve& curve) { return curve.driven == coordinate; };
    const auto moves = [&](const anatomy::MovementDefinition& movement) {
        return std::any_of(movement.coordinates.begin(), movement.coordinates.end(),
                           [&](const std::string& listed) { return rig.coordinates[coordinate].id.ends_with(plain_coordinate(listed)); });
    };
    return std::none_of(rig.curves.begin(), rig.curves.end(), follows) || std::any_of(rig.movements.begin(), rig.movements.end(), moves);
}

base::Status apply_movements(const Rig& rig, Pose& pose, const std::vector<Movement>& movements) {
    std::vector<Gather> gathers;
    std::map<std::uint32_t, double> asked;  // anatomical values, radians or metres
    for (const Movement& wanted : movements) {
        const auto movement = find_movement(rig, base::fold(wanted.word));
        if (!movement) {
            const std::vector<std::string> words = known_words(rig);
            return base::fail(ErrorCode::bad_usage,
                              fmt::format("`{}` is no movement of this body{}", wanted.word, base::did_you_mean(wanted.word, words)));
        }
        if (movement->gathers) {
            gathers.push_back({movement->word, wanted.side, wanted.value * geometry::k_mm, wanted.place});
            continue;
        }
        const auto shares = shares_of(rig, *movement, wanted.side);
        for (const auto& [coordinate, share] : shares) asked[coordinate] += share * wanted.value * rig.coordinates[coordinate].unit;
        if (shares.empty())
            return base::fail(ErrorCode::bad_usage,
                              fmt::format("this body cannot do `{}` on the {} side: the bones of that joint are missing", wanted.word,
                                          name_of(wanted.side)));
    }
    pose.gathers.insert(pose.gathers.end(), gathers.begin(), gathers.end());
    pose.values.resize(rig.coordinates.size(), 0.0);
    for (const auto& [coordinate, value] : asked) pose.values[coordinate] = value - rig.coordinates[coordinate].rest;
    return {};
}

base::Status apply_movement(const Rig& rig, Pose& pose, std::string_view word, Side side, double value) {
    return apply_movements(rig, pose, {{std::string(word), side, value}});
}

Posture posture_in(std::string_view text) {
    std::string items(text);
    std::replace_if(
        items.begin(), items.end(), [](char c) { return c == ',' || c == '\n'; }, ';');
    Posture out = Posture::standing;
    for (const std::string& item : base::split(items, ';'))
        if (const auto named = posture_item(item)) out = parse_posture(*named).value_or(out);
    return out;
}

base::Result<Pose> parse_pose(const Rig& rig, std::string_view text, base::Findings* limited) {
    Posture posture = Posture::standing;
    std::vector<Movement> movements;
    for (const std::string& item : items_of(text)) {
        if (base::trim(item).empty()) continue;
        if (const auto named = posture_item(item)) {
            const auto known = parse_posture(*named);
            if (!known)
                return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is no posture; write standing, supine, prone, right side-lying, "
                                                                    "left side-lying or seated (while reading a pose)",
                                                                    *named));
            posture = *known;
            continue;
        }
        if (auto done = read_item(rig, item, movements); !done) return base::fail_while(done.error(), "reading a pose");
    }
    Pose pose = make_rest_pose(rig, posture);
    if (auto done = apply_movements(rig, pose, movements); !done) return base::fail_while(done.error(), "reading a pose");
    const base::Findings findings = limit_to_range(rig, pose);
    if (limited != nullptr) limited->append(findings);
    return pose;
}

std::string pose_text(const Rig& rig, const Pose& pose) {
    std::string text = pose.posture == Posture::standing ? "" : fmt::format("posture={}", name_of(pose.posture));
    for (const Gather& gather : pose.gathers)
        text += fmt::format("{}{}{}{}={:.4g}", text.empty() ? "" : "; ", gather.word, gather.place.empty() ? "" : " of " + gather.place,
                            gather.side == Side::midline ? "" : fmt::format(" {}", anatomy::name_of(gather.side)),
                            gather.metres / geometry::k_mm);
    const Pose rest = make_rest_pose(rig, pose.posture);
    for (std::uint32_t i = 0; i < pose.values.size(); ++i) {
        const Coordinate& coordinate = rig.coordinates[i];
        const std::string word = id_without_side(coordinate);
        if (pose.values[i] == rest.values[i]) continue;
        const std::string side = coordinate.side == Side::midline ? "" : fmt::format(" {}", anatomy::name_of(coordinate.side));
        text += fmt::format("{}{}{}={:.4g}", text.empty() ? "" : "; ", word, side, reading_of(rig, pose, i));
    }
    return text;
}

}  // namespace smrt::skeleton
