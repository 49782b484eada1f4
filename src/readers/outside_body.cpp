// Chooses the reader for a source, then settles names and ids.
#include "readers/outside_body.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "readers/bodyparts3d.h"
#include "readers/map_file.h"
#include "readers/mesh_folder.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;
constexpr std::string_view k_node_mark = " > ";  // between file and node in RawPart::source

bool is_zip(const fs::path& path) {
    std::string ending = path.extension().string();
    for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return ending == ".zip";
}

/// The one zip of a folder without meshes: somebody named the folder of the download instead of the zip in it.
base::Result<fs::path> step_into_download(const fs::path& folder) {
    const auto meshes = list_mesh_files(folder);
    if (!meshes) return tl::make_unexpected(meshes.error());
    if (!meshes->empty()) return folder;
    std::vector<fs::path> zips;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (is_zip(it->path())) zips.push_back(it->path());
    return zips.size() == 1 ? zips.front() : folder;
}

/// How well a row of the map names a part: 3 by node, 2 by id, 1 by file, 0 not at all.
int match(const MapRow& row, const anatomy::RawPart& part) {
    const std::size_t mark = part.source.find(k_node_mark);
    const std::string file = part.source.substr(0, mark);
    if (mark != std::string::npos && row.key == part.source.substr(mark + k_node_mark.size())) return 3;
    if (row.key == part.id) return 2;
    return row.key == file || row.key == fs::path(file).stem().string() ? 1 : 0;
}

base::Status apply_map(const fs::path& path, anatomy::RawBody& body) {
    const auto rows = read_map_file(path);
    if (!rows) return tl::make_unexpected(rows.error());
    std::vector<bool> used(rows->size(), false);
    for (anatomy::RawPart& part : body.parts) {
        const auto best = std::max_element(rows->begin(), rows->end(),
                                           [&part](const MapRow& a, const MapRow& b) { return match(a, part) < match(b, part); });
        if (best == rows->end() || match(*best, part) == 0) continue;
        used[static_cast<std::size_t>(best - rows->begin())] = true;
        if (!best->id.empty()) part.id = best->id;
        if (!best->fma.empty()) part.fma = best->fma;
        if (!best->name.empty()) part.name = best->name;
        if (!best->kind.empty()) part.kind = best->kind;
        if (!best->side.empty()) part.side = best->side;
    }
    for (std::size_t i = 0; i < rows->size(); ++i)
        if (!used[i])
            body.findings.add(base::Severity::warning, fmt::format("{}:{}", path.string(), (*rows)[i].line), "map-unused",
                              "names `" + (*rows)[i].key + "`, but no file, node or id is called so", "correct or remove the row");
    return {};
}

/// Later parts with an id that is taken get "-2", "-3" ... behind it.
void make_ids_unique(anatomy::RawBody& body) {
    std::set<std::string> taken;
    std::map<std::string, int> copies;
    for (anatomy::RawPart& part : body.parts) {
        if (part.id.empty()) part.id = "part";
        const std::string wanted = part.id;
        int& copy = copies.try_emplace(wanted, 1).first->second;
        while (!taken.insert(part.id).second) part.id = fmt::format("{}-{}", wanted, ++copy);
        if (part.id != wanted)
            body.findings.add(base::Severity::note, part.id, "same-id",
                              "another part is called `" + wanted + "` too, so this one got a number",
                              "give it an id of its own with --map");
    }
}

base::Result<anatomy::RawBody> read_by_kind(const fs::path& source, const ImportOptions& options, const base::Progress& progress) {
    std::error_code failed;
    const fs::file_status status = fs::status(source, failed);
    if (status.type() == fs::file_type::not_found) return base::fail(ErrorCode::environment, "does not exist", source.string());
    if (!fs::status_known(status)) return base::fail(ErrorCode::environment, "cannot be opened: " + failed.message(), source.string());
    if (!fs::is_directory(status))
        return is_zip(source) ? read_bodyparts3d(source, options, progress) : read_mesh_folder(source, options, progress);
    if (is_bodyparts3d_folder(source)) return read_bodyparts3d(source, options, progress);
    const auto inner = step_into_download(source);
    if (!inner) return tl::make_unexpected(inner.error());
    return is_zip(*inner) ? read_bodyparts3d(*inner, options, progress) : read_mesh_folder(*inner, options, progress);
}

}  // namespace

base::Result<double> parse_units(std::string_view word) {
    if (word == "mm") return 0.001;
    if (word == "cm") return 0.01;
    if (word == "m") return 1.0;
    return base::fail(ErrorCode::bad_usage, fmt::format("unknown unit `{}`, expected mm, cm or m", word), "--units");
}

base::Result<anatomy::RawBody> read_outside_body(const fs::path& source, const ImportOptions& options, const base::Progress& progress) {
    if (options.metres_per_unit && !(*options.metres_per_unit > 0))
        return base::fail(ErrorCode::bad_usage, "metres per unit must be above 0", "--units");
    if (options.up != 'a' && options.up != 'y' && options.up != 'z')
        return base::fail(ErrorCode::bad_usage, fmt::format("unknown up axis `{}`, expected y or z", options.up), "--up");
    auto body = read_by_kind(source, options, progress);
    if (!body) return tl::make_unexpected(std::move(body.error()));
    if (!options.map.empty())
        if (auto mapped = apply_map(options.map, *body); !mapped) return tl::make_unexpected(std::move(mapped.error()));
    make_ids_unique(*body);
    return body;
}

}  // namespace smrt::readers
