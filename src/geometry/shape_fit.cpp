// Robust fits of spheres, circles and ellipsoids.
#include "geometry/shape_fit.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace smrt::geometry {
namespace {

constexpr std::size_t k_fewest_points = 8;
constexpr int k_trials = 400;
constexpr double k_agreeing = 0.0006;  // metres: as fine as the steps of a computed-tomography surface
constexpr int k_refinements = 12;

/// Small repeatable generator (Knuth's MMIX constants); the fit must not depend on a library's random numbers.
struct Draw {
    std::uint64_t state = 0x9E3779B97F4A7C15ull;
    std::size_t operator()(std::size_t count) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        return static_cast<std::size_t>((state >> 33) % count);
    }
};

struct Ball {
    Eigen::Vector3d centre;
    double radius = 0;
};

/// Least squares of |p|² = 2 c·p + d over some points, in the first `Dimensions` coordinates.
template <int Dimensions>
std::optional<Ball> solve_ball(const std::vector<Eigen::Vector3d>& points, const std::vector<std::size_t>& chosen) {
    using Row = Eigen::Matrix<double, Dimensions + 1, 1>;
    Eigen::Matrix<double, Dimensions + 1, Dimensions + 1> normal = decltype(normal)::Zero();
    Row right = Row::Zero();
    for (const std::size_t i : chosen) {
        Row row;
        row.template head<Dimensions>() = 2 * points[i].template head<Dimensions>();
        row[Dimensions] = 1;
        normal += row * row.transpose();
        right += row * points[i].template head<Dimensions>().squaredNorm();
    }
    const Eigen::FullPivLU<decltype(normal)> lu(normal);
    if (!lu.isInvertible()) return std::nullopt;
    const Row x = lu.solve(right);
    Ball ball{Eigen::Vector3d::Zero(), 0};
    ball.centre.head<Dimensions>() = x.template head<Dimensions>();
    const double squared = x[Dimensions] + x.template head<Dimensions>().squaredNorm();
    if (!(squared > 0)) return std::nullopt;
    ball.radius = std::sqrt(squared);
    return ball;
}

template <int Dimensions>
double misfit(const Ball& ball, const Eigen::Vector3d& point) {
    return std::abs((point - ball.centre).head<Dimensions>().norm() - ball.radius);
}

template <int Dimensions>
std::vector<std::size_t> agreeing_points(const Ball& ball, const std::vector<Eigen::Vector3d>& points, double limit) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (misfit<Dimensions>(ball, points[i]) < limit) chosen.push_back(i);
    return chosen;
}

/// The best of many shapes through the fewest points; judged on at most 500 points to stay quick.
template <int Dimensions>
std::optional<Ball> search_ball(const std::vector<Eigen::Vector3d>& points, double largest_radius) {
    Draw draw;
    std::optional<Ball> best;
    std::size_t best_count = 0;
    const std::size_t stride = std::max<std::size_t>(1, points.size() / 500);
    std::vector<std::size_t> sample(Dimensions + 1);
    for (int trial = 0; trial < k_trials; ++trial) {
        for (std::size_t& i : sample) i = draw(points.size());
        const auto ball = solve_ball<Dimensions>(points, sample);
        if (!ball || ball->radius > largest_radius) continue;
        std::size_t count = 0;
        for (std::size_t i = 0; i < points.size(); i += stride) count += misfit<Dimensions>(*ball, points[i]) < 2 * k_agreeing;
        if (count > best_count) best = ball, best_count = count;
    }
    return best;
}

/// Search, then least squares over the agreeing points until they no longer change.
template <int Dimensions>
std::optional<ShapeFit> find_ball(const std::vector<Eigen::Vector3d>& points) {
    if (points.size() < k_fewest_points) return std::nullopt;
    Eigen::AlignedBox3d box;
    for (const Eigen::Vector3d& point : points) box.extend(point);
    auto ball = search_ball<Dimensions>(points, box.diagonal().head<Dimensions>().norm());
    if (!ball) return std::nullopt;
    std::vector<std::size_t> chosen;
    for (int i = 0; i < k_refinements; ++i) {
        std::vector<std::size_t> now = agreeing_points<Dimensions>(*ball, points, 2 * k_agreeing);
        if (now == chosen || now.size() < k_fewest_points) break;
        chosen = std::move(now);
        const auto better = solve_ball<Dimensions>(points, chosen);
        if (!better) break;
        ball = better;
    }
    if (chosen.empty()) return std::nullopt;
    double squares = 0;
    for (const std::size_t i : chosen) squares += std::pow(misfit<Dimensions>(*ball, points[i]), 2);
    ShapeFit fit;
    fit.centre = {ball->centre.x(), ball->centre.y(), ball->centre.z()};
    fit.radii = glm::dvec3(ball->radius);
    fit.residual = std::sqrt(squares / static_cast<double>(chosen.size()));
    fit.agreeing = static_cast<double>(chosen.size()) / static_cast<double>(points.size());
    return fit;
}

}  // namespace

