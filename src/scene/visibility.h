// Which parts are shown and how solid each is, from the view alone.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "scene/view.h"

namespace smrt::scene {

/// What the view makes of one part.
struct Visibility {
    float opacity = 0;      ///< 0: not drawn; 1: solid; between: ghost
    bool selected = false;
    bool hovered = false;
};

/// Fixed facts of a body that visibility needs, one entry a part.
struct VisibilityTable {
    std::vector<float> peel_ends;  ///< find_peel_ends
    std::vector<float> ghost;      ///< opacity as a ghost
    std::vector<bool> skin;        ///< follows as a ghost while a position plays
    float fade = 0.03f;
};

/// Rules, strongest first: hidden parts are never drawn; with an isolated set only that set is; the selection and the targets of
/// a playing position are drawn solid even where the peel took them away; then peel; then ghosting. Targets count as selected.
/// Input: all lists sorted. Cost: linear in the parts.
[[nodiscard]] std::vector<Visibility> find_visibility(const VisibilityTable& table, const View& view,
                                                      const std::vector<anatomy::PartIndex>& targets);

}  // namespace smrt::scene
