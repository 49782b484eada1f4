// Distance of a shape less what its neighbours take, then lattice, smoothing, decimation.
#include "body_compiler/shape_surface.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "geometry/isosurface.h"
#include "geometry/remesh.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;

constexpr float k_gap = 1.5e-4f;  ///< metres left between neighbours that give way to each other
constexpr float k_least_cell = 0.0018f, k_most_cell = 0.004f;
constexpr float k_tendon_cell = 0.0014f;   ///< metres: of a belly with tendons, which a coarser lattice would tear
constexpr float k_most_triangles = 20000;  ///< before decimation; a cell makes about eight
constexpr int k_smooth_pairs = 6;
constexpr float k_core = 0.55f;         ///< share of its radii that a shape keeps where others claim its place
constexpr float k_bone_slack = 1e-4f;   ///< metres that bones may lie in each other to keep their core
constexpr float k_grown_slack = 3e-3f;  ///< the same for flesh in the bone that it is grown to: thin muscles lie all over it
constexpr float k_tendon_slack =
    2e-3f;  ///< the same for thin tendons in the bones of fingers and toes that they run along, or they would be torn
constexpr float k_flesh_slack = 1e-4f;  ///< the same for flesh in other bone, which it passes
constexpr float k_margin = 0.002f;      ///< metres around a shape within which neighbours matter

std::string side_word(const PlacedShape& shape) {
    switch (shape.definition->side) {
        case anatomy::ShapeSide::paired:
            return shape.mirrored ? "left" : "right";
        case anatomy::ShapeSide::right:
            return "right";
        case anatomy::ShapeSide::left:
            return "left";
        default:
            return {};
    }
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

/// Surface of a shape, about: both sides of its slabs and the walls of its rods.
float estimate_area(const geometry::SphereMesh& shape) {
    float area = 0;
    for (const glm::uvec3& t : shape.triangles) {
        const glm::vec3& a = shape.spheres[t.x].centre;
        area += glm::length(glm::cross(shape.spheres[t.y].centre - a, shape.spheres[t.z].centre - a));
    }
    for (const glm::uvec2& e : shape.edges) {
        const geometry::Sphere &a = shape.spheres[e.x], &b = shape.spheres[e.y];
        area += 3.14f * (a.radius + b.radius) * glm::distance(a.centre, b.centre);
    }
    return area;
}

/// Lattice that still catches all but the thinnest tenth of the places, and makes no more triangles than the surface is worth.
float choose_cell(const geometry::SphereMesh& shape, const anatomy::MuscleDefinition* muscle) {
    if (muscle != nullptr && muscle->divides()) return k_tendon_cell;
    std::vector<float> radii;
    for (const geometry::Sphere& sphere : shape.spheres) radii.push_back(sphere.radius);
    std::sort(radii.begin(), radii.end());
    const float affordable = std::sqrt(8 * estimate_area(shape) / k_most_triangles);
    return std::clamp(std::max(1.7f * radii[radii.size() / 10], affordable), k_least_cell, k_most_cell);
}

/// Radii as a share of themselves, but no place thinner than the lattice can hold, or thin plates would have holes and rods would break.
geometry::SphereMesh thickened(geometry::SphereMesh shape, float cell, float share = 1) {
    const float least = shape.triangles.empty() ? 0.75f * cell : 0.45f * cell;
    for (geometry::Sphere& sphere : shape.spheres) sphere.radius = std::max(share * sphere.radius, least);
    return shape;
}

/// Pieces of one whole on one side.
bool are_siblings(const PlacedShape& a, const PlacedShape& b) {
    return a.guide && b.guide && a.mirrored == b.mirrored && a.definition->cut == b.definition->cut;
}

bool overlap(const geometry::Box& a, const geometry::Box& b) {
    return glm::all(glm::lessThan(a.lower - k_margin, b.upper)) && glm::all(glm::lessThan(b.lower, a.upper + k_margin));
}

struct Neighbour {
    const geometry::SphereField* field;
    Claim claim;
    bool hard;    ///< bone, cartilage, disc or tooth: what a shape keeps may not lie in it
    float slack;  ///< metres that it may all the same
    bool paired;  ///< it has a mirror image on the other side
};

float slack_in(const PlacedShape& own, const PlacedShape& other) {
    if (!is_flesh(own.definition->kind)) return k_bone_slack;
    if (own.muscle == nullptr) return k_flesh_slack;
    if (own.muscle->joins(other.definition->name)) return k_grown_slack;
    return own.muscle->divides() ? k_tendon_slack : k_flesh_slack;
}

std::vector<Neighbour> find_neighbours(const std::vector<PlacedShape>& shapes, std::size_t which) {
    std::vector<Neighbour> out;
    const PlacedShape& own = shapes[which];
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        const Claim claim =
            i == which || are_siblings(own, shapes[i]) ? Claim::none : claim_on(own.definition->kind, shapes[i].definition->kind);
        if (claim == Claim::none || !overlap(own.field.bounds(), shapes[i].field.bounds())) continue;
        // Bones keep apart as they are drawn; flesh gives way to bone as it is written, or thin muscles would be squeezed to nothing.
        const bool as_drawn = is_skeletal(own.definition->kind);
        out.push_back({as_drawn ? &shapes[i].field : &shapes[i].claim, claim, !is_flesh(shapes[i].definition->kind),
                       slack_in(own, shapes[i]), shapes[i].definition->side == anatomy::ShapeSide::paired});
    }
    return out;
}

