// A block of caption lines on one plate.
#pragma once

#include <string>

#include "scene/scene.h"
#include "scene/text_metrics.h"

namespace smrt::scene {

/// Pixels per unit of size for captions and diagrams: the screen's scale, down to 72 % of it where a narrow picture would be
/// covered by them.
[[nodiscard]] float overlay_scale(const Scene& scene);

/// Lines added from the top; `finish` lays the plate behind them. All sizes in pixels at scale 1.
class CaptionBlock {
public:
    CaptionBlock(Scene& scene, const TextMetrics& metrics, const glm::vec2& top_left);
    /// A line of text under the last one; long lines are broken at spaces. `gap` is added above it.
    void add(const std::string& text, float height, const glm::vec3& colour, float gap = 0);
    /// Adds the plate; returns its lower edge in pixels (the block's top when nothing was added).
    float finish();

private:
    void put(const std::string& line, float height, const glm::vec3& colour);
    Scene& scene_;
    const TextMetrics& metrics_;
    glm::vec2 corner_{0};  ///< pixels
    float width_ = 0, cursor_ = 0, widest_ = 0;
};

/// Inks of captions: what is said, what is said beside it, what must be noticed. Linear.
inline constexpr glm::vec3 k_ink{0.93f, 0.93f, 0.90f};
inline constexpr glm::vec3 k_soft_ink{0.50f, 0.53f, 0.56f};
inline constexpr glm::vec3 k_warning_ink{1.0f, 0.62f, 0.22f};

}  // namespace smrt::scene
