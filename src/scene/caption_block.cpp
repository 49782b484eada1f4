// Lays caption lines under each other and breaks long ones.
#include "scene/caption_block.h"

#include <algorithm>

#include "base/text.h"

namespace smrt::scene {
namespace {

constexpr float k_padding = 12;     ///< between plate and text
constexpr float k_leading = 1.32f;  ///< line pitch in em
constexpr float k_widest = 360;     ///< pixels at scale 1 before a line is broken

constexpr float k_roomy = 1000;  ///< width of a picture, at scale 1, that captions leave room in

}  // namespace

float overlay_scale(const Scene& scene) {
    const float width = static_cast<float>(scene.width) / scene.pixel_scale;
    return scene.pixel_scale * std::clamp(width / k_roomy, 0.72f, 1.0f);
}

CaptionBlock::CaptionBlock(Scene& scene, const TextMetrics& metrics, const glm::vec2& top_left)
    : scene_(scene), metrics_(metrics), corner_(top_left * overlay_scale(scene)) {
    width_ = std::min(k_widest * overlay_scale(scene), static_cast<float>(scene.width) - 2 * corner_.x);
}

void CaptionBlock::add(const std::string& text, float height, const glm::vec3& colour, float gap) {
    const float size = height * overlay_scale(scene_);
    if (cursor_ > 0) cursor_ += gap * overlay_scale(scene_);
    std::string line;
    for (const std::string& word : base::split(text, ' ')) {
        const std::string longer = line.empty() ? word : line + " " + word;
        if (!line.empty() && metrics_(longer, size) > width_) {
            put(line, size, colour);
            line = word;
        } else {
            line = longer;
        }
    }
    put(line, size, colour);
}

void CaptionBlock::put(const std::string& line, float height, const glm::vec3& colour) {
    const float padding = k_padding * overlay_scale(scene_);
    scene_.captions.push_back({line, corner_ + glm::vec2(padding, padding + cursor_), height, colour});
    cursor_ += height * k_leading;
    widest_ = std::max(widest_, metrics_(line, height));
}

float CaptionBlock::finish() {
    if (cursor_ <= 0) return corner_.y;
    const float padding = k_padding * overlay_scale(scene_);
    const glm::vec2 far_corner = corner_ + glm::vec2(widest_ + 2 * padding, cursor_ + 2 * padding);
    scene_.plates.push_back({corner_, far_corner, 0.55f});
    return far_corner.y;
}

}  // namespace smrt::scene
