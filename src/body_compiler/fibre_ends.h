// Where a muscle is attached: how firmly each vertex of its mesh is held at the origin and at the insertion.
#pragma once

#include <string>
#include <vector>

#include "geometry/nearest.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// How a muscle is attached, as its definition tells.
struct EndHabits {
    bool divides = false;  ///< into tendons, one for each insertion bone
    bool fans = false;     ///< its fibres spread from or to a long line of attachment
};

/// How firmly each vertex is held, 0 .. 1, at both ends.
struct FibreEnds {
    std::vector<double> origin, insertion;
    bool origin_found = false, insertion_found = false;  ///< by contact; otherwise the far end was taken
};

/// Input: the surfaces that the muscle's ends touch (bones first choice, soft parts where no bone is touched).
/// Contact counts within 6 mm, up to 15 mm where nothing is nearer; of a broad attachment only the rim away from the other end holds,
/// so that fibres run through the whole muscle; of one that fans, also what fibres pass well beside. If it divides, every insertion bone within
/// 25 mm holds what comes nearest to it. An end without contact is the part of the mesh farthest from the other end.
[[nodiscard]] FibreEnds find_fibre_ends(const geometry::TriangleMesh& muscle, const std::vector<const geometry::SurfaceTree*>& origin_bones,
                                        const std::vector<const geometry::SurfaceTree*>& origin_soft,
                                        const std::vector<const geometry::SurfaceTree*>& insertion_bones,
                                        const std::vector<const geometry::SurfaceTree*>& insertion_soft, const EndHabits& habits = {});

}  // namespace smrt::body_compiler
