// Squared distances from one sphere to many planes, summed up: the error that the collapse of a surface to spheres keeps low.
#pragma once

#include <glm/glm.hpp>

#include "geometry/sphere_mesh.h"

namespace smrt::geometry {

/// Sum over planes of weight * (n.(p - q) - r)^2 as a function of a sphere's centre q and radius r. It adds.
/// Source: Thiery, Guy, Boubekeur, Sphere-Meshes, ACM TOG 32(6), 2013, section 4.
class SphereQuadric {
public:
    /// Plane through a point with a unit normal that points outward; weight is the area it stands for, square metres.
    void add_plane(const glm::vec3& point, const glm::vec3& normal, double weight);
    SphereQuadric& operator+=(const SphereQuadric& other);

    [[nodiscard]] double weight() const { return weight_; }
    [[nodiscard]] double error(const Sphere& sphere) const;
    /// The sphere of least error, held near a wanted one where the planes leave it free, with its radius in 0..most.
    [[nodiscard]] Sphere find_best(const Sphere& wanted, float most) const;

private:
    double a_[4][4] = {};  ///< upper triangle is enough, kept whole for speed
    double b_[4] = {};
    double c_ = 0, weight_ = 0;
};

}  // namespace smrt::geometry