std::optional<ShapeFit> find_sphere(const std::vector<glm::dvec3>& points) {
    if (points.size() < k_fewest_points) return std::nullopt;
    // Coordinates about the mean keep the normal equations well scaled.
    const glm::dvec3 mean = std::accumulate(points.begin(), points.end(), glm::dvec3(0)) / static_cast<double>(points.size());
    std::vector<Eigen::Vector3d> local;
    for (const glm::dvec3& p : points) local.emplace_back(p.x - mean.x, p.y - mean.y, p.z - mean.z);
    auto fit = find_ball<3>(local);
    if (fit) fit->centre += mean;
    return fit;
}

std::optional<ShapeFit> find_circle(const std::vector<glm::dvec3>& points, const glm::dvec3& axis) {
    if (points.size() < k_fewest_points) return std::nullopt;
    const glm::dvec3 helper = std::abs(axis.y) < 0.9 ? glm::dvec3(0, 1, 0) : glm::dvec3(0, 0, 1);
    const glm::dvec3 u = glm::normalize(glm::cross(helper, axis));
    const glm::dvec3 v = glm::cross(axis, u);
    const glm::dvec3 mean = std::accumulate(points.begin(), points.end(), glm::dvec3(0)) / static_cast<double>(points.size());
    std::vector<Eigen::Vector3d> local;
    for (const glm::dvec3& p : points) local.emplace_back(glm::dot(p - mean, u), glm::dot(p - mean, v), glm::dot(p - mean, axis));
    auto fit = find_ball<2>(local);
    if (fit) fit->centre = mean + fit->centre.x * u + fit->centre.y * v;
    return fit;
}

std::optional<ShapeFit> find_upright_ellipsoid(const std::vector<glm::dvec3>& points) {
    if (points.size() < k_fewest_points) return std::nullopt;
    const glm::dvec3 mean = std::accumulate(points.begin(), points.end(), glm::dvec3(0)) / static_cast<double>(points.size());
    using Row = Eigen::Matrix<double, 6, 1>;
    Eigen::Matrix<double, 6, 6> normal = Eigen::Matrix<double, 6, 6>::Zero();
    Row right = Row::Zero();
    const double scale = 0.1;  // metres: keeps squares and first powers of one size
    for (const glm::dvec3& point : points) {
        const glm::dvec3 p = (point - mean) / scale;
        Row row;
        row << p.x * p.x, p.y * p.y, p.z * p.z, p.x, p.y, p.z;
        normal += row * row.transpose();
        right += row;
    }
    Row q = normal.ldlt().solve(right);
    q.head<3>() /= scale * scale;
    q.tail<3>() /= scale;
    if (!(q[0] > 0 && q[1] > 0 && q[2] > 0)) return std::nullopt;
    const glm::dvec3 shape(q[0], q[1], q[2]);
    const glm::dvec3 centre = -0.5 * glm::dvec3(q[3], q[4], q[5]) / shape;
    const double level = 1 + glm::dot(shape, centre * centre);
    ShapeFit fit;
    fit.centre = centre + mean;
    fit.radii = glm::sqrt(level / shape);
    fit.agreeing = 1;
    double squares = 0;
    for (const glm::dvec3& point : points) {
        const glm::dvec3 scaled = (point - fit.centre) / fit.radii;
        const double reach = glm::length(scaled);  // distance along the ray from the centre
        squares += std::pow(glm::length(point - fit.centre) * (1 - 1 / std::max(reach, 1e-9)), 2);
    }
    fit.residual = std::sqrt(squares / static_cast<double>(points.size()));
    return fit;
}

}  // namespace smrt::geometry
