// Two wall points, two turns: a small Newton solve.
#include "skeleton/wall_contact.h"

#include <algorithm>
#include <cmath>

#include "skeleton/rotation.h"

namespace smrt::skeleton {
namespace {

constexpr int k_iterations = 30;
constexpr double k_enough = 1e-12;     // of the wall's size
constexpr double k_step = 1e-5;        // radians, for the derivative
constexpr double k_longest_step = 0.2; // radians

/// Height over the wall as a share of its size: 1 on it.
double height_of(const Wall& wall, const glm::dvec3& point) { return glm::length((point - wall.centre) / wall.radii); }

/// Change of both points' height against rest.
glm::dvec2 heights(const Wall& wall, const glm::dvec3& rest_centre, const glm::dvec3& centre, const GlideTurn& turn) {
    const glm::dmat3 matrix = turn.matrix();
    glm::dvec2 change;
    for (int i = 0; i < 2; ++i) {
        const glm::dvec3& rest = wall.points[static_cast<std::size_t>(i)];
        const glm::dvec3 now = matrix == glm::dmat3(1) ? rest + (centre - rest_centre) : centre + matrix * (rest - rest_centre);
        change[i] = height_of(wall, now) - height_of(wall, rest);
    }
    return change;
}

}  // namespace

glm::dmat3 GlideTurn::matrix() const {
    if (plane == 0 && about == 0 && tilt == 0) return glm::dmat3(1);
    return turn_about(about_axis, about) * turn_about(tilt_axis, tilt) * turn_about(plane_axis, plane);
}

void solve_wall_contact(const Wall& wall, const glm::dvec3& rest_centre, const glm::dvec3& centre, GlideTurn& turn) {
    for (int i = 0; i < k_iterations; ++i) {
        const glm::dvec2 now = heights(wall, rest_centre, centre, turn);
        if (std::max(std::abs(now.x), std::abs(now.y)) < k_enough) return;
        GlideTurn moved = turn;
        moved.about += k_step;
        const glm::dvec2 by_about = (heights(wall, rest_centre, centre, moved) - now) / k_step;
        moved = turn;
        moved.tilt += k_step;
        const glm::dvec2 by_tilt = (heights(wall, rest_centre, centre, moved) - now) / k_step;
        const glm::dmat2 slope(by_about, by_tilt);
        // A little damping keeps the step finite where the two turns move the points alike.
        const glm::dmat2 normal = glm::transpose(slope) * slope + glm::dmat2(1e-9);
        glm::dvec2 step = -(glm::inverse(normal) * (glm::transpose(slope) * now));
        const double length = glm::length(step);
        if (length > k_longest_step) step *= k_longest_step / length;
        turn.about += step.x;
        turn.tilt += step.y;
        if (length < k_enough) return;
    }
}

}  // namespace smrt::skeleton
