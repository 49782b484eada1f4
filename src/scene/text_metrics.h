// How wide texts are, so that labels and captions can be laid out without a font at hand.
#pragma once

#include <functional>
#include <string_view>

namespace smrt::scene {

/// Width in pixels of a text (UTF-8, one line) whose em square is `height` pixels high.
using TextMetrics = std::function<float(std::string_view text, float height)>;

/// Built-in widths, those of a wide screen face (DejaVu Sans); narrower faces fit into the same boxes. The same on every
/// machine, so that scenes do not depend on installed fonts.
[[nodiscard]] float standard_text_width(std::string_view text, float height);
[[nodiscard]] TextMetrics standard_text_metrics();

}  // namespace smrt::scene
