// Distances of many points at once: loops without branches, which compilers turn into vector instructions.
#include <algorithm>
#include <cmath>
#include <limits>

#include "geometry/sphere_mesh.h"

namespace smrt::geometry {
namespace {

constexpr float k_steepest = 0.999f;       ///< slope of the radius from which one sphere of an edge holds the other
constexpr float k_steepest_face = 0.998f;  ///< the same of a slab, squared
constexpr float k_rounding = 2e-6f;        ///< metres by which two ways to measure the same may differ
constexpr std::size_t k_chunk = 128;       ///< points measured together

struct Chunk {
    std::size_t count = 0;
    alignas(32) float x[k_chunk], y[k_chunk], z[k_chunk], nearest[k_chunk];
};

}  // namespace

void SphereField::add_ball(const Sphere& sphere) {
    Piece out;
    out.origin = out.middle = sphere.centre;
    out.radius = out.reach = sphere.radius;
    pieces_.push_back(out);
}

void SphereField::add_rod(const Sphere& a, const Sphere& b) {
    const float length = glm::distance(a.centre, b.centre), slope = length > 1e-9f ? (b.radius - a.radius) / length : 2.0f;
    if (std::abs(slope) >= k_steepest) {
        add_ball(a.radius >= b.radius ? a : b);
        return;
    }
    Piece out;
    out.shape = Piece::Shape::rod;
    out.origin = a.centre, out.u = (b.centre - a.centre) / length;
    out.length = length;
    out.lean = slope / std::sqrt(1 - slope * slope);
    out.radius = a.radius, out.slope.x = slope;
    out.middle = 0.5f * (a.centre + b.centre);
    out.reach = 0.5f * length + std::max(a.radius, b.radius);
    pieces_.push_back(out);
}

/// A slab without its edges. A point beside the triangle, or one whose nearest blend lies outside of it, is no concern of the face.
void SphereField::add_face(const Sphere& a, const Sphere& b, const Sphere& c) {
    const glm::vec3 e1 = b.centre - a.centre, e2 = c.centre - a.centre;
    const float d11 = glm::dot(e1, e1), d12 = glm::dot(e1, e2), d22 = glm::dot(e2, e2), det = d11 * d22 - d12 * d12;
    if (det <= 1e-8f * d11 * d22) return;
    Piece out;
    out.shape = Piece::Shape::face;
    out.origin = a.centre;
    out.u = (d22 * e1 - d12 * e2) / det, out.v = (d11 * e2 - d12 * e1) / det;
    out.normal = glm::cross(e1, e2) / std::sqrt(det);
    out.radius = a.radius, out.slope = {b.radius - a.radius, c.radius - a.radius};
    out.shift = {(out.slope.x * d22 - out.slope.y * d12) / det, (out.slope.y * d11 - out.slope.x * d12) / det};
    const float steep = glm::dot(out.shift, out.slope);
    if (steep >= k_steepest_face) return;
    out.lean = 1 / std::sqrt(1 - steep);
    out.middle = (a.centre + b.centre + c.centre) / 3.0f;
    for (const Sphere* s : {&a, &b, &c}) out.reach = std::max(out.reach, glm::distance(s->centre, out.middle) + s->radius);
    pieces_.push_back(out);
}

void SphereField::make_pieces() {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rods;
    const auto join = [&](std::uint32_t a, std::uint32_t b) { rods.emplace_back(std::min(a, b), std::max(a, b)); };
    for (const Primitive& primitive : primitives_) {
        const auto& s = primitive.spheres;
        if (primitive.count == 1) add_ball(mesh_.spheres[s[0]]);
        if (primitive.count > 1) join(s[0], s[1]);
        if (primitive.count == 3) {
            join(s[1], s[2]), join(s[2], s[0]);
            add_face(mesh_.spheres[s[0]], mesh_.spheres[s[1]], mesh_.spheres[s[2]]);
        }
    }
    std::sort(rods.begin(), rods.end());
    rods.erase(std::unique(rods.begin(), rods.end()), rods.end());
    for (const auto& [a, b] : rods) add_rod(mesh_.spheres[a], mesh_.spheres[b]);
}

float SphereField::measure(const Piece& piece, const glm::vec3& point, float& least) {
    const glm::vec3 to = point - piece.origin;
    if (piece.shape == Piece::Shape::ball) return least = glm::length(to) - piece.radius;
    if (piece.shape == Piece::Shape::rod) {
        const float foot = glm::dot(to, piece.u), height = std::sqrt(std::max(0.0f, glm::dot(to, to) - foot * foot));
        const float at = std::clamp(foot + piece.lean * height, 0.0f, piece.length), along = at - foot;
        return least = std::sqrt(height * height + along * along) - piece.radius - piece.slope.x * at;
    }
    const float height = std::abs(glm::dot(to, piece.normal)), reach = piece.lean * height;
    const float u = glm::dot(to, piece.u) + piece.shift.x * reach, v = glm::dot(to, piece.v) + piece.shift.y * reach;
    if (u >= 0 && v >= 0 && u + v <= 1) return least = reach - piece.radius - piece.slope.x * u - piece.slope.y * v;
    least = height - piece.radius - std::max({0.0f, piece.slope.x, piece.slope.y});
    return std::numeric_limits<float>::max();
}

float SphereField::distance(const glm::vec3& point) const {
    float nearest = std::numeric_limits<float>::max(), least = 0;
    for (const Piece& piece : pieces_) {
        const glm::vec3 to = point - piece.middle;
        const float reach = nearest + piece.reach;
        if (reach < 0 || glm::dot(to, to) >= reach * reach) continue;  // all of it is farther than what was found
        nearest = std::min(nearest, measure(piece, point, least));
    }
    return nearest;
}

std::vector<std::uint32_t> SphereField::near(const Box& box) const {
    const glm::vec3 middle = box.centre();
    // A distance changes by no more than the way, so what is this much farther than the nearest is never nearest.
    const float most = distance(middle) + glm::length(box.size()) + k_rounding;
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < pieces_.size(); ++i) {
        const Piece& piece = pieces_[i];
        const glm::vec3 to = middle - piece.middle;
        const float reach = most + piece.reach;
        if (reach < 0 || glm::dot(to, to) > reach * reach) continue;
        float least = 0;
        measure(piece, middle, least);
        if (least <= most) out.push_back(i);
    }
    return out;
}

