// Inside is where the first wall that a ray meets is met from behind.
#include "geometry/solid.h"

#include "geometry/mesh_cleanup.h"

namespace smrt::geometry {

Solid::Solid(TriangleMesh mesh) : tree_(mesh) {
    closed_ = clean_mesh(mesh).closed();
}

float Solid::depth(const glm::vec3& point) const {
    // Along no axis, where meshes have their seams. A ray that slips through a seam is not believed: a second one must agree.
    for (const glm::vec3& direction : {glm::vec3(0.36f, 0.48f, 0.8f), glm::vec3(-0.6f, 0.64f, -0.48f)}) {
        RaySpan ray;
        ray.origin = point;
        ray.direction = direction;
        const auto hit = tree_.find_first(ray);
        if (!hit || hit->front) return 0.0f;
    }
    return tree_.find_nearest(point)->distance;
}

}  // namespace smrt::geometry
