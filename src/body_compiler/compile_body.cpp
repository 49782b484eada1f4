// The steps of compiling a body, in order: classify, fibres, depth, levels.
#include "body_compiler/compile_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "anatomy/classification.h"
#include "anatomy/muscle_definition.h"
#include "base/files.h"
#include "base/parallel.h"
#include "body_compiler/compile_body_depth.h"
#include "body_compiler/fibre_field.h"
#include "body_compiler/fibre_parts.h"
#include "body_compiler/fill_gaps.h"
#include "geometry/level_builder.h"

namespace smrt::body_compiler {
namespace {

namespace fs = std::filesystem;
using anatomy::Part;
using anatomy::RawPart;

/// Raise it when compile_body makes something else from the same input: older caches are then refused.
constexpr std::uint64_t k_compiler_version = 4;

/// Drops raw parts without triangles, because nothing could ever be shown of them.
void drop_empty_parts(anatomy::RawBody& raw) {
    std::erase_if(raw.parts, [&raw](const RawPart& part) {
        if (part.mesh.empty())
            raw.findings.add(base::Severity::error, part.id, "empty-part", "has no triangle left and is not in the atlas",
                             "mend the mesh in " + (part.source.empty() ? "its source" : part.source));
        return part.mesh.empty();
    });
}

std::vector<Part> classify_parts(const anatomy::RawBody& raw, const anatomy::Classifier& classifier, base::Findings& findings) {
    std::vector<Part> parts(raw.parts.size());
    std::vector<std::string> notes(raw.parts.size());
    base::parallel_for(parts.size(), [&](std::size_t i) {
        const anatomy::Classified found = anatomy::classify(classifier, raw.parts[i]);
        Part& part = parts[i];
        part.id = raw.parts[i].id;
        part.fma = found.fma;
        part.name = found.name.empty() ? part.id : found.name;
        part.latin = found.latin;
        part.system = found.system;
        part.definition = found.definition;
        part.kind = found.kind;
        part.side = found.side;
        part.region = found.region;
        part.origin = raw.parts[i].origin;
        notes[i] = found.note;
    });
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!notes[i].empty()) findings.add(base::Severity::note, parts[i].id, "classification", notes[i]);
        if (parts[i].kind == anatomy::Kind::unknown)
            findings.add(base::Severity::warning, parts[i].id, "unknown-kind", fmt::format("no rule knows what `{}` is", parts[i].name),
                         "add a rule under assets/body/classification or name its kind in the --map file");
    }
    return parts;
}

/// Lays what the body has not on its own bones, as further raw parts with what is known of them.
void add_what_lacks(anatomy::RawBody& raw, const anatomy::Classifier& classifier, const fs::path& assets, CompiledBody& out,
                    const base::Progress& progress) {
    anatomy::RawBody more;
    more.parts = fill_gaps(raw, out.parts, assets, out.findings, progress);
    out.filled_parts = more.parts.size();
    std::vector<Part> named = classify_parts(more, classifier, out.findings);
    std::move(more.parts.begin(), more.parts.end(), std::back_inserter(raw.parts));
    std::move(named.begin(), named.end(), std::back_inserter(out.parts));
}

std::vector<FibreField> find_fibres(const anatomy::RawBody& raw, const std::vector<Part>& parts,
                                    const anatomy::MuscleDefinitions& definitions, base::Findings& findings,
                                    const base::Progress& progress) {
    std::vector<FibrePart> fibre_parts;
    for (std::size_t i = 0; i < parts.size(); ++i)
        fibre_parts.push_back({parts[i].id, parts[i].name, parts[i].definition, parts[i].side, parts[i].kind, &raw.parts[i].mesh});
    return make_fibre_fields(fibre_parts, definitions, findings, progress);
}

void measure_depths(const anatomy::RawBody& raw, std::vector<Part>& parts) {
    std::vector<DepthPart> depth_parts;
    for (std::size_t i = 0; i < parts.size(); ++i) depth_parts.push_back({parts[i].kind, &raw.parts[i].mesh});
    const std::vector<float> depths = measure_layer_depths(depth_parts);
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i].layer_depth = depths[i];
}

std::vector<std::uint16_t> pack_along(const FibreField& field) {
    std::vector<std::uint16_t> along;
    along.reserve(field.along.size());
    for (const float value : field.along) {
        const bool known = value >= 0;
        along.push_back(known ? static_cast<std::uint16_t>(std::lround(std::min(value, 1.0f) * 65534.0f))
                              : geometry::PackedVertex::k_no_fibre);
    }
    return along;
}

void make_levels(anatomy::RawBody& raw, std::vector<FibreField>& fields, std::vector<Part>& parts,
                 const anatomy::MuscleDefinitions& muscles, const base::Progress& progress) {
    base::SharedProgress shared(progress, parts.size());
    base::parallel_for(parts.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        const geometry::TriangleMesh mesh = std::exchange(raw.parts[i].mesh, {});
        const FibreField field = std::exchange(fields[i], {});
        const anatomy::MuscleDefinition* muscle = muscles.find(parts[i].definition);
        std::vector<std::uint8_t> bundles;
        if (muscle != nullptr) bundles = find_fibre_parts(mesh, field, *muscle, parts[i].side);
        parts[i].mesh = geometry::make_level_mesh(mesh, {pack_along(field), field.direction, {}, bundles});
        shared.step("Making levels of detail");
    });
}

tl::unexpected<base::Error> cancelled() {
    return base::fail(base::ErrorCode::cancelled, "the import was cancelled");
}

}  // namespace

std::uint64_t hash_definitions(const fs::path& assets) {
    std::uint64_t hash = k_compiler_version;
    for (const char* folder : {"body/builds", "body/classification", "body/muscles", "body/shapes", "languages"})
        hash = hash * 0x9E3779B97F4A7C15ull + base::hash_folder(assets / folder);
    return hash;
}

base::Result<CompiledBody> compile_body(anatomy::RawBody&& raw, const fs::path& assets, const CompileOptions& options,
                                        const base::Progress& progress) {
    auto classifier = anatomy::read_classifier(assets);
    if (!classifier) return base::fail_while(std::move(classifier.error()), "reading the rules of classification");
    CompiledBody out;
    out.name = raw.name;
    out.credit = raw.credit;
    out.definitions = hash_definitions(assets);
    drop_empty_parts(raw);
    out.findings = std::move(raw.findings);
    out.findings.append(classifier->findings);
    progress.tell(0, "Naming the parts");
    out.parts = classify_parts(raw, *classifier, out.findings);
    if (options.fill_gaps) add_what_lacks(raw, *classifier, assets, out, progress.part(0.02, 0.2));
    if (progress.cancelled()) return cancelled();
    const anatomy::MuscleDefinitions muscles = anatomy::read_muscle_definitions(assets / "body" / "muscles", out.findings);
    std::vector<FibreField> fields = find_fibres(raw, out.parts, muscles, out.findings, progress.part(0.2, 0.45));
    out.fibred_parts =
        static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [](const FibreField& f) { return !f.empty(); }));
    if (progress.cancelled()) return cancelled();
    progress.tell(0.45, "Measuring depths");
    measure_depths(raw, out.parts);
    make_levels(raw, fields, out.parts, muscles, progress.part(0.5, 1.0));
    if (progress.cancelled()) return cancelled();
    std::erase_if(out.parts, [&out](const Part& part) {  // triangles, but all of them without area after the exact weld
        if (part.mesh.levels.empty()) out.findings.add(base::Severity::error, part.id, "empty-part", "has no area and is not in the atlas");
        return part.mesh.levels.empty();
    });
    return out;
}

}  // namespace smrt::body_compiler
