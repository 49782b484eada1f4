// Least distance of all patches, lifted by what lies beneath, less the hollows; then lattice, smoothing, decimation.
#include "body_compiler/skin_surface.h"

#include <algorithm>
#include <cmath>

#include "geometry/isosurface.h"
#include "geometry/remesh.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;

constexpr float k_skin = 0.0012f;       ///< metres of skin over what lies bare beneath it
constexpr float k_skin_cell = 0.003f;   ///< lattice of the skin
constexpr float k_skin_blend = 0.002f;  ///< metres over which patches flow into each other; more would raise the skin where they overlap
constexpr int k_skin_fine_pairs = 6;    ///< of smoothing everywhere
constexpr int k_skin_even_pairs = 14;   ///< of smoothing away from fine features, on the decimated surface
constexpr float k_fine_from = 0.003f, k_fine_to = 0.018f;  ///< metres from a fine patch between which evening out sets in

/// Least of two distances with a rounded seam. Source: Quilez, smooth minimum (quadratic).
float blend(float a, float b, float width) {
    const float h = std::max(0.0f, width - std::abs(a - b)) / width;
    return std::min(a, b) - 0.25f * h * h * width;
}

/// The solid that the skin encloses.
class SkinField {
public:
    explicit SkinField(const std::vector<PlacedShape>& shapes);
    [[nodiscard]] bool empty() const { return patches_.empty(); }
    [[nodiscard]] const geometry::Box& bounds() const { return bounds_; }
    void measure(const geometry::Box& block, std::span<const glm::vec3> points, std::span<float> values) const;
    /// How far vertices may be evened out: 0 on fine features, 1 away from them.
    [[nodiscard]] std::vector<float> find_evenness(const std::vector<glm::vec3>& positions) const;

private:
    using Fields = std::vector<const geometry::SphereField*>;
    static constexpr float k_far = 0.03f;  ///< metres beyond a block at which a field no longer matters to it

    static std::vector<const geometry::SphereField*> choose(const std::vector<const geometry::SphereField*>& fields,
                                                            const geometry::Box& block, float half) {
        const glm::vec3 middle = block.centre();
        Fields out;
        for (const geometry::SphereField* field : fields) {
            const geometry::Box& box = field->bounds();
            if (glm::length(glm::max(glm::max(box.lower - middle, middle - box.upper), glm::vec3(0))) > half + k_far) continue;
            if (field->distance(middle) <= half + (half > 0 ? k_skin_blend : k_far)) out.push_back(field);
        }
        return out;
    }

    Fields patches_, fine_, hollows_, beneath_;
    geometry::Box bounds_;
};

SkinField::SkinField(const std::vector<PlacedShape>& shapes) {
    for (const PlacedShape& shape : shapes) {
        const Kind kind = shape.definition->kind;
        if (kind == Kind::skin && shape.definition->hollow) {
            hollows_.push_back(&shape.claim), fine_.push_back(&shape.claim);
        } else if (kind == Kind::skin) {
            patches_.push_back(&shape.field), bounds_.include(shape.field.bounds());
            if (shape.definition->fine) fine_.push_back(&shape.field);
        }
        // Only what flesh keeps under pressure lifts the skin: thin muscles of the face lie in it, not under it.
        if (is_flesh(kind) || kind == Kind::fascia) beneath_.push_back(&shape.core);
        if (is_skeletal(kind)) beneath_.push_back(&shape.field);
    }
    bounds_.lower -= k_skin, bounds_.upper += k_skin;
}

void SkinField::measure(const geometry::Box& block, std::span<const glm::vec3> points, std::span<float> values) const {
    const float half = 0.5f * glm::length(block.size());
    std::fill(values.begin(), values.end(), half + k_far);
    std::vector<float> now(points.size());
    for (const geometry::SphereField* field : choose(patches_, block, half)) {
        field->distances(points, field->near(block), now);
        for (std::size_t i = 0; i < points.size(); ++i) values[i] = blend(values[i], now[i], k_skin_blend);
    }
    // Inside already, what lies beneath would only add.
    if (!std::all_of(values.begin(), values.end(), [](float value) { return value < -2 * k_skin_cell; }))
        for (const geometry::SphereField* field : choose(beneath_, block, half)) {
            field->distances(points, field->near(block), now);
            for (std::size_t i = 0; i < points.size(); ++i) values[i] = blend(values[i], now[i] - k_skin, k_skin_blend);
        }
    for (const geometry::SphereField* field : choose(hollows_, block, half)) {
        field->distances(points, field->near(block), now);
        for (std::size_t i = 0; i < points.size(); ++i) values[i] = -blend(-values[i], now[i], k_skin_blend);
    }
}

std::vector<float> SkinField::find_evenness(const std::vector<glm::vec3>& positions) const {
    std::vector<float> out(positions.size(), 1.0f);
    for (std::size_t i = 0; i < positions.size(); ++i) {
        float nearest = k_fine_to;
        for (const geometry::SphereField* field : choose(fine_, {positions[i], positions[i]}, 0))
            nearest = std::min(nearest, field->distance(positions[i]));
        out[i] = glm::smoothstep(k_fine_from, k_fine_to, nearest);
    }
    return out;
}

}  // namespace

geometry::TriangleMesh make_skin_surface(const std::vector<PlacedShape>& shapes) {
    const SkinField field(shapes);
    if (field.empty()) return {};
    geometry::TriangleMesh mesh = geometry::make_isosurface(
        field.bounds(), k_skin_cell, [&](const geometry::Box& block, std::span<const glm::vec3> points, std::span<float> values) {
            field.measure(block, points, values);
        });
    geometry::keep_outer_shells(mesh);
    geometry::smooth_surface(mesh, k_skin_fine_pairs);
    geometry::decimate_surface(mesh, {.error = 2.5e-4f, .most_edge = 0.012f});
    geometry::smooth_surface(mesh, k_skin_even_pairs, field.find_evenness(mesh.positions));
    geometry::decimate_surface(mesh, {.error = 2e-4f, .most_edge = 0.02f});
    return mesh;
}

}  // namespace smrt::body_compiler
