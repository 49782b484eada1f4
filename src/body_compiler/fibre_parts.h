// Which named bundle of a muscle each of its vertices belongs to.
#pragma once

#include <cstdint>
#include <vector>

#include "anatomy/muscle_definition.h"
#include "anatomy/part.h"
#include "body_compiler/fibre_field.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// Bundle of each vertex, 1 for the first of the definition's `fibre_parts`; empty where it names fewer than two or no order.
/// Across the fibres, vertices are ranked among those at about the same place along them, so that a bundle keeps its fibres from origin to
/// insertion; each bundle gets an equal share. Equal shares are our own choice: atlases name the bundles but seldom measure them.
[[nodiscard]] std::vector<std::uint8_t> find_fibre_parts(const geometry::TriangleMesh& mesh, const FibreField& field,
                                                         const anatomy::MuscleDefinition& muscle, anatomy::Side side);

}  // namespace smrt::body_compiler
