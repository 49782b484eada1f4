// What clean-up tells people: faults of one mesh, and faults that show only beside the other meshes.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <vector>

#include "base/files.h"
#include "geometry/mesh_cleanup.h"

namespace smrt::geometry {
namespace {

using base::Severity;

/// Fewest parts for which sizes and places across a body mean something.
constexpr std::size_t k_parts_for_statistics = 5;

std::uint64_t hash_mesh(const TriangleMesh& mesh) {
    const std::uint64_t points = base::hash_bytes(std::as_bytes(std::span(mesh.positions)));
    return base::hash_bytes(std::as_bytes(std::span(mesh.triangles)), points);
}

float median(std::vector<float> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

void find_duplicates(std::span<const CleanedMesh> meshes, base::Findings& findings) {
    std::map<std::uint64_t, std::vector<const CleanedMesh*>> seen;
    for (const CleanedMesh& mesh : meshes) {
        if (mesh.mesh->empty()) continue;
        auto& alike = seen[hash_mesh(*mesh.mesh)];
        const auto twin = std::find_if(alike.begin(), alike.end(), [&mesh](const CleanedMesh* other) {
            return other->mesh->positions == mesh.mesh->positions && other->mesh->triangles == mesh.mesh->triangles;
        });
        if (twin != alike.end())
            findings.add(Severity::warning, std::string(mesh.id), "duplicate-part",
                         fmt::format("has exactly the shape and place of {}", (*twin)->id), "hide or map one of the two");
        else
            alike.push_back(&mesh);
    }
}

/// Where a body is, not led astray by strays: per axis from the lower quarter of the parts' lower ends to the upper
/// quarter of their upper ends, widened by its own size to both sides.
Box box_of_most(std::span<const CleanedMesh> meshes) {
    Box box;
    for (int axis = 0; axis < 3; ++axis) {
        std::vector<float> lower, upper;
        for (const CleanedMesh& mesh : meshes) {
            if (mesh.mesh->empty()) continue;
            lower.push_back(mesh.report->box.lower[axis]);
            upper.push_back(mesh.report->box.upper[axis]);
        }
        std::sort(lower.begin(), lower.end());
        std::sort(upper.begin(), upper.end());
        const float from = lower[lower.size() / 4], to = upper[upper.size() - 1 - upper.size() / 4];
        box.lower[axis] = from - (to - from);
        box.upper[axis] = to + (to - from);
    }
    return box;
}

void find_outliers(std::span<const CleanedMesh> meshes, base::Findings& findings) {
    std::vector<float> sizes;
    for (const CleanedMesh& mesh : meshes)
        if (!mesh.mesh->empty()) sizes.push_back(glm::length(mesh.report->box.size()));
    if (sizes.size() < k_parts_for_statistics) return;
    const Box most = box_of_most(meshes);
    const float whole = glm::length(most.size());
    const float typical = median(sizes);
    for (const CleanedMesh& mesh : meshes) {
        if (mesh.mesh->empty()) continue;
        const float size = glm::length(mesh.report->box.size());
        const glm::vec3 centre = mesh.report->box.centre();
        const float distance = glm::length(glm::max(glm::max(most.lower - centre, centre - most.upper), glm::vec3(0)));
        if (distance > whole)
            findings.add(Severity::warning, std::string(mesh.id), "far-away",
                         fmt::format("lies {:.3g} m away from the other parts, which span about {:.3g} m", distance, whole / 3),
                         "check the origin of its file");
        if (size > whole || size < typical / 500)
            findings.add(
                Severity::warning, std::string(mesh.id), "wrong-scale",
                fmt::format("is {:.3g} m large; the parts together span about {:.3g} m, a typical one {:.3g} m", size, whole / 3, typical),
                "check the units of its file");
    }
}

}  // namespace

base::Findings check_mesh(const MeshReport& report, const std::string& id) {
    base::Findings findings;
    const auto tell = [&](std::uint32_t count, Severity severity, const char* code, const char* format, const char* mend = "") {
        if (count > 0) findings.add(severity, id, code, fmt::format(fmt::runtime(format), count), mend);
    };
    if (report.triangles == 0)
        findings.add(Severity::error, id, "empty-mesh",
                     fmt::format("has no usable triangle left of {}; the part is kept without a shape", report.triangles_before),
                     "export the mesh again");
    tell(report.bad_vertices, Severity::warning, "bad-vertices", "has {} vertices that are no finite points; they are dropped");
    tell(report.bad_triangles, Severity::warning, "bad-triangles", "has {} triangles on missing or bad vertices; they are dropped");
    tell(report.degenerate_triangles, Severity::note, "degenerate", "has {} triangles without area; they are dropped");
    tell(report.sliver_triangles, Severity::note, "slivers", "has {} triangles as thin as a line; they are kept to stay closed");
    tell(report.doubled_triangles, Severity::note, "doubled-triangles", "has {} triangles twice; one of each is kept");
    tell(report.open_edges, Severity::note, "open-mesh", "has {} open edges; cuts through it may stay unfilled");
    tell(report.non_manifold_edges, Severity::note, "non-manifold", "has {} edges with more than two triangles");
    tell(report.reoriented_triangles, Severity::note, "mixed-orientation", "has {} triangles that faced against their neighbours; turned");
    tell(report.flipped_shells, Severity::note, "flipped", "has {} surfaces that faced the wrong way; turned");
    tell(report.inner_shells, Severity::note, "inner-wall", "has {} inner walls; they face the hollow inside, the outer wall faces out");
    return findings;
}

base::Findings check_meshes_together(std::span<const CleanedMesh> meshes) {
    base::Findings findings;
    find_duplicates(meshes, findings);
    find_outliers(meshes, findings);
    return findings;
}

}  // namespace smrt::geometry