void SphereField::distances(std::span<const glm::vec3> points, std::span<const std::uint32_t> pieces, std::span<float> out) const {
    Chunk chunk;
    const auto measure_ball = [&](const Piece& p) {
        for (std::size_t i = 0; i < chunk.count; ++i) {
            const float x = chunk.x[i] - p.origin.x, y = chunk.y[i] - p.origin.y, z = chunk.z[i] - p.origin.z;
            const float now = std::sqrt(x * x + y * y + z * z) - p.radius;
            chunk.nearest[i] = now < chunk.nearest[i] ? now : chunk.nearest[i];
        }
    };
    const auto measure_rod = [&](const Piece& p) {
        for (std::size_t i = 0; i < chunk.count; ++i) {
            const float x = chunk.x[i] - p.origin.x, y = chunk.y[i] - p.origin.y, z = chunk.z[i] - p.origin.z;
            const float foot = x * p.u.x + y * p.u.y + z * p.u.z, square = x * x + y * y + z * z - foot * foot;
            const float height = std::sqrt(square > 0 ? square : 0);
            float at = foot + p.lean * height;
            at = at > 0 ? at : 0;
            at = at < p.length ? at : p.length;
            const float along = at - foot;
            const float now = std::sqrt(height * height + along * along) - p.radius - p.slope.x * at;
            chunk.nearest[i] = now < chunk.nearest[i] ? now : chunk.nearest[i];
        }
    };
    const auto measure_face = [&](const Piece& p) {
        for (std::size_t i = 0; i < chunk.count; ++i) {
            const float x = chunk.x[i] - p.origin.x, y = chunk.y[i] - p.origin.y, z = chunk.z[i] - p.origin.z;
            const float reach = p.lean * std::abs(x * p.normal.x + y * p.normal.y + z * p.normal.z);
            const float u = x * p.u.x + y * p.u.y + z * p.u.z + p.shift.x * reach;
            const float v = x * p.v.x + y * p.v.y + z * p.v.z + p.shift.y * reach;
            const float inside = std::min(std::min(u, v), 1 - u - v);
            const float now = reach - p.radius - p.slope.x * u - p.slope.y * v;
            const float best = now < chunk.nearest[i] ? now : chunk.nearest[i];
            chunk.nearest[i] = inside >= 0 ? best : chunk.nearest[i];
        }
    };
    for (std::size_t first = 0; first < points.size(); first += k_chunk) {
        chunk.count = std::min(k_chunk, points.size() - first);
        for (std::size_t i = 0; i < chunk.count; ++i) {
            const glm::vec3& p = points[first + i];
            chunk.x[i] = p.x, chunk.y[i] = p.y, chunk.z[i] = p.z;
            chunk.nearest[i] = std::numeric_limits<float>::max();
        }
        for (const std::uint32_t which : pieces) {
            const Piece& piece = pieces_[which];
            if (piece.shape == Piece::Shape::ball) measure_ball(piece);
            if (piece.shape == Piece::Shape::rod) measure_rod(piece);
            if (piece.shape == Piece::Shape::face) measure_face(piece);
        }
        std::copy_n(chunk.nearest, chunk.count, out.begin() + static_cast<std::ptrdiff_t>(first));
    }
}

}  // namespace smrt::geometry
