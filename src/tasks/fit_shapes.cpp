// Choice of parts, grouping into files, table of figures.
#include "tasks/fit_shapes.h"

#include <fmt/format.h>

#include <map>

#include "base/files.h"
#include "body_compiler/fit_shapes.h"
#include "session/part_query.h"
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

base::Result<std::vector<anatomy::PartIndex>> choose_parts(const scene::Model& model, const std::string& text) {
    if (!text.empty()) return session::find_parts(model, session::State{}, text);
    std::vector<anatomy::PartIndex> out;
    for (anatomy::PartIndex i = 0; i < model.body->parts().size(); ++i)
        if (is_taken(model.body->part(i).kind)) out.push_back(i);
    return out;
}

}  // namespace

base::Result<std::string> fit_shapes(const FitRequest& request, const base::Progress& progress) {
    auto model = load_model(request.body, {}, progress.part(0, 0.1));
    if (!model) return tl::make_unexpected(model.error());
    auto parts = choose_parts(**model, request.parts);
    if (!parts) return tl::make_unexpected(parts.error());
    auto fitted = body_compiler::fit_shapes(*(*model)->body, *parts, request.source, progress.part(0.1, 1));
    if (!fitted) return tl::make_unexpected(fitted.error());
    std::map<std::string, std::vector<anatomy::ShapeDefinition>> files;
    std::string table = fmt::format("{:<52} {:>7} {:>7} {:>9} {:>9}\n", "structure", "spheres", "figures", "median mm", "95 % mm");
    for (const body_compiler::FittedShape& shape : *fitted) {
        const anatomy::ShapeDefinition& d = shape.definition;
        table += fmt::format("{:<52} {:>7} {:>7} {:>9.2f} {:>9.2f}\n", d.id, d.shape.spheres.size(), anatomy::count_figures(d.shape),
                             1000 * shape.figures.median, 1000 * shape.figures.worst_twentieth);
        files[fmt::format("{}_{}", group_of(d.kind), anatomy::name_of(shape.region))].push_back(d);
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
