// The small curve of a value over time.
#include <algorithm>

#include "render/passes/overlay_text_pass.h"

namespace smrt::render {
namespace {

constexpr glm::vec3 k_plate{0.010f, 0.013f, 0.018f};
constexpr glm::vec3 k_soft{0.42f, 0.45f, 0.48f};
constexpr float k_padding = 12, k_curve = 2.4f;  ///< pixels at scale 1

}  // namespace

bool OverlayTextPass::add_diagram(const scene::Diagram& diagram, float scale) {
    const float text = diagram.text_height, padding = k_padding * scale;
    canvas_.add_plate(diagram.lower, diagram.upper, 8 * scale, {k_plate, 0.58f});
    bool complete = add_text(diagram.title, diagram.lower + glm::vec2(padding, padding + 0.8f * text), text, {glm::vec3(0.86f), 1});

    const float axis_texts = std::max(font_->width(diagram.low_text, text), font_->width(diagram.high_text, text)) + 8 * scale;
    const glm::vec2 lower = diagram.lower + glm::vec2(padding + axis_texts, padding + 1.9f * text);
    const float right_texts = diagram.reference_text.empty() ? 0 : font_->width(diagram.reference_text, text) + 6 * scale;
    const glm::vec2 upper = diagram.upper - glm::vec2(padding + right_texts, padding);
    const auto place = [&](const glm::vec2& point) {
        return glm::vec2(lower.x + point.x * (upper.x - lower.x), upper.y - point.y * (upper.y - lower.y));
    };
    const float capital = font_->capital_height(text);
    const auto write_left = [&](const std::string& words, float y) {
        const glm::vec2 at(lower.x - 8 * scale - font_->width(words, text), place({0, y}).y + 0.5f * capital);
        complete = add_text(words, at, text, {k_soft, 1}) && complete;
    };
    write_left(diagram.low_text, 0);
    write_left(diagram.high_text, 1);
    for (const float y : {0.0f, 1.0f}) canvas_.add_line(place({0, y}), place({1, y}), 1 * scale, {k_soft, 0.35f});
    for (const float x : diagram.divisions) canvas_.add_line(place({x, 0}), place({x, 1}), 1 * scale, {k_soft, 0.5f});
    if (diagram.reference >= 0) {
        canvas_.add_line(place({0, diagram.reference}), place({1, diagram.reference}), 1 * scale, {k_soft, 0.9f}, 4 * scale);
        const glm::vec2 at = place({1, diagram.reference}) + glm::vec2(6 * scale, 0.5f * capital);
        complete = add_text(diagram.reference_text, at, text, {k_soft, 1}) && complete;
    }
    for (std::size_t i = 0; i + 1 < diagram.points.size(); ++i) {
        const glm::vec3 colour = i < diagram.colours.size() ? diagram.colours[i] : glm::vec3(1);
        canvas_.add_line(place(diagram.points[i]), place(diagram.points[i + 1]), k_curve * scale, {colour, 1});
    }
    if (diagram.marker >= 0 && !diagram.points.empty()) {
        const auto after =
            std::find_if(diagram.points.begin(), diagram.points.end(), [&](const glm::vec2& point) { return point.x >= diagram.marker; });
        const glm::vec2 to = after == diagram.points.end() ? diagram.points.back() : *after;
        const glm::vec2 from = after == diagram.points.begin() || after == diagram.points.end() ? to : *(after - 1);
        const float share = to.x > from.x ? (diagram.marker - from.x) / (to.x - from.x) : 0;
        const glm::vec2 now = place(glm::mix(from, to, share));
        canvas_.add_line({now.x, lower.y}, {now.x, upper.y}, 1.2f * scale, {glm::vec3(1), 0.7f});
        canvas_.add_disc(now, 5 * scale, {k_plate, 1});
        canvas_.add_disc(now, 3.6f * scale, {glm::vec3(1), 1});
    }
    return complete;
}

}  // namespace smrt::render
