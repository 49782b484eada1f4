// Puts the places of lymph definitions on one body.
#include "lymph/landing.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace smrt::lymph {
namespace {

constexpr double k_spacing = 0.006;  ///< metres between points along a limb

/// The part of a direction that lies across an axis, unit; empty if they are parallel.
std::optional<glm::dvec3> across(const glm::dvec3& direction, const glm::dvec3& axis) {
    const glm::dvec3 flat = direction - glm::dot(direction, axis) * axis;
    const double length = glm::length(flat);
    return length > 1e-9 ? std::optional(flat / length) : std::nullopt;
}

std::optional<glm::dvec3> find_thumb_side(const anatomy::Landmarks& landmarks, const std::array<std::string, 2>& pair, anatomy::Side side,
                                          const glm::dvec3& axis) {
    const auto* from = landmarks.find(pair[0], side);
    const auto* to = landmarks.find(pair[1], side);
    return from && to ? across(to->position - from->position, axis) : std::nullopt;
}

/// A frame, or the id of the landmark that it lacks.
std::optional<LimbFrame> make_frame(const FrameDefinition& definition, const anatomy::Landmarks& landmarks, anatomy::Side side,
                                    std::string& lacks) {
    const auto* distal = landmarks.find(definition.distal, side);
    const auto* proximal = landmarks.find(definition.proximal, side);
    if (!distal || !proximal) return lacks = distal ? definition.proximal : definition.distal, std::nullopt;
    LimbFrame frame;
    frame.distal = distal->position;
    frame.proximal = proximal->position;
    frame.handed = side == anatomy::Side::left ? -1 : 1;
    if (frame.length() < 1e-6) return lacks = definition.proximal, std::nullopt;
    const glm::dvec3 axis = (frame.proximal - frame.distal) / frame.length();
    auto at_distal = find_thumb_side(landmarks, definition.lateral_distal, side, axis);
    auto at_proximal = find_thumb_side(landmarks, definition.lateral_proximal, side, axis);
    if (!at_distal && !at_proximal) return lacks = definition.lateral_proximal[0], std::nullopt;
    frame.thumb_distal = at_distal ? *at_distal : *at_proximal;
    frame.thumb_proximal = at_proximal ? *at_proximal : *at_distal;
    return frame;
}

StationDefinition mix(const StationDefinition& a, const StationDefinition& b, double t) {
    StationDefinition out = a;
    out.along = std::lerp(a.along, b.along, t);
    out.angle = std::lerp(a.angle, b.angle, t);
    if (a.depth && b.depth) out.depth = std::lerp(*a.depth, *b.depth, t);
    if (a.reach && b.reach) out.reach = std::lerp(*a.reach, *b.reach, t);
    return out;
}

}  // namespace

glm::dvec3 LimbFrame::direction(double along, double angle) const {
    const glm::dvec3 axis = (proximal - distal) / length();
    const auto mixed = across(glm::mix(thumb_distal, thumb_proximal, std::clamp(along, 0.0, 1.0)), axis);
    const glm::dvec3 thumb = mixed ? *mixed : thumb_proximal;
    const glm::dvec3 front = handed * glm::cross(axis, thumb);
    return std::cos(angle) * thumb + std::sin(angle) * front;
}

Landing::Landing(const LymphDefinitions& definitions, const anatomy::Landmarks& landmarks, const BodyWalls& walls, anatomy::Side side)
    : landmarks_(landmarks), walls_(walls), side_(side) {
    for (const FrameDefinition& definition : definitions.frames) {
        std::string lacks;
        if (const auto frame = make_frame(definition, landmarks, side, lacks))
            frames_.emplace(definition.id, *frame);
        else
            missing_.emplace(definition.id, lacks);
    }
    const auto* from = landmarks.find(definitions.unit[0], side);
    const auto* to = landmarks.find(definitions.unit[1], side);
    if (from && to) unit_ = glm::length(to->position - from->position);
    unit_words_ = definitions.unit[0] + " and " + definitions.unit[1];
}

