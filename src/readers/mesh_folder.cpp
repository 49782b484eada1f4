// Reads files on all cores, then names their parts.
#include "readers/mesh_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "base/parallel.h"
#include "base/text.h"
#include "readers/mesh_file.h"
#include "readers/part_naming.h"
#include "readers/part_tables.h"
#include "readers/scale_guess.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Result<std::vector<MeshFile>> read_files(const std::vector<fs::path>& paths, const base::Progress& progress) {
    std::vector<MeshFile> files(paths.size());
    std::mutex guard;
    std::size_t done = 0, failed_at = paths.size();
    base::Error error;
    base::parallel_for(paths.size(), [&](std::size_t i) {
        {
            const std::lock_guard lock(guard);
            if (progress.cancelled() || failed_at < i) return;
        }
        auto file = read_mesh_file(paths[i]);
        const std::lock_guard lock(guard);
        if (!file && i < failed_at) failed_at = i, error = std::move(file.error());
        if (file) files[i] = std::move(*file);
        progress.tell(static_cast<double>(++done) / paths.size(), "reading " + paths[i].filename().string());
    });
    if (progress.cancelled()) return base::fail(ErrorCode::cancelled, "import was cancelled");
    if (failed_at < paths.size()) return tl::make_unexpected(std::move(error));
    return files;
}

/// Names that programs give when nobody did.
bool is_generic(const std::string& name) {
    static const std::vector<std::string> k_generic = {"",        "default", "mesh", "object",   "group", "node",
                                                       "root",    "scene",   "cube", "sphere",   "model", "shape",
                                                       "unnamed", "none",    "off",  "rootnode", "solid", "geometry"};
    std::string folded = base::fold(name);
    while (!folded.empty() && (std::isdigit(static_cast<unsigned char>(folded.back())) || folded.back() == ' ')) folded.pop_back();
    return std::find(k_generic.begin(), k_generic.end(), folded) != k_generic.end();
}

/// Ids of the node, completed by those of the file where the file holds only this mesh.
NameIds ids_of(const std::string& node, const std::string& stem, bool alone) {
    NameIds ids = find_ids(node);
    const NameIds of_file = find_ids(stem);
    if (!alone) return ids;
    if (ids.element.empty()) ids.element = of_file.element;
    if (ids.fma.empty()) ids.fma = of_file.fma;
    if (ids.representation.empty()) ids.representation = of_file.representation;
    return ids;
}

void look_up(const PartTables& tables, const NameIds& ids, anatomy::RawPart& part) {
    if (const auto found = tables.find_concept(ids.element, part.fma)) part.fma = found->concept_id, part.name = found->name;
    if (const auto found = tables.concept_of_representation.find(ids.representation);
        part.fma.empty() && found != tables.concept_of_representation.end())
        part.fma = found->second;
    if (const auto found = tables.name_of_concept.find(part.fma); found != tables.name_of_concept.end()) part.name = found->second;
}

anatomy::RawPart name_part(const fs::path& path, const MeshFile& file, const std::string& node, const PartTables* tables) {
    const bool alone = file.meshes.size() == 1;
    const std::string stem = path.stem().string();
    const std::string& spoken = is_generic(node) ? stem : node;
    const NameIds ids = ids_of(node, stem, alone);
    anatomy::RawPart part;
    part.source = path.filename().string() + (node.empty() ? "" : " > " + node);
    part.fma = !ids.fma.empty() ? ids.fma : alone ? file.concept_id : std::string();
    part.name = alone && !file.english_name.empty() ? file.english_name : readable_name(spoken);
    if (part.name.empty()) part.name = readable_name(stem);
    part.side = find_side_letter(spoken);
    if (tables != nullptr) look_up(*tables, ids, part);
    part.id = !ids.element.empty() ? ids.element : !ids.fma.empty() ? ids.fma : !ids.representation.empty() ? ids.representation : spoken;
    return part;
}

base::Result<std::optional<PartTables>> tables_at_hand(const fs::path& source, const ImportOptions& options) {
    std::vector<fs::path> candidates = {options.tables};
    if (options.tables.empty()) candidates = {source, fs::absolute(source).parent_path()};
    const auto folder = find_tables_folder(candidates);
    if (!folder && options.tables.empty()) return std::optional<PartTables>();
    auto tables = read_part_tables(folder.value_or(options.tables));
    if (!tables) return tl::make_unexpected(std::move(tables.error()));
    return std::optional<PartTables>(std::move(*tables));
}

}  // namespace

base::Result<std::vector<fs::path>> list_mesh_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    fs::recursive_directory_iterator it(folder, failed);
    for (const fs::recursive_directory_iterator end; !failed && it != end; it.increment(failed)) {
        const bool hidden = it->path().filename().string().front() == '.';
        std::error_code ignored;
        if (hidden && it->is_directory(ignored)) it.disable_recursion_pending();
        if (!hidden && is_mesh_file(it->path()) && it->is_regular_file(ignored)) files.push_back(it->path());
    }
    if (failed) return base::fail(ErrorCode::environment, "cannot be listed: " + failed.message(), folder.string());
    std::sort(files.begin(), files.end());
    return files;
}

base::Result<anatomy::RawBody> read_mesh_folder(const fs::path& source, const ImportOptions& options, const base::Progress& progress) {
    std::vector<fs::path> paths = {source};
    std::error_code ignored;
    if (fs::is_directory(source, ignored)) {
        auto listed = list_mesh_files(source);
        if (!listed) return tl::make_unexpected(std::move(listed.error()));
        paths = std::move(*listed);
        if (paths.empty())
            return base::fail(ErrorCode::bad_data, "holds no mesh files, expected .obj, .stl, .ply, .gltf, .glb or .fbx", source.string());
    }
    const auto tables = tables_at_hand(source, options);
    if (!tables) return tl::make_unexpected(tables.error());
    auto files = read_files(paths, progress);
    if (!files) return tl::make_unexpected(std::move(files.error()));
    anatomy::RawBody body;
    body.name = source.stem().string();
    const std::vector<FileScale> scales = choose_scales(*files, options, source.string(), body.findings);
    for (std::size_t i = 0; i < files->size(); ++i)
        for (NamedMesh& named : (*files)[i].meshes) {
            anatomy::RawPart part = name_part(paths[i], (*files)[i], named.node, *tables ? &**tables : nullptr);
            part.mesh = std::move(named.mesh);
            turn_to_our_axes(part.mesh, scales[i].metres_per_unit, scales[i].up);
            body.parts.push_back(std::move(part));
        }
    return body;
}

}  // namespace smrt::readers
