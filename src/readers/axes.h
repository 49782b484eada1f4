// Turning outside coordinates into ours: metres, +X the subject's left, +Y up, +Z anterior.
#pragma once

#include <glm/glm.hpp>

#include "geometry/triangle_mesh.h"

namespace smrt::readers {

/// Which outside axis points up. y: axes as ours (glTF). z: +Z up and +Y posterior (BodyParts3D, Blender).
enum class UpAxis { y, z };

/// One outside point in our axes and metres.
[[nodiscard]] inline glm::vec3 to_our_axes(const glm::vec3& outside, double metres_per_unit, UpAxis up) {
    // In double, so that a millimetre grid lands on the nearest float and equal points stay equal.
    const glm::dvec3 p = glm::dvec3(outside) * metres_per_unit;
    return up == UpAxis::y ? glm::vec3(p) : glm::vec3(glm::dvec3(p.x, p.z, -p.y));
}

/// All points of a mesh. The turn keeps handedness, so triangles stay as they are.
inline void turn_to_our_axes(geometry::TriangleMesh& mesh, double metres_per_unit, UpAxis up) {
    for (glm::vec3& p : mesh.positions) p = to_our_axes(p, metres_per_unit, up);
}

}  // namespace smrt::readers
