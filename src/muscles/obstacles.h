// Simple solids fitted to the bones, which muscle paths must not cut through.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "anatomy/body.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

/// A capsule with two radii, riding on a segment. Metres, resting coordinates.
struct Capsule {
    glm::dvec3 a{0}, b{0};
    double radius_a = 0, radius_b = 0;
    skeleton::SegmentIndex segment = 0;
};

/// The rib cage: a stack of ellipses along the vertical axis; part of the trunk.
struct Barrel {
    struct Slice {
        double x = 0, z = 0, half_width = 0, half_depth = 0;
    };
    double bottom = 0, top = 0;  ///< metres
    std::vector<Slice> slices;   ///< evenly spaced from bottom to top; empty: the body has no thorax
};

struct Obstacles {
    std::vector<Capsule> capsules;
    Barrel barrel;
};

/// Where a point is outside a solid and which way leads out.
struct Clearance {
    double distance = 0;    ///< negative inside
    glm::dvec3 outward{0};  ///< unit
};

/// Fits capsules to the long bones of every moving segment and a barrel to the thorax.
[[nodiscard]] Obstacles make_obstacles(const anatomy::Body& body, const skeleton::Rig& rig);

[[nodiscard]] Clearance measure_clearance(const Capsule& capsule, const glm::dvec3& point);
[[nodiscard]] Clearance measure_clearance(const Barrel& barrel, const glm::dvec3& point);

}  // namespace smrt::muscles
