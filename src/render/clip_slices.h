// Where a cutting plane meets the parts: outlines of the cut faces, worked out on the CPU part by part.
#pragma once

#include <array>
#include <vector>

#include "render/draw_list.h"

namespace smrt::render {

/// The cut face of one part. A point of the plane is inside where an odd number of the triangles (anchor, from, to) cover it,
/// whatever the order of the segments: even-odd filling needs no loops and one open mesh harms no other part.
struct ClipSlice {
    const scene::Item* item = nullptr;
    std::vector<std::array<glm::vec3, 2>> segments;
    std::array<glm::vec3, 4> rectangle;  ///< corners of the bounding rectangle in the plane
    float area = 0;                      ///< of the rectangle
};

/// Slices of all opaque or glowing items, large ones first so that small parts inside are painted over them.
/// Cost: one pass over the vertices and triangles of parts whose box meets the plane.
[[nodiscard]] std::vector<ClipSlice> make_clip_slices(const scene::Scene& scene, const std::vector<VisibleItem>& items);

}  // namespace smrt::render
