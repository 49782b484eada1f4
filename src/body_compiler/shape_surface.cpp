// Distance of a shape less what its neighbours take, then lattice, smoothing, decimation.
#include "body_compiler/shape_surface.h"

#include <algorithm>

#include "geometry/isosurface.h"
#include "geometry/remesh.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;

constexpr float k_gap = 1.5e-4f;  ///< metres left between neighbours that give way to each other
constexpr float k_least_cell = 0.0016f, k_most_cell = 0.004f;
constexpr int k_smooth_pairs = 8;
constexpr float k_margin = 0.002f;  ///< metres around a shape within which neighbours matter

bool is_skeletal(Kind kind) {
    return kind == Kind::bone || kind == Kind::cartilage || kind == Kind::disc;
}
bool is_flesh(Kind kind) {
    return kind == Kind::muscle || kind == Kind::tendon;
}

/// What a neighbour does to a shape.
enum class Claim { none, shared, all };

/// Bones share with bones and muscles with muscles; teeth take what they need from bone, bone takes what it needs from flesh.
/// Membranes and organs lie in or around each other, so they are left as they are.
Claim claim_on(Kind own, Kind other) {
    if (is_skeletal(own) && other == Kind::tooth) return Claim::all;
    if (is_skeletal(own) && is_skeletal(other)) return Claim::shared;
    if (own == Kind::tooth && other == Kind::tooth) return Claim::shared;
    if (is_flesh(own) && (is_skeletal(other) || other == Kind::tooth)) return Claim::all;
    if (is_flesh(own) && is_flesh(other)) return Claim::shared;
    return Claim::none;
}

/// Lattice that still catches places of the tenth smallest radius in a hundred.
float choose_cell(const geometry::SphereMesh& shape) {
    std::vector<float> radii;
    for (const geometry::Sphere& sphere : shape.spheres) radii.push_back(sphere.radius);
    std::sort(radii.begin(), radii.end());
    return std::clamp(1.7f * radii[radii.size() / 10], k_least_cell, k_most_cell);
}

/// No place thinner than the lattice can hold, or thin plates would have holes.
geometry::SphereMesh thickened(geometry::SphereMesh shape, float cell) {
    for (geometry::Sphere& sphere : shape.spheres) sphere.radius = std::max(sphere.radius, 0.45f * cell);
    return shape;
}

bool overlap(const geometry::Box& a, const geometry::Box& b) {
    return glm::all(glm::lessThan(a.lower - k_margin, b.upper)) && glm::all(glm::lessThan(b.lower, a.upper + k_margin));
}

struct Neighbour {
    const geometry::SphereField* field;
    Claim claim;
};

std::vector<Neighbour> find_neighbours(const std::vector<PlacedShape>& shapes, std::size_t which) {
    std::vector<Neighbour> out;
    const PlacedShape& own = shapes[which];
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const Claim claim = i == which ? Claim::none : claim_on(own.definition->kind, shapes[i].definition->kind);
        if (claim != Claim::none && overlap(own.field.bounds(), shapes[i].field.bounds())) out.push_back({&shapes[i].field, claim});
    }
    return out;
}

float after_claim(float own, float other, Claim claim) {
    return claim == Claim::all ? std::max(own, k_gap - other) : std::max(own, 0.5f * (own - other + k_gap));
}

/// Distances in one block: only neighbours and primitives that can matter there are asked.
void measure_block(const geometry::SphereField& field, const std::vector<Neighbour>& neighbours, const geometry::Box& block,
                   std::span<const glm::vec3> points, std::span<float> values) {
    const glm::vec3 middle = block.centre();
    const float half = 0.5f * glm::length(block.size()), own = field.distance(middle);
    std::vector<std::pair<Neighbour, std::vector<std::uint32_t>>> close;
    for (const Neighbour& neighbour : neighbours) {
        // Away from the surface a claim cannot move it.
        const geometry::Box& box = neighbour.field->bounds();
        const float away = glm::length(glm::max(glm::max(box.lower - middle, middle - box.upper), glm::vec3(0)));
        if (away > 2 * half + k_margin) continue;
        if (neighbour.field->distance(middle) > std::max(0.0f, -own) + 2 * half + k_margin) continue;
        close.emplace_back(neighbour, neighbour.field->near(block));
    }
    const std::vector<std::uint32_t> primitives = field.near(block);
    for (std::size_t i = 0; i < points.size(); ++i) {
        float value = field.distance(points[i], primitives);
        for (const auto& [neighbour, near] : close) {
            const float other = neighbour.field->distance(points[i], near);
            value = after_claim(value, other, neighbour.claim);
        }
        values[i] = value;
    }
}

}  // namespace

std::vector<PlacedShape> place_shapes(const std::vector<anatomy::ShapeDefinition>& definitions) {
    std::vector<PlacedShape> out;
    for (const anatomy::ShapeDefinition& definition : definitions) {
        const float cell = choose_cell(definition.shape);
        const geometry::SphereMesh shape = thickened(definition.shape, cell);
        out.push_back({&definition, false, cell, geometry::SphereField(shape)});
        if (definition.side == anatomy::ShapeSide::paired)
            out.push_back({&definition, true, cell, geometry::SphereField(geometry::mirrored(shape))});
    }
    return out;
}

geometry::TriangleMesh make_shape_surface(const std::vector<PlacedShape>& shapes, std::size_t which) {
    const PlacedShape& own = shapes[which];
    const std::vector<Neighbour> neighbours = find_neighbours(shapes, which);
    geometry::TriangleMesh mesh = geometry::make_isosurface(
        own.field.bounds(), own.cell, [&](const geometry::Box& block, std::span<const glm::vec3> points, std::span<float> values) {
            measure_block(own.field, neighbours, block, points, values);
        });
    geometry::keep_outer_shells(mesh);
    geometry::smooth_surface(mesh, k_smooth_pairs);
    geometry::decimate_surface(mesh);
    return mesh;
}

}  // namespace smrt::body_compiler
