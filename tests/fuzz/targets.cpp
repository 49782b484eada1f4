// The readers as fuzz targets.
#include "fuzz/targets.h"

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/definition_file.h"
#include "fuzz/atlas_seal.h"
#include "geometry/mesh_cleanup.h"
#include "readers/atlas_cache.h"
#include "readers/map_file.h"
#include "readers/mesh_file.h"
#include "readers/obj_file.h"
#include "readers/outside_body.h"
#include "readers/part_naming.h"
#include "readers/part_tables.h"

/// Assimp forgets memory when it gives up on a damaged file; leaks of our own are still told.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libassimp\n";
}

namespace smrt::fuzz {
namespace {

/// What is read must also survive clean-up, and every index must lie in the mesh.
void use(geometry::TriangleMesh mesh) {
    for (const glm::uvec3& tri : mesh.triangles)
        for (int k = 0; k < 3; ++k)
            if (tri[k] >= mesh.positions.size()) std::abort();
    const geometry::MeshReport report = geometry::clean_mesh(mesh);
    if (report.triangles != mesh.triangles.size() || mesh.normals.size() != mesh.positions.size()) std::abort();
    (void)geometry::check_mesh(report, "x");
}

void run_obj(std::string_view bytes) {
    for (const readers::ObjGroups groups : {readers::ObjGroups::merge, readers::ObjGroups::split})
        if (auto file = readers::parse_obj(bytes, "x.obj", groups))
            for (readers::ObjGroup& group : file->groups) use(std::move(group.mesh));
}

void run_mesh(std::string_view bytes, const char* name) {
    if (auto file = readers::parse_mesh_file(bytes, name))
        for (readers::NamedMesh& named : file->meshes) use(std::move(named.mesh));
}
void run_stl(std::string_view bytes) {
    run_mesh(bytes, "x.stl");
}
void run_ply(std::string_view bytes) {
    run_mesh(bytes, "x.ply");
}
void run_glb(std::string_view bytes) {
    run_mesh(bytes, "x.glb");
}
void run_gltf(std::string_view bytes) {
    run_mesh(bytes, "x.gltf");
}
void run_fbx(std::string_view bytes) {
    run_mesh(bytes, "x.fbx");
}

void run_tables(std::string_view bytes) {
    readers::PartTables tables;
    (void)readers::parse_element_table(bytes, "x.txt", tables);
    (void)readers::parse_parts_table(bytes, "x.txt", tables);
    for (const auto& [element, concepts] : tables.by_element)
        if (!tables.find_concept(element)) std::abort();
}

void run_map(std::string_view bytes) {
    (void)readers::parse_map(bytes, "x.csv");
}

void run_names(std::string_view bytes) {
    (void)readers::find_ids(bytes);
    (void)readers::find_side_letter(bytes);
    (void)readers::readable_name(bytes);
}

void run_definition(std::string_view bytes) {
    const auto definition = base::parse_definition(bytes, "x.toml");
    if (!definition) return;
    base::Findings findings;
    definition->check_keys({"a"}, findings);
    for (const auto& [key, value] : definition->members()) {
        (void)definition->numbers(key, findings);
        (void)definition->texts(key, findings);
        (void)definition->tables(key);
    }
}

/// libzip reads files, so the bytes become one for a moment.
void run_zip(std::string_view bytes) {
    const auto path = std::filesystem::temp_directory_path() / ("smrt-fuzz-" + std::to_string(::getpid()) + ".zip");
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (auto body = readers::read_outside_body(path))
        for (anatomy::RawPart& part : body->parts) use(std::move(part.mesh));
    std::filesystem::remove(path);
}

void parse_atlas_bytes(std::string_view bytes) {
    const std::shared_ptr<void> owner(std::aligned_alloc(64, (bytes.size() + 64) / 64 * 64), std::free);
    std::memcpy(owner.get(), bytes.data(), bytes.size());
    const auto atlas = readers::parse_atlas({static_cast<const std::byte*>(owner.get()), bytes.size()}, owner, "x.atlas");
    if (!atlas) return;
    for (const anatomy::Part& part : atlas->body->parts())
        for (std::uint32_t level = 0; level < part.mesh.levels.size(); ++level) (void)geometry::unpack(part.mesh, level);
}

/// Once as it is, once with checksums that fit, so that the checks behind them are met.
void run_atlas(std::string_view bytes) {
    parse_atlas_bytes(bytes);
    std::string sealed(bytes);
    seal_atlas(sealed);
    parse_atlas_bytes(sealed);
}

constexpr std::array k_targets = {
    Target{"obj", ".obj", true, 4000, run_obj},
    Target{"stl", ".stl", false, 20000, run_stl},
    Target{"ply", ".ply", true, 20000, run_ply},
    Target{"glb", ".glb", true, 30000, run_glb},
    Target{"gltf", ".gltf", true, 15000, run_gltf},
    Target{"fbx", ".fbx", true, 10000, run_fbx},
    Target{"zip", ".zip", false, 3000, run_zip},
    Target{"tables", ".txt", true, 20000, run_tables},
    Target{"map", ".csv", true, 20000, run_map},
    Target{"names", "", true, 20000, run_names},
    Target{"definition", ".toml", true, 20000, run_definition},
    Target{"atlas", ".atlas", false, 5000, run_atlas},
};

}  // namespace

std::span<const Target> targets() {
    return k_targets;
}

}  // namespace smrt::fuzz
