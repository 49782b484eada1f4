// Inside is where the first wall that a ray meets is met from behind.
#include "geometry/solid.h"

#include "geometry/mesh_cleanup.h"

namespace smrt::geometry {

Solid::Solid(TriangleMesh mesh) : tree_(mesh) {
    closed_ = clean_mesh(mesh).closed();
}

float Solid::depth(const glm::vec3& point) const {
    RaySpan ray;
    ray.origin = point;
    ray.direction = {0.36f, 0.48f, 0.8f};  // along no axis, where meshes have their seams
    const auto hit = tree_.find_first(ray);
    return hit && !hit->front ? tree_.find_nearest(point)->distance : 0.0f;
}

}  // namespace smrt::geometry
