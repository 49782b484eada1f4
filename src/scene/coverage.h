// A small picture of which part owns which cell of the view, drawn on the CPU: what labels need to know of visibility.
#pragma once

#include <vector>

#include "scene/picture_map.h"
#include "scene/scene.h"

namespace smrt::scene {

/// Ownership of the picture in square cells.
struct Coverage {
    int columns = 0, rows = 0;
    float cell = 8;                         ///< pixels
    std::vector<anatomy::PartIndex> owner;  ///< row by row from the top; k_no_part where nothing opaque is
    std::vector<float> depth;               ///< metres along the view direction

    /// Owner at a pixel; k_no_part outside of the picture.
    [[nodiscard]] anatomy::PartIndex at(const glm::vec2& pixel) const;
    /// True if the part owns the cell of this pixel or one of its eight neighbours.
    [[nodiscard]] bool owns_near(anatomy::PartIndex part, const glm::vec2& pixel) const;
};

/// Draws the opaque items at the coarsest level that a cell allows. Cost: some ms for a whole body; no threads, no GPU.
[[nodiscard]] Coverage measure_coverage(const Scene& scene, const PictureMap& map);

/// How many cells each part of the body owns with its opaque items: one value a part. Parts seen only through gaps narrower than a cell
/// may get none, parts that own none but lie just below the surface get one. Input: cell in pixels. Cost: some ms for a whole body at 4 pixels.
[[nodiscard]] std::vector<std::uint32_t> count_owned_cells(const Scene& scene, const PictureMap& map, float cell);

}  // namespace smrt::scene
