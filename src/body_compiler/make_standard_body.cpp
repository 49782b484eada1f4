// All shapes of a build, in parallel; mirror images are copies.
#include "body_compiler/make_standard_body.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
#include "body_compiler/body_build.h"
#include "body_compiler/lay_lines.h"
#include "body_compiler/shape_surface.h"
#include "body_compiler/skin_surface.h"
#include "geometry/mesh_cleanup.h"

namespace smrt::body_compiler {
namespace {

namespace fs = std::filesystem;

anatomy::RawPart make_skin_part(geometry::TriangleMesh&& mesh) {
    anatomy::RawPart part;
    part.id = "skin";
    part.fma = "FMA7163";
    part.name = "Skin";
    part.kind = anatomy::name_of(anatomy::Kind::skin);
    part.side = "midline";
    part.source = "assets/body/shapes";
    part.origin = anatomy::ShapeOrigin::measured;
    part.mesh = std::move(mesh);
    geometry::make_smooth_normals(part.mesh);
    return part;
}

geometry::TriangleMesh mirror_image(geometry::TriangleMesh mesh) {
    for (glm::vec3& p : mesh.positions) p.x = -p.x;
    for (glm::uvec3& t : mesh.triangles) std::swap(t.y, t.z);
    return mesh;
}

void keep_files(const std::vector<std::string>& files, std::vector<anatomy::ShapeDefinition>& definitions) {
    std::erase_if(definitions, [&](const anatomy::ShapeDefinition& definition) {
        return std::find(files.begin(), files.end(), definition.file) == files.end();
    });
}

/// Meshes of the skin and of all shapes, of which many on the left are mirror images; the largest first, so that no core is left with it at the end.
base::Status make_surfaces(const std::vector<PlacedShape>& shapes, std::vector<anatomy::RawPart>& parts, geometry::TriangleMesh& skin,
                           const base::Progress& progress) {
    std::vector<std::size_t> order, images;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].definition->kind != anatomy::Kind::skin) (is_mirror_image(shapes, i) ? images : order).push_back(i);
    const auto effort = [&](std::size_t i) {
        const glm::vec3 size = shapes[i].field.bounds().size() / shapes[i].cell;
        return size.x * size.y * size.z;
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return effort(a) > effort(b); });
    base::SharedProgress shared(progress, order.size());
    base::parallel_for(order.size() + 1, [&](std::size_t job) {
        if (progress.cancelled()) return;
        if (job == 0) {
            skin = make_skin_surface(shapes);
            return;
        }
        const std::size_t k = job - 1;
        parts[order[k]].mesh = make_shape_surface(shapes, order[k]);
        geometry::make_smooth_normals(parts[order[k]].mesh);
        shared.step("Making the body's shapes");
    });
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "making the body was stopped");
    for (const std::size_t i : images) {  // right behind its original
        parts[i].mesh = mirror_image(parts[i - 1].mesh);
        geometry::make_smooth_normals(parts[i].mesh);
    }
    return {};
}

}  // namespace

base::Result<anatomy::RawBody> make_standard_body(const fs::path& build, const fs::path& assets, const base::Progress& progress) {
    anatomy::RawBody out;
    const auto read = read_build(build, out.findings);
    if (!read) return base::fail_while(read.error(), "reading the build of the default body");
    out.name = read->name;
    out.credit = read->credit;
    std::vector<anatomy::ShapeDefinition> definitions = anatomy::read_shape_definitions(assets / "body" / "shapes", out.findings);
    lay_all_lines(definitions, out.findings);
    apply_build(*read, definitions);
    anatomy::cut_pieces(definitions, out.findings);
    if (!read->only.empty()) keep_files(read->only, definitions);
    if (definitions.empty()) return base::fail(base::ErrorCode::bad_data, "holds no shape", (assets / "body" / "shapes").string());
    const anatomy::MuscleDefinitions muscles = anatomy::read_muscle_definitions(assets / "body" / "muscles", out.findings);
    const std::vector<PlacedShape> shapes = place_shapes(definitions, &muscles);
    for (const PlacedShape& shape : shapes) out.parts.push_back(name_part(shape));
    geometry::TriangleMesh skin;
    if (auto made = make_surfaces(shapes, out.parts, skin, progress); !made) return tl::make_unexpected(made.error());
    std::erase_if(out.parts, [](const anatomy::RawPart& part) { return part.mesh.empty(); });
    if (!skin.empty()) out.parts.push_back(make_skin_part(std::move(skin)));
    return out;
}

}  // namespace smrt::body_compiler
