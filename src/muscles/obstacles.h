// What muscle paths must not cut through: every bone as a signed distance, and the rib cage as a smooth barrel.
#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "anatomy/body.h"
#include "geometry/distance_grid.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

/// A bone that rides on a segment. The grid is made when a path first needs it.
struct BoneSolid {
    anatomy::PartIndex part = anatomy::k_no_part;
    skeleton::SegmentIndex segment = 0;
    mutable std::once_flag made;
    mutable geometry::DistanceGrid grid;
};

/// The rib cage: a stack of ellipses along the vertical axis; rides on the sternum, which follows the thoracic spine.
struct Barrel {
    struct Slice {
        double x = 0, z = 0, half_width = 0, half_depth = 0;
    };
    double bottom = 0, top = 0;  ///< metres
    std::vector<Slice> slices;   ///< evenly spaced from bottom to top; empty: the body has no thorax
    skeleton::SegmentIndex segment = 0;
};

struct Obstacles {
    std::vector<std::unique_ptr<BoneSolid>> bones;
    Barrel barrel;
};

/// Where a point is outside a solid and which way leads out.
struct Clearance {
    double distance = 0;    ///< negative inside
    glm::dvec3 outward{0};  ///< unit
};

/// Lists the bones and fits a barrel to the thorax.
[[nodiscard]] Obstacles make_obstacles(const anatomy::Body& body, const skeleton::Rig& rig);
/// Distances around a bone, resting coordinates; made on the first call, safe from several threads.
[[nodiscard]] const geometry::DistanceGrid& bone_grid(const anatomy::Body& body, const BoneSolid& bone);

[[nodiscard]] Clearance measure_clearance(const Barrel& barrel, const glm::dvec3& point);

}  // namespace smrt::muscles
