// From triangle mesh to packed levels of detail: weld, simplify, order, pack.
#include "geometry/level_builder.h"

#include <meshoptimizer.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "base/ensure.h"
#include "geometry/level_simplifier.h"
#include "geometry/mesh_cleanup.h"

namespace smrt::geometry {
namespace {

constexpr std::uint32_t k_unused = ~std::uint32_t{0};

/// The mesh with one vertex per position, and for each of them one input vertex it came from.
struct Welded {
    std::vector<glm::vec3> positions, normals;
    std::vector<std::uint32_t> source;
    std::vector<std::uint32_t> indices;
};

std::vector<std::uint32_t> weld_triangles(const TriangleMesh& mesh, const std::vector<std::uint32_t>& remap) {
    std::vector<std::uint32_t> indices;
    indices.reserve(mesh.triangles.size() * 3);
    for (const glm::uvec3& t : mesh.triangles) {
        const std::uint32_t a = remap[t.x], b = remap[t.y], c = remap[t.z];
        if (a == b || b == c || c == a) continue;
        indices.insert(indices.end(), {a, b, c});
    }
    return indices;
}

Welded weld(const TriangleMesh& mesh, const std::vector<glm::vec3>& normals) {
    const std::size_t count = mesh.positions.size();
    std::vector<glm::vec3> keys = mesh.positions;
    for (glm::vec3& key : keys) key += glm::vec3(0.0f);  // -0 and 0 are one place
    std::vector<std::uint32_t> remap(count);
    const std::size_t unique = meshopt_generateVertexRemap(remap.data(), nullptr, count, keys.data(), count, sizeof(glm::vec3));
    Welded out;
    out.positions.resize(unique);
    out.normals.assign(unique, glm::vec3(0));
    out.source.assign(unique, k_unused);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t to = remap[i];
        out.positions[to] = mesh.positions[i];
        out.normals[to] += normals[i];
        if (out.source[to] == k_unused) out.source[to] = static_cast<std::uint32_t>(i);
    }
    for (std::size_t i = 0; i < unique; ++i) {
        const float length = glm::length(out.normals[i]);
        out.normals[i] = length > 1e-6f ? out.normals[i] / length : normals[out.source[i]];
    }
    out.indices = weld_triangles(mesh, remap);
    return out;
}

void order_for_vertex_cache(std::vector<std::uint32_t>& indices, std::size_t vertex_count) {
    std::vector<std::uint32_t> ordered(indices.size());
    meshopt_optimizeVertexCache(ordered.data(), indices.data(), indices.size(), vertex_count);
    indices.swap(ordered);
}

/// New place of each welded vertex: those of the coarsest level first, each level's own in the order it draws them.
std::vector<std::uint32_t> order_vertices(const std::vector<SimplifiedLevel>& levels, std::size_t vertex_count,
                                          std::vector<std::uint32_t>& counts) {
    std::vector<std::uint32_t> place(vertex_count, k_unused);
    std::uint32_t next = 0;
    counts.assign(levels.size(), 0);
    for (std::size_t level = levels.size(); level-- > 0;) {
        for (const std::uint32_t index : levels[level].indices)
            if (place[index] == k_unused) place[index] = next++;
        counts[level] = next;
    }
    return place;
}

std::uint16_t quantise(float value, float lower, float extent) {
    if (extent <= 0) return 0;
    return static_cast<std::uint16_t>(std::lround(std::clamp((value - lower) / extent, 0.0f, 1.0f) * 65535.0f));
}

PackedVertex pack(const Welded& welded, std::uint32_t vertex, const Box& box, const VertexExtras& extras) {
    const glm::vec3& p = welded.positions[vertex];
    const glm::vec3 size = box.size();
    PackedVertex out;
    out.x = quantise(p.x, box.lower.x, size.x);
    out.y = quantise(p.y, box.lower.y, size.y);
    out.z = quantise(p.z, box.lower.z, size.z);
    encode_octahedral(welded.normals[vertex], out.normal);
    const std::uint32_t source = welded.source[vertex];
    if (!extras.along.empty()) out.along = extras.along[source];
    if (!extras.fibre.empty() && out.along != PackedVertex::k_no_fibre) encode_octahedral(extras.fibre[source], out.fibre);
    if (!extras.fibre_part.empty()) out.fibre_part = extras.fibre_part[source];
    if (!extras.occlusion.empty()) out.occlusion = extras.occlusion[source];
    return out;
}

LevelMesh assemble(const Welded& welded, const std::vector<SimplifiedLevel>& levels, const VertexExtras& extras) {
    LevelMesh out;
    std::vector<std::uint32_t> counts;
    const std::vector<std::uint32_t> place = order_vertices(levels, welded.positions.size(), counts);
    auto storage = std::make_shared<LevelStorage>();
    for (std::uint32_t v = 0; v < place.size(); ++v)
        if (place[v] != k_unused) out.box.include(welded.positions[v]);
    storage->vertices.resize(counts.front());
    for (std::uint32_t v = 0; v < place.size(); ++v)
        if (place[v] != k_unused) storage->vertices[place[v]] = pack(welded, v, out.box, extras);
    out.levels.resize(levels.size());
    std::size_t total = 0;
    for (const SimplifiedLevel& level : levels) total += level.indices.size();
    storage->indices.reserve(total);
    for (std::size_t i = levels.size(); i-- > 0;) {
        out.levels[i] = {levels[i].error, counts[i], static_cast<std::uint32_t>(storage->indices.size()),
                         static_cast<std::uint32_t>(levels[i].indices.size())};
        for (const std::uint32_t index : levels[i].indices) storage->indices.push_back(place[index]);
    }
    out.vertices = storage->vertices;
    out.indices = storage->indices;
    out.owner = std::move(storage);
    return out;
}

std::vector<glm::vec3> smooth_normals(TriangleMesh mesh) {
    make_smooth_normals(mesh);
    return std::move(mesh.normals);
}

void check_input(const TriangleMesh& mesh, const VertexExtras& extras) {
    const std::size_t count = mesh.positions.size();
    for (const glm::uvec3& t : mesh.triangles)
        ENSURE(std::max({t.x, t.y, t.z}) < count, "triangle corner {} of {} vertices", std::max({t.x, t.y, t.z}), count);
    const auto fits = [count](std::size_t size) { return size == 0 || size == count; };
    ENSURE(fits(mesh.normals.size()), "{} normals for {} vertices", mesh.normals.size(), count);
    ENSURE(fits(extras.along.size()) && fits(extras.fibre.size()) && fits(extras.fibre_part.size()) && fits(extras.occlusion.size()),
           "{}, {}, {} and {} extra values for {} vertices", extras.along.size(), extras.fibre.size(), extras.fibre_part.size(),
           extras.occlusion.size(), count);
}

}  // namespace

LevelMesh make_level_mesh(const TriangleMesh& mesh, const VertexExtras& extras, const LevelOptions& options) {
    check_input(mesh, extras);
    Welded welded = weld(mesh, mesh.normals.empty() ? smooth_normals(mesh) : mesh.normals);
    if (welded.indices.empty()) return {};
    const std::size_t vertex_count = welded.positions.size();
    std::vector<SimplifiedLevel> levels = simplify_in_levels(std::move(welded.indices), welded.positions, welded.normals, options);
    for (SimplifiedLevel& level : levels) order_for_vertex_cache(level.indices, vertex_count);
    return assemble(welded, levels, extras);
}

}  // namespace smrt::geometry
