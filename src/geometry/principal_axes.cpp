// Eigenvectors of the covariance.
#include "geometry/principal_axes.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace smrt::geometry {

PrincipalAxes find_principal_axes(const glm::dmat3& covariance) {
    Eigen::Matrix3d matrix;
    for (int column = 0; column < 3; ++column)
        for (int row = 0; row < 3; ++row) matrix(row, column) = covariance[column][row];
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(matrix);
    PrincipalAxes out;
    for (int k = 0; k < 3; ++k) {
        const auto v = solver.eigenvectors().col(2 - k);
        const auto place = static_cast<std::size_t>(k);
        out.axis[place] = {v.x(), v.y(), v.z()};
        out.spread[place] = std::sqrt(std::max(0.0, solver.eigenvalues()[2 - k]));
    }
    return out;
}

glm::dmat3 measure_covariance(const std::vector<glm::dvec3>& points) {
    glm::dmat3 sum(0);
    if (points.empty()) return sum;
    const auto count = static_cast<double>(points.size());
    glm::dvec3 centre(0);
    for (const glm::dvec3& p : points) centre += p / count;
    for (const glm::dvec3& p : points) sum += glm::outerProduct(p - centre, p - centre);
    return sum / count;
}

}  // namespace smrt::geometry
