// Which parts are shown and how solid each is, from the view alone.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "scene/view.h"

namespace smrt::scene {

/// What the view makes of one part.
struct Visibility {
    float opacity = 0;  ///< 0: not drawn; 1: solid; between: ghost
    bool selected = false;
    bool hovered = false;
};

/// Fixed facts of a body that visibility needs, one entry a part.
struct VisibilityTable {
    std::vector<float> peel_ends;  ///< find_peel_ends
    std::vector<float> ghost;      ///< opacity as a ghost
    std::vector<float> solid;      ///< opacity when nothing makes it a ghost: 1, or less for clear parts such as the cornea
    std::vector<bool> skin;        ///< follows as a ghost while a position plays
    std::vector<bool> under_skin;  ///< cannot be seen from outside while the skin is on and whole
    float fade = 0.03f;
};

/// Rules, strongest first: hidden parts are never drawn; with an isolated set only that set is; the selection and the targets of
/// a playing position are drawn solid even where the peel took them away; then peel; then ghosting. Targets count as selected.
/// Input: all lists sorted. Cost: linear in the parts.
[[nodiscard]] std::vector<Visibility> find_visibility(const VisibilityTable& table, const View& view,
                                                      const std::vector<anatomy::PartIndex>& targets);

/// Takes away what a solid, uncut skin covers from an eye outside of it: shapes that lie within a millimetre of the skin would
/// show through it in patches, and thousands of parts need not be drawn. The selection stays, it shines through.
/// Input: box of the body; an eye inside of it may look from within, and everything stays.
void take_away_what_skin_covers(const VisibilityTable& table, const View& view, const geometry::Box& body,
                                std::vector<Visibility>& visibility);

}  // namespace smrt::scene
