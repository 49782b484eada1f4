// The skin of the default body.
#pragma once

#include <vector>

#include "body_compiler/shape_surface.h"

namespace smrt::body_compiler {

/// One closed skin around everything: the patches of skin blended into each other, and the flesh and bone beneath them.
/// Empty if no shape is skin. Cost: some seconds.
[[nodiscard]] geometry::TriangleMesh make_skin_surface(const std::vector<PlacedShape>& shapes);

}  // namespace smrt::body_compiler