std::optional<glm::vec3> Landing::land(const StationDefinition& station) const {
    if (!station.near.empty()) {
        const auto* landmark = landmarks_.find(station.near, side_);
        if (!landmark || unit_ <= 0) return std::nullopt;
        const double lateral = side_ == anatomy::Side::left ? 1 : -1;
        return glm::vec3(landmark->position + unit_ * glm::dvec3(lateral * station.lateral, station.superior, station.anterior));
    }
    const auto frame = frames_.find(station.on);
    if (frame == frames_.end()) return std::nullopt;
    const glm::vec3 centre(frame->second.centre(station.along));
    const glm::vec3 direction(frame->second.direction(station.along, station.angle));
    const auto way = find_own_skin(frame->second, station.along, centre, direction);
    if (!way) return std::nullopt;
    if (station.reach) return centre + direction * std::lerp(way->bone, way->skin, static_cast<float>(*station.reach));
    // never deeper than half of the flesh, so that a vessel stays off the bone where the skin lies on it
    const float deepest = 0.5f * (way->skin - way->bone);
    return centre + direction * way->skin - way->normal * std::min(static_cast<float>(station.depth.value_or(0)), deepest);
}

std::optional<WayOut> Landing::find_own_skin(const LimbFrame& frame, double along, const glm::vec3& centre,
                                             const glm::vec3& direction) const {
    constexpr double k_front = 1.5707963267948966;
    constexpr float k_most_times = 2.2f, k_thick = 0.045f;   // of the front; metres
    constexpr float k_at_skin = 0.004f, k_step_in = 0.006f;  // a bent finger leaves the straight line between its ends
    auto way = walls_.find_way_out(centre, direction);
    if (way && way->skin < k_at_skin) {
        way = walls_.find_way_out(centre + k_step_in * direction, direction);
        if (way) way->skin += k_step_in, way->bone += way->bone > 0 ? k_step_in : 0;
    }
    const auto front = walls_.find_way_out(centre, glm::vec3(frame.direction(along, k_front)));
    if (!front) return way;
    if (way && way->skin <= std::max(k_most_times * front->skin, k_thick)) return way;
    const float bone = way ? std::min(way->bone, front->bone) : front->bone;
    return WayOut{bone, front->skin, direction};
}

std::vector<LandedPoint> Landing::land_between(const StationDefinition& from, const StationDefinition& to) const {
    int steps = 1;
    const auto frame = frames_.find(from.on);
    const bool same_kind = from.depth.has_value() == to.depth.has_value();
    if (from.on == to.on && same_kind && frame != frames_.end()) {
        constexpr double k_girth = 0.04;  // metres: radius of a limb, only to choose how many points
        const double length = std::hypot(frame->second.length() * (to.along - from.along), k_girth * (to.angle - from.angle));
        steps = std::max(1, static_cast<int>(std::ceil(length / k_spacing)));
    }
    std::vector<LandedPoint> points;
    for (int i = 0; i <= steps; ++i) {
        const StationDefinition station = i == steps ? to : i == 0 ? from : mix(from, to, static_cast<double>(i) / steps);
        if (const auto point = land(station)) points.push_back({*point, station.along});
    }
    return points;
}

std::string Landing::why(const StationDefinition& station) const {
    if (!station.near.empty()) {
        if (!landmarks_.find(station.near, side_)) return fmt::format("this body has no landmark `{}`", station.near);
        return unit_ > 0 ? "" : fmt::format("this body lacks {}, the measure of its places", unit_words_);
    }
    if (const auto lacking = missing_.find(station.on); lacking != missing_.end())
        return fmt::format("this body has no landmark `{}`, an end of `{}`", lacking->second, station.on);
    if (!walls_.has_skin()) return "this body has no skin to lay vessels under";
    return land(station) ? "" : "no skin was met in the direction that it names";
}

}  // namespace smrt::lymph
