// Choice of parts, grouping into files, table of figures.
#include "tasks/fit_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "base/files.h"
#include "body_compiler/fit_shapes.h"
#include "session/part_query.h"
#include "tasks/fit_tendons.h"
#include "tasks/load_model.h"

namespace smrt::tasks {
namespace {

using anatomy::Kind;

/// What the default body takes from a measured one: no skin, hair, vessels or nerves, whose course is not caught by few spheres.
bool is_taken(Kind kind) {
    return kind != Kind::skin && kind != Kind::hair && kind != Kind::vessel && kind != Kind::nerve && kind != Kind::unknown &&
           kind != Kind::lymphoid;
}

const char* group_of(Kind kind) {
    switch (kind) {
        case Kind::bone:
        case Kind::cartilage:
        case Kind::disc:
        case Kind::tooth:
            return "skeleton";
        case Kind::muscle:
        case Kind::tendon:
            return "muscles";
        case Kind::ligament:
        case Kind::fascia:
        case Kind::membrane:
            return "connective";
        default:
            return "organs";
    }
}

using Patches = std::vector<body_compiler::SkinPatch>;

base::Result<Patches> read_patches() {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    base::Findings findings;
    Patches patches = body_compiler::read_skin_patches(*root / "assets" / "body" / "skin_patches.toml", findings);
    for (const base::Finding& finding : findings.list)
        if (finding.severity == base::Severity::error) return base::fail(base::ErrorCode::bad_data, finding.what, finding.place);
    if (patches.empty()) return base::fail(base::ErrorCode::bad_data, "names no patch of the skin", "assets/body/skin_patches.toml");
    return patches;
}

/// The default body has no external genitals: what the patches leave out of the skin is left out beneath it.
bool is_left_out(const anatomy::Part& part, const Patches& patches) {
    return std::any_of(patches.begin(), patches.end(), [&](const auto& patch) { return body_compiler::lies_under(part, patch.not_over); });
}

base::Result<std::vector<anatomy::PartIndex>> choose_parts(const scene::Model& model, const std::string& text, const Patches& patches) {
    if (!text.empty()) return session::find_parts(model, session::State{}, text);
    std::vector<anatomy::PartIndex> out;
    for (anatomy::PartIndex i = 0; i < model.body->parts().size(); ++i)
        if (is_taken(model.body->part(i).kind) && !is_left_out(model.body->part(i), patches)) out.push_back(i);
    return out;
}

/// A muscle that divides into tendons is measured along them.
void follow_tendons(const scene::Model& model, body_compiler::FittedShape& shape) {
    const anatomy::MuscleDefinition* muscle = model.muscles->find(shape.definition.id);
    if (muscle == nullptr || !muscle->divides()) return;
    const auto parts = model.body->find_definition(shape.definition.id, anatomy::Side::right);
    if (parts.empty()) return;
    const anatomy::Part& part = model.body->part(parts.front());
    geometry::SphereMesh rows = fit_tendons(part, anatomy::k_most_figures);
    if (rows.spheres.empty()) return;
    shape.figures = geometry::measure_fit(geometry::unpack(part.mesh), geometry::SphereField(rows));
    shape.definition.shape = std::move(rows);
}

using Fitted = base::Result<std::vector<body_compiler::FittedShape>>;

/// The parts asked for; the skin where it is asked for or where nothing is.
Fitted fit_all(const FitRequest& request, const base::Progress& progress) {
    auto model = load_model(request.body, {}, progress.part(0, 0.1));
    if (!model) return tl::make_unexpected(model.error());
    const auto patches = read_patches();
    if (!patches) return tl::make_unexpected(patches.error());
    const anatomy::Body& body = *(*model)->body;
    std::vector<body_compiler::FittedShape> out;
    if (request.parts != "skin") {
        const auto parts = choose_parts(**model, request.parts, *patches);
        if (!parts) return tl::make_unexpected(parts.error());
        auto fitted = body_compiler::fit_shapes(body, *parts, request.source, progress.part(0.1, 0.9));
        if (!fitted) return fitted;
        out = std::move(*fitted);
        for (body_compiler::FittedShape& shape : out) follow_tendons(**model, shape);
    }
    if (!request.parts.empty() && request.parts != "skin") return out;
    auto skin = body_compiler::fit_skin(body, *patches, request.source, progress.part(0.9, 1));
    if (!skin) return skin;
    std::move(skin->begin(), skin->end(), std::back_inserter(out));
    return out;
}

}  // namespace

base::Result<std::string> fit_shapes(const FitRequest& request, const base::Progress& progress) {
    const Fitted fitted = fit_all(request, progress);
    if (!fitted) return tl::make_unexpected(fitted.error());
    std::map<std::string, std::vector<anatomy::ShapeDefinition>> files;
    std::string table = fmt::format("{:<52} {:>7} {:>7} {:>9} {:>9}\n", "structure", "spheres", "figures", "median mm", "95 % mm");
    for (const body_compiler::FittedShape& shape : *fitted) {
        const anatomy::ShapeDefinition& d = shape.definition;
        table += fmt::format("{:<52} {:>7} {:>7} {:>9.2f} {:>9.2f}\n", d.id, d.shape.spheres.size(), anatomy::count_figures(d.shape),
                             1000 * shape.figures.median, 1000 * shape.figures.worst_twentieth);
        files[d.kind == Kind::skin ? "skin" : fmt::format("{}_{}", group_of(d.kind), anatomy::name_of(shape.region))].push_back(d);
    }
    for (const auto& [name, shapes] : files) {
        const std::string purpose =
            fmt::format("Shapes measured on {}: sphere-meshes, millimetres about `at` in the standing body.", request.source);
        if (auto written = base::write_file_atomically(request.out / (name + ".toml"), anatomy::write_shape_definitions(shapes, purpose));
            !written)
            return tl::make_unexpected(written.error());
    }
    return table;
}

}  // namespace smrt::tasks
