// Widths of printable ASCII letters and a rule for all others.
#include "scene/text_metrics.h"

#include <array>
#include <cstdint>

namespace smrt::scene {
namespace {

/// Advance widths of ' ' .. '~' in thousandths of the em square, DejaVu Sans Book.
constexpr std::array<std::uint16_t, 95> k_advance{
    318, 401, 460, 838, 636, 950, 780, 275, 390,  390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685,  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
constexpr float k_other = 0.64f;  ///< accented Latin, Greek and Cyrillic letters, em

}  // namespace

float standard_text_width(std::string_view text, float height) {
    float em = 0;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte >= 0x80 && byte < 0xc0) continue;  // continuation of a UTF-8 letter that was counted
        em += byte >= 32 && byte < 127 ? 0.001f * k_advance[byte - 32] : k_other;
    }
    return em * height;
}

TextMetrics standard_text_metrics() {
    return standard_text_width;
}

}  // namespace smrt::scene
