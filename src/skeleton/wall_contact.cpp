// Two wall points, two turns: a small Gauss-Newton solve.
#include "skeleton/wall_contact.h"

#include "skeleton/rotation.h"

namespace smrt::skeleton {
namespace {

constexpr int k_iterations = 30;
constexpr double k_enough = 1e-12;      // radians
constexpr double k_step = 1e-5;         // radians, for the derivative
constexpr double k_longest_step = 0.2;  // radians
// Flesh lies between bone and wall, so a point may leave its height a little rather than turn the bone far: 10 mm of height
// weigh as much as 10 degrees of turn.
constexpr double k_metres_per_radian = 0.057;

/// Height over the wall in metres, measured along the ray from its centre to mean size.
double height_of(const Wall& wall, const glm::dvec3& point) {
    const double size = (wall.radii.x + wall.radii.y + wall.radii.z) / 3;
    return size * glm::length((point - wall.centre) / wall.radii);
}

/// What the solve makes small: change of both points' height against rest, and both turns.
glm::dvec4 misfits(const Wall& wall, const glm::dvec3& rest_centre, const glm::dvec3& centre, const GlideTurn& turn) {
    const glm::dmat3 matrix = turn.matrix();
    glm::dvec4 change(0, 0, k_metres_per_radian * turn.about, k_metres_per_radian * turn.tilt);
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
        const glm::dvec4 now = misfits(wall, rest_centre, centre, turn);
        if (now == glm::dvec4(0)) return;
        GlideTurn moved = turn;
        moved.about += k_step;
        const glm::dvec4 by_about = (misfits(wall, rest_centre, centre, moved) - now) / k_step;
        moved = turn;
        moved.tilt += k_step;
        const glm::dvec4 by_tilt = (misfits(wall, rest_centre, centre, moved) - now) / k_step;
        const double a = glm::dot(by_about, by_about);
        const double b = glm::dot(by_about, by_tilt);
        const double c = glm::dot(by_tilt, by_tilt);
        const double r = glm::dot(by_about, now);
        const double s = glm::dot(by_tilt, now);
        const double determinant = a * c - b * b;  // above 0: both turns weigh by themselves
        glm::dvec2 step = glm::dvec2(b * s - c * r, b * r - a * s) / determinant;
        const double length = glm::length(step);
        if (length > k_longest_step) step *= k_longest_step / length;
        turn.about += step.x;
        turn.tilt += step.y;
        if (length < k_enough) return;
    }
}

}  // namespace smrt::skeleton
