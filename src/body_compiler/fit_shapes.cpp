// Which parts make one structure, and the search for the fewest spheres.
#include "body_compiler/fit_shapes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/parallel.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;
using anatomy::Part;
using anatomy::ShapeSide;
using anatomy::Side;

/// What a fit should reach, metres; the skin's folds and features are what one looks at, so they are measured more closely.
struct Goal {
    float median, worst_twentieth;
};
constexpr Goal k_goal{0.0007f, 0.0022f}, k_skin_goal{0.00035f, 0.0011f};
constexpr std::array<std::uint32_t, 6> k_counts = {8, 16, 24, 34, 44, 56};
constexpr float k_detail = 0.0003f;  ///< metres: level of the mesh that is measured

/// Organs differ between the sides; bones, muscles and the like are taken as mirror images.
bool is_mirrored(Kind kind) {
    return kind != Kind::organ && kind != Kind::vessel && kind != Kind::brain;
}

/// One structure to be fitted: a part, its twin if there is one, and how it is written.
struct Wanted {
    anatomy::PartIndex part = 0;
    const Part* twin = nullptr;
    ShapeSide side = ShapeSide::midline;
    bool mirror = false;  ///< measured on the left, written for the right
    std::string id;
};

std::vector<Wanted> choose_structures(const anatomy::Body& body, const std::vector<anatomy::PartIndex>& parts) {
    std::vector<Wanted> out;
    std::map<std::string, int> uses;
    const auto add = [&](Wanted wanted, std::string id) {
        const int use = ++uses[id];
        wanted.id = use == 1 ? id : id + "_" + std::to_string(use);
        out.push_back(std::move(wanted));
    };
    for (const anatomy::PartIndex index : parts) {
        const Part& part = body.part(index);
        if (part.definition.empty() || part.mesh.levels.empty()) continue;
        const Side other = part.side == Side::right ? Side::left : Side::right;
        const auto twins = part.side == Side::midline ? std::vector<anatomy::PartIndex>{} : body.find_definition(part.definition, other);
        const Part* twin = twins.empty() ? nullptr : &body.part(twins.front());
        if (part.side == Side::midline) {
            add({index, nullptr, ShapeSide::midline, false, {}}, part.definition);
        } else if (!is_mirrored(part.kind)) {
            add({index, nullptr, part.side == Side::right ? ShapeSide::right : ShapeSide::left, false, {}},
                part.definition + (part.side == Side::right ? "_right" : "_left"));
        } else if (part.side == Side::right) {
            add({index, twin, ShapeSide::paired, false, {}}, part.definition);
        } else if (twin == nullptr) {
            add({index, nullptr, ShapeSide::paired, true, {}}, part.definition);
        }
    }
    return out;
}

geometry::SphereMesh fit_best(const geometry::TriangleMesh& mesh, const geometry::TriangleMesh* around, const Goal& goal,
                              geometry::SphereFitFigures& figures) {
    geometry::SphereMesh best;
    float best_score = 0;
    for (const std::uint32_t count : k_counts) {
        geometry::SphereMesh shape = geometry::fit_sphere_mesh(mesh, {.spheres = count, .around = around});
        if (anatomy::count_figures(shape) > anatomy::k_most_figures) break;
        const geometry::SphereFitFigures now = geometry::measure_fit(mesh, geometry::SphereField(shape));
        const float score = std::max(now.median / goal.median, now.worst_twentieth / goal.worst_twentieth);
        if (best.spheres.empty() || score < best_score) best = std::move(shape), best_score = score, figures = now;
        if (best_score <= 1) break;
    }
    return best;
}

}  // namespace

base::Result<std::vector<FittedShape>> fit_shapes(const anatomy::Body& body, const std::vector<anatomy::PartIndex>& parts,
                                                  const std::string& source, const base::Progress& progress) {
    const std::vector<Wanted> wanted = choose_structures(body, parts);
    std::vector<FittedShape> out(wanted.size());
    base::SharedProgress shared(progress, wanted.size());
    base::parallel_for(wanted.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        const Part& part = body.part(wanted[i].part);
        FittedShape& fitted = out[i];
        fitted.region = part.region;
        anatomy::ShapeDefinition& definition = fitted.definition;
        definition.id = wanted[i].id;
        definition.name = anatomy::name_without_side(part.name);
        definition.kind = part.kind;
        definition.side = wanted[i].side;
        definition.fma = part.fma;
        if (wanted[i].twin != nullptr) definition.fma_left = wanted[i].twin->fma;
        if (wanted[i].mirror) definition.fma.clear(), definition.fma_left = part.fma;
        definition.sources = {source};
        const geometry::TriangleMesh mesh = geometry::unpack(part.mesh, geometry::find_level(part.mesh, k_detail));
        if (mesh.triangles.size() >= 4) definition.shape = fit_best(mesh, nullptr, k_goal, fitted.figures);
        if (wanted[i].mirror) definition.shape = geometry::mirrored(definition.shape);
        shared.step("fitting " + definition.name);
    });
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "the fit was stopped");
    std::erase_if(out, [](const FittedShape& fitted) { return fitted.definition.shape.spheres.empty(); });
    // Atlases hold exact copies of parts; the first of them is enough.
    for (std::size_t i = 0; i < out.size(); ++i)
        out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(i) + 1, out.end(),
                                 [&](const FittedShape& other) { return other.definition.shape == out[i].definition.shape; }),
                  out.end());
    return out;
}

base::Result<std::vector<FittedShape>> fit_skin(const anatomy::Body& body, const std::vector<SkinPatch>& patches, const std::string& source,
                                                const base::Progress& progress) {
    progress.tell(0, "cutting the skin");
    const CutSkin skin = cut_skin(body, patches);
    std::vector<FittedShape> out(patches.size());
    base::parallel_for(patches.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        anatomy::ShapeDefinition& definition = out[i].definition;
        definition.id = patches[i].id;
        definition.name = "Skin";
        definition.kind = Kind::skin;
        definition.side = ShapeSide::paired;
        definition.fine = patches[i].fine;
        definition.sources = {source};
        if (skin.patches[i].triangles.size() >= 4) definition.shape = fit_best(skin.patches[i], &skin.whole, k_skin_goal, out[i].figures);
    });
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "the fit was stopped");
    std::erase_if(out, [](const FittedShape& fitted) { return fitted.definition.shape.spheres.empty(); });
    return out;
}

}  // namespace smrt::body_compiler
