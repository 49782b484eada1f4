// Captions and the length diagram of a playing position.
#include "scene/position_items.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace smrt::scene {
namespace {

constexpr int k_points = 96;                                                ///< of the curve
constexpr float k_width = 280, k_height = 118, k_margin = 16, k_text = 11;  ///< pixels at scale 1
constexpr float k_credit_row = 26;                                          ///< kept free below the diagram

const char* claim_text(const std::string& claim) {
    if (claim == "taught") return "Position as taught; lengths computed on this body";
    if (claim == "theory") return "Position follows theory; lengths computed on this body";
    if (claim == "anatomy") return "Position follows from anatomy; lengths computed on this body";
    return "Position and lengths computed on this body";
}

/// "Way in", "Hold" or "Way out" with what is left of it.
void add_stage(const Playing& playing, CaptionBlock& block) {
    const positions::Timeline& timeline = playing.timeline;
    double left = timeline.way_in - playing.seconds;
    const char* name = "Way in";
    if (playing.stage == positions::Stage::hold) name = "Hold", left += timeline.hold;
    if (playing.stage == positions::Stage::way_out) name = "Way out", left += timeline.hold + timeline.way_out;
    const int seconds = std::max(0, static_cast<int>(std::ceil(left - 1e-6)));
    if (playing.stage == positions::Stage::hold) {
        block.add(name, 15, k_ink, 10);
        block.add(fmt::format("{} s", seconds), 44, k_ink);
    } else {
        block.add(fmt::format("{}: {} s", name, seconds), 15, k_ink, 10);
    }
}

}  // namespace

void add_position_lines(const Playing& playing, CaptionBlock& block) {
    const positions::Position& position = *playing.position;
    block.add(position.name, 19, k_ink);
    std::string place = playing.side == anatomy::Side::midline ? "" : fmt::format("{} side", anatomy::name_of(playing.side));
    if (!place.empty()) place[0] = static_cast<char>(place[0] - 'a' + 'A');
    if (!position.client_posture.empty()) place += (place.empty() ? "" : ", ") + position.client_posture;
    if (!place.empty()) block.add(place, 13, k_soft_ink);
    add_stage(playing, block);
    if (playing.target && playing.target->rest > 0) {
        block.add(fmt::format("{:.0f} mm, {:.0f} % of rest", 1000 * playing.target->length, 100 * playing.target->ratio()), 15, k_ink, 8);
    }
    block.add(claim_text(position.claim), 11, k_soft_ink, 4);
    if (playing.limited) block.add("Some joints stop at this body's normal range", 11, k_warning_ink);
    if (playing.timeline.hold + 1e-9 < position.hold_seconds) {
        block.add(fmt::format("Hold shortened for viewing: {:.0f} s instead of {:.0f} s", playing.timeline.hold, position.hold_seconds), 11,
                  k_warning_ink);
    }
}

void add_length_diagram(const Playing& playing, const Looks& looks, const TextMetrics& metrics, Scene& scene) {
    const double duration = playing.timeline.duration();
    if (playing.course == nullptr || duration <= 0) return;
    const auto& ratios = playing.course->ratios;
    const double least = std::min(1.0, *std::min_element(ratios.begin(), ratios.end()));
    const double most = std::max(1.0, *std::max_element(ratios.begin(), ratios.end()));
    // Whole steps of 5 % with room above and below, so that the frame of the diagram does not depend on noise.
    const double low = 0.05 * std::floor((least - 0.005) / 0.05), high = 0.05 * std::ceil((most + 0.005) / 0.05);
    Diagram diagram;
    const float scale = overlay_scale(scene);
    diagram.upper = glm::vec2(scene.width, scene.height) - scale * glm::vec2(k_margin, k_margin + k_credit_row);
    diagram.title = "Length over time, % of rest (computed)";
    const float width = std::max(k_width * scale, metrics(diagram.title, k_text * scale) + 24 * scale);
    diagram.lower = diagram.upper - glm::vec2(width, k_height * scale);
    for (int i = 0; i <= k_points; ++i) {
        const double x = static_cast<double>(i) / k_points;
        const double ratio = playing.course->at(positions::depth_at(playing.timeline, x * duration));
        diagram.points.emplace_back(x, (ratio - low) / (high - low));
        diagram.colours.push_back(length_colour(looks, ratio));
    }
    diagram.marker = static_cast<float>(playing.seconds / duration);
    diagram.low_text = fmt::format("{:.0f} %", 100 * low);
    diagram.high_text = fmt::format("{:.0f} %", 100 * high);
    diagram.divisions = {static_cast<float>(playing.timeline.way_in / duration),
                         static_cast<float>((playing.timeline.way_in + playing.timeline.hold) / duration)};
    diagram.reference = static_cast<float>((1 - low) / (high - low));
    diagram.reference_text = "rest";
    diagram.text_height = k_text * scale;
    scene.diagrams.push_back(std::move(diagram));
}

}  // namespace smrt::scene
