// Chooses the parser for a mesh file by its ending.
#include "readers/mesh_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.h"
#include "readers/obj_file.h"
#include "readers/ply_file.h"
#include "readers/scene_file.h"
#include "readers/stl_file.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;
constexpr std::uint64_t k_most_bytes = 4ull << 30;

std::string ending_of(const fs::path& path) {
    std::string ending = path.extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return ending;
}

base::Result<MeshFile> parse_obj_file(std::string_view bytes, const std::string& name) {
    auto parsed = parse_obj(bytes, name, ObjGroups::split);
    if (!parsed) return tl::make_unexpected(std::move(parsed.error()));
    MeshFile file;
    file.concept_id = parsed->concept_id;
    file.english_name = parsed->english_name;
    for (ObjGroup& group : parsed->groups) file.meshes.push_back({std::move(group.name), std::move(group.mesh)});
    return file;
}

base::Result<MeshFile> parse_by_ending(std::string_view bytes, const std::string& name, const fs::path& folder) {
    if (bytes.empty()) return base::fail(ErrorCode::bad_data, "is empty", name);
    const std::string ending = ending_of(name);
    if (ending == ".obj") return parse_obj_file(bytes, name);
    if (ending == ".stl") return parse_stl(bytes, name);
    if (ending == ".ply") return parse_ply(bytes, name);
    if (is_mesh_file(name)) return parse_scene(bytes, name, folder);
    return base::fail(
        ErrorCode::bad_data,
        fmt::format("is no mesh file by its ending `{}`; expected .obj, .stl, .ply, .gltf, .glb, .fbx or a BodyParts3D .zip", ending),
        name);
}

}  // namespace

bool is_mesh_file(const fs::path& path) {
    constexpr std::array k_endings = {".obj", ".stl", ".ply", ".gltf", ".glb", ".fbx"};
    return std::find(k_endings.begin(), k_endings.end(), ending_of(path)) != k_endings.end();
}

base::Result<MeshFile> read_mesh_file(const fs::path& path) {
    if (!is_mesh_file(path)) return parse_by_ending("?", path.string(), {});
    const auto bytes = base::read_text_file(path, k_most_bytes);
    if (!bytes) return tl::make_unexpected(bytes.error());
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    return parse_by_ending(*bytes, path.string(), folder);
}

base::Result<MeshFile> parse_mesh_file(std::string_view bytes, const std::string& name) {
    return parse_by_ending(bytes, name, {});
}

}  // namespace smrt::readers
