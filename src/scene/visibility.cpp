// Hidden, isolated, peeled, ghosted: one answer per part.
#include "scene/visibility.h"

#include <algorithm>

#include "scene/peel.h"

namespace smrt::scene {
namespace {

constexpr float k_following_skin = 0.10f;  ///< opacity of the skin that follows a playing position

void mark(std::vector<std::uint8_t>& flags, const std::vector<anatomy::PartIndex>& parts, std::uint8_t flag) {
    for (const anatomy::PartIndex part : parts)
        if (part < flags.size()) flags[part] |= flag;
}

enum Flag : std::uint8_t { k_hidden = 1, k_isolated = 2, k_ghosted = 4, k_selected = 8 };

float opacity_of(const VisibilityTable& table, const View& view, std::size_t part, std::uint8_t flags, bool playing) {
    if ((flags & k_hidden) != 0) return 0;
    const bool isolated = (flags & k_isolated) != 0;
    if (!view.isolated.empty() && !isolated) return 0;
    if ((flags & k_selected) != 0) return (flags & k_ghosted) != 0 ? table.ghost[part] : 1;
    float opacity = isolated ? 1 : peel_opacity(view.peel, table.peel_ends[part], table.fade);
    const float ghostly = (flags & k_ghosted) != 0 ? 1 : std::clamp(view.ghost, 0.0f, 1.0f);
    opacity *= table.solid[part] * (1 - ghostly) + std::min(table.ghost[part], table.solid[part]) * ghostly;
    if (playing && table.skin[part]) {
        return view.peel < table.peel_ends[part] ? std::min(std::max(opacity, k_following_skin), 0.35f) : k_following_skin;
    }
    return opacity;
}

}  // namespace

std::vector<Visibility> find_visibility(const VisibilityTable& table, const View& view, const std::vector<anatomy::PartIndex>& targets) {
    std::vector<std::uint8_t> flags(table.peel_ends.size(), 0);
    mark(flags, view.hidden, k_hidden);
    mark(flags, view.isolated, k_isolated);
    mark(flags, view.ghosted, k_ghosted);
    mark(flags, view.selection, k_selected);
    mark(flags, targets, k_selected);
    std::vector<Visibility> out(flags.size());
    for (std::size_t i = 0; i < flags.size(); ++i) {
        out[i].opacity = opacity_of(table, view, i, flags[i], !targets.empty());
        out[i].selected = (flags[i] & k_selected) != 0;
        out[i].hovered = view.hover && *view.hover == i;
        if (out[i].opacity < 0.004f) out[i].opacity = 0;
        if (out[i].opacity > 0.996f) out[i].opacity = 1;
    }
    return out;
}

void take_away_what_skin_covers(const VisibilityTable& table, const View& view, const geometry::Box& body,
                                std::vector<Visibility>& visibility) {
    const glm::vec3 eye = view.camera.eye();
    const bool outside = glm::any(glm::lessThan(eye, body.lower)) || glm::any(glm::greaterThan(eye, body.upper));
    bool skin_is_on = false;
    for (std::size_t i = 0; i < visibility.size(); ++i) skin_is_on = skin_is_on || (table.skin[i] && visibility[i].opacity >= 1);
    if (!skin_is_on || !outside || view.clip || !view.isolated.empty()) return;
    for (std::size_t i = 0; i < visibility.size(); ++i)
        if (table.under_skin[i] && !visibility[i].selected) visibility[i].opacity = 0;
}

}  // namespace smrt::scene
