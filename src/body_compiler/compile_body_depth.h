// How deep each part lies below the skin.
#pragma once

#include <span>
#include <vector>

#include "anatomy/part.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// One part as the depth measure sees it.
struct DepthPart {
    anatomy::Kind kind = anatomy::Kind::unknown;
    const geometry::TriangleMesh* mesh = nullptr;  ///< metres
};

/// Depth below the skin, metres: the median over points spread on each part's surface; 0 for skin and hair.
/// Of a skin with two walls the outer one counts. Without a skin, or with one turned inside out, the convex hull of the body
/// stands in for it.
/// Cost: about 3 microseconds a point, 64 points a part, on all cores.
[[nodiscard]] std::vector<float> measure_layer_depths(std::span<const DepthPart> parts);

}  // namespace smrt::body_compiler