/// Distance of a shape that a neighbour has moved aside; with slack it may stay that far (metres) in the neighbour's place.
float after_claim(float own, float other, Claim claim, float slack = -k_gap) {
    return claim == Claim::all ? std::max(own, -other - slack) : std::max(own, 0.5f * (own - other - slack));
}

/// Leaves a piece what lies nearer to its own guide than to those of its siblings.
void cut_off(const PlacedShape& piece, const std::vector<const geometry::SphereField*>& siblings, const geometry::Box& block,
             std::span<const glm::vec3> points, std::span<float> values) {
    std::vector<float> own(points.size()), other(points.size());
    piece.guide->distances(points, piece.guide->near(block), own);
    for (const geometry::SphereField* sibling : siblings) {
        sibling->distances(points, sibling->near(block), other);
        for (std::size_t i = 0; i < points.size(); ++i) values[i] = std::max(values[i], 0.5f * (own[i] - other[i] + k_gap));
    }
}

/// Distances in one block: only neighbours and primitives that can matter there are asked.
void measure_block(const PlacedShape& shape, const std::vector<Neighbour>& neighbours, const geometry::Box& block,
                   std::span<const glm::vec3> points, std::span<float> values) {
    const glm::vec3 middle = block.centre();
    const float half = 0.5f * glm::length(block.size()), own = shape.field.distance(middle);
    if (points.size() == 1 && own > 0) {  // a look at a whole block: claims only push farther outside
        values[0] = own;
        return;
    }
    std::vector<float> free(points.size());
    shape.field.distances(points, shape.field.near(block), free);
    std::copy(free.begin(), free.end(), values.begin());
    // Farther outside, claims only push farther.
    std::vector<std::size_t> concerned;
    std::vector<glm::vec3> places;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (free[i] < 2 * shape.cell) concerned.push_back(i), places.push_back(points[i]);
    if (concerned.empty()) return;
    std::vector<float> least(free), other(places.size());  // least: where bone ends what the core may keep
    for (const Neighbour& neighbour : neighbours) {
        // Away from the surface a claim cannot move it.
        const geometry::Box& box = neighbour.field->bounds();
        const float away = glm::length(glm::max(glm::max(box.lower - middle, middle - box.upper), glm::vec3(0)));
        if (away > 2 * half + k_margin) continue;
        if (neighbour.field->distance(middle) > std::max(0.0f, -own) + 2 * half + k_margin) continue;
        neighbour.field->distances(places, neighbour.field->near(block), other);
        for (std::size_t k = 0; k < concerned.size(); ++k) {
            const std::size_t i = concerned[k];
            values[i] = after_claim(values[i], other[k], neighbour.claim);
            if (neighbour.hard) least[i] = after_claim(least[i], other[k], neighbour.claim, neighbour.slack);
        }
    }
    std::erase_if(concerned, [&](std::size_t i) { return values[i] <= free[i]; });
    if (concerned.empty()) return;
    places.clear();
    for (const std::size_t i : concerned) places.push_back(points[i]);
    std::vector<float> core(places.size());
    shape.core.distances(places, shape.core.near(block), core);
    for (std::size_t k = 0; k < concerned.size(); ++k) {
        const std::size_t i = concerned[k];
        values[i] = std::max(least[i], std::min(values[i], core[k]));
    }
}

}  // namespace

