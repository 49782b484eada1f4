// The one place that states axes and units.
//
// Inside the program: metres, radians, seconds. +X is the subject's left, +Y up, +Z anterior. Left and right are the
// subject's. Double for solvers, float for meshes and the GPU. BodyParts3D (mm, +X left, +Y posterior, +Z up) becomes
// ours by (x, z, -y) / 1000.
#pragma once

#include <glm/glm.hpp>

namespace smrt::geometry {

inline constexpr double k_mm = 0.001;                     ///< one millimetre in metres
inline constexpr double k_degree = 0.017453292519943295;  ///< one degree in radians

}  // namespace smrt::geometry
