// Part of clean-up: which triangles hang together, and which way each surface should face.
#pragma once

#include "geometry/mesh_cleanup.h"

namespace smrt::geometry {

/// Measures edges and shells of a welded mesh into the report and, if asked, turns its triangles: neighbours agree,
/// closed surfaces face outward, closed surfaces inside another face the hollow between them. Surfaces that enclose
/// nothing keep the side that most of their area faces.
/// Cost: linear in triangles, plus a ray through the outer shell for each shell inside its box.
void orient_shells(TriangleMesh& mesh, bool turn_triangles, MeshReport& report);

}  // namespace smrt::geometry