bool is_skeletal(anatomy::Kind kind) {
    return kind == Kind::bone || kind == Kind::cartilage || kind == Kind::disc;
}
bool is_flesh(anatomy::Kind kind) {
    return kind == Kind::muscle || kind == Kind::tendon;
}

std::vector<PlacedShape> place_shapes(const std::vector<anatomy::ShapeDefinition>& definitions, const anatomy::MuscleDefinitions* muscles) {
    std::vector<PlacedShape> out;
    for (const anatomy::ShapeDefinition& definition : definitions) {
        const anatomy::MuscleDefinition* muscle = muscles == nullptr ? nullptr : muscles->find(definition.id);
        const float cell = choose_cell(definition.shape, muscle);
        const auto add = [&](const geometry::SphereMesh& shape, const geometry::SphereMesh& guide, bool mirror) {
            out.push_back({&definition, mirror, cell, geometry::SphereField(thickened(shape, cell)), geometry::SphereField(shape),
                           geometry::SphereField(thickened(shape, cell, k_core)), muscle,
                           guide.spheres.empty() ? std::nullopt : std::optional(geometry::SphereField(guide))});
        };
        add(definition.shape, definition.guide, false);
        if (definition.side == anatomy::ShapeSide::paired)
            add(geometry::mirrored(definition.shape), geometry::mirrored(definition.guide), true);
    }
    return out;
}

anatomy::RawPart name_part(const PlacedShape& shape) {
    const anatomy::ShapeDefinition& definition = *shape.definition;
    const std::string side = side_word(shape);
    anatomy::RawPart part;
    part.id = side.empty() || definition.side != anatomy::ShapeSide::paired ? definition.id : side + "_" + definition.id;
    part.fma = shape.mirrored ? definition.fma_left : definition.fma;
    part.kind = anatomy::name_of(definition.kind);
    part.definition = definition.id;
    part.origin = definition.lines.empty() || !definition.cut.empty() ? anatomy::ShapeOrigin::measured : anatomy::ShapeOrigin::laid;
    part.name = definition.name;
    if (!side.empty() && !part.name.empty()) {
        part.name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(part.name[0])));
        part.name = (side == "left" ? "Left " : "Right ") + part.name;
    }
    part.side = side.empty() ? "midline" : side;
    part.source = "assets/body/shapes";
    return part;
}

bool is_mirror_image(const std::vector<PlacedShape>& shapes, std::size_t which) {
    if (!shapes[which].mirrored) return false;
    const std::vector<Neighbour> neighbours = find_neighbours(shapes, which);
    return std::all_of(neighbours.begin(), neighbours.end(), [](const Neighbour& neighbour) { return neighbour.paired; });
}

geometry::TriangleMesh make_shape_surface(const std::vector<PlacedShape>& shapes, std::size_t which) {
    const PlacedShape& own = shapes[which];
    const std::vector<Neighbour> neighbours = find_neighbours(shapes, which);
    std::vector<const geometry::SphereField*> siblings;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (i != which && are_siblings(own, shapes[i])) siblings.push_back(&*shapes[i].guide);
    geometry::TriangleMesh mesh = geometry::make_isosurface(
        own.field.bounds(), own.cell, [&](const geometry::Box& block, std::span<const glm::vec3> points, std::span<float> values) {
            measure_block(own, neighbours, block, points, values);
            if (!siblings.empty()) cut_off(own, siblings, block, points, values);
        });
    geometry::keep_outer_shells(mesh);
    geometry::smooth_surface(mesh, k_smooth_pairs);
    geometry::decimate_surface(mesh);
    return mesh;
}

}  // namespace smrt::body_compiler
