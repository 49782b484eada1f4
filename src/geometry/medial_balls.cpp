// Shrinking balls on a cloud of vertices.
#include "geometry/medial_balls.h"

#include <algorithm>

#include "geometry/nearest.h"
#include "geometry/sphere_mesh_fit.h"

namespace smrt::geometry {
namespace {

constexpr int k_most_steps = 30;
constexpr std::size_t k_cloud = 8000;  ///< points spread over the surface
constexpr float k_least_radius = 2e-4f;
/// A ball that touches at two points seen from its centre under less than this (cosine) has met the grain of the surface, not its far side.
constexpr float k_same_side = 0.7f;

/// Result: ball and the cloud's point on its far side; the point itself if there is none.
MedialBall shrink(const PointTree& tree, const std::vector<glm::vec3>& normals, const glm::vec3& p, const glm::vec3& normal,
                  std::uint32_t own, float most) {
    MedialBall out{{p - most * normal, most}, own};
    bool met = false;
    for (int step = 0; step < k_most_steps; ++step) {
        const PointTree::Hit hit = tree.nearest(out.ball.centre);
        if (hit.index == own || hit.distance >= out.ball.radius * 0.999f) break;
        const glm::vec3 to = tree.points()[hit.index] - p;
        const float along = -glm::dot(to, normal);
        if (along <= 0) break;
        met = true;
        const float radius = glm::dot(to, to) / (2 * along);
        const glm::vec3 centre = p - radius * normal;
        const bool grain = glm::dot(normal, glm::normalize(tree.points()[hit.index] - centre)) > k_same_side;
        if (grain && step > 0) break;
        out = {{centre, radius}, hit.index};
        if (grain || radius < k_least_radius) break;
    }
    // A ball that meets nothing, or the front of something, hangs in the air at an open rim or over a hollow: it says nothing.
    const bool faced = met && glm::dot(normals[out.opposite], tree.points()[out.opposite] - out.ball.centre) > 0;
    out.ball.radius = faced ? std::max(out.ball.radius, k_least_radius) : k_least_radius;
    out.ball.centre = p - out.ball.radius * normal;
    return out;
}

}  // namespace

std::vector<MedialBall> find_medial_balls(const TriangleMesh& mesh, const TriangleMesh& whole, float most) {
    const PointTree vertices(mesh.positions);
    // Between far vertices lie points too: without them balls would bulge out of the faces.
    std::vector<glm::vec3> cloud = mesh.positions, normals = mesh.normals;
    SurfaceSamples samples = sample_surface(mesh, k_cloud, 1);
    if (&whole != &mesh) samples.points.insert(samples.points.end(), whole.positions.begin(), whole.positions.end());
    if (&whole != &mesh) samples.normals.insert(samples.normals.end(), whole.normals.begin(), whole.normals.end());
    cloud.insert(cloud.end(), samples.points.begin(), samples.points.end());
    normals.insert(normals.end(), samples.normals.begin(), samples.normals.end());
    const PointTree tree(std::move(cloud));
    std::vector<MedialBall> out;
    out.reserve(mesh.positions.size());
    for (std::uint32_t i = 0; i < mesh.positions.size(); ++i) {
        MedialBall found = shrink(tree, normals, mesh.positions[i], mesh.normals[i], i, most);
        if (found.opposite >= mesh.positions.size()) {
            const PointTree::Hit hit = vertices.nearest(tree.points()[found.opposite]);
            found.opposite = hit.distance <= found.ball.radius ? hit.index : i;  // a far side outside of the patch is none of its vertices
        }
        out.push_back(found);
    }
    return out;
}

}  // namespace smrt::geometry
