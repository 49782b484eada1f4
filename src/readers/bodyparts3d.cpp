// Reads the archive on all cores: each file is unpacked, parsed and turned by one thread.
#include "readers/bodyparts3d.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <mutex>

#include "base/files.h"
#include "base/parallel.h"
#include "readers/axes.h"
#include "readers/download_catalogue.h"
#include "readers/obj_file.h"
#include "readers/part_tables.h"
#include "readers/zip_archive.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;
constexpr double k_archive_metres_per_unit = 0.001;  // BodyParts3D is in millimetres
constexpr std::uint64_t k_max_obj_bytes = 1ull << 30;

/// One FJ file wherever it lies.
struct Element {
    std::string id;
    std::string place;
    std::function<base::Result<std::string>()> read;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_obj(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".obj" || extension == ".OBJ";
}

/// By number, the original before its mirrored twin.
bool before(const Element& a, const Element& b) {
    const auto number = [](const std::string& id) { return std::strtoull(id.c_str() + 2, nullptr, 10); };
    const auto left = number(a.id), right = number(b.id);
    return left != right ? left < right : a.id < b.id;
}

std::vector<fs::path> list_obj_files(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code unreadable;
        if (is_obj(it->path())) files.push_back(it->path());
        if (!it->is_directory(unreadable)) continue;
        std::error_code inner_failed;
        for (fs::directory_iterator inner(it->path(), inner_failed); !inner_failed && inner != end; inner.increment(inner_failed))
            if (is_obj(inner->path())) files.push_back(inner->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

base::Result<std::vector<Element>> list_elements(const fs::path& source, std::shared_ptr<const ZipArchive>& archive) {
    std::vector<Element> elements;
    std::error_code ignored;
    if (fs::is_directory(source, ignored)) {
        for (const fs::path& file : list_obj_files(source))
            if (const auto id = find_element_id(file.filename().string()))
                elements.push_back({*id, file.string(), [file] { return base::read_text_file(file, k_max_obj_bytes); }});
    } else {
        auto opened = ZipArchive::open(source);
        if (!opened) return tl::make_unexpected(std::move(opened.error()));
        archive = std::make_shared<const ZipArchive>(std::move(*opened));
        for (const ZipEntry& entry : archive->entries()) {
            const fs::path inside(entry.path);
            const auto id = find_element_id(inside.filename().string());
            if (!id || !is_obj(inside)) continue;
            const auto* zip = archive.get();
            elements.push_back({*id, source.string() + "/" + entry.path, [zip, &entry] { return zip->read(entry); }});
        }
    }
    std::stable_sort(elements.begin(), elements.end(), before);
    if (elements.empty())
        return base::fail(ErrorCode::bad_data, "holds no FJ*.obj files, expected the BodyParts3D archive; unpack other archives first",
                          source.string());
    return elements;
}

base::Result<std::optional<PartTables>> find_tables(const fs::path& source, const ImportOptions& options) {
    const fs::path folder = source.has_filename() ? source : source.parent_path();
    std::vector<fs::path> candidates = {options.tables};
    if (options.tables.empty()) candidates = {folder, fs::absolute(folder).parent_path()};
    const auto found = find_tables_folder(candidates);
    if (!found && options.tables.empty()) return std::optional<PartTables>();
    if (!found)
        return base::fail(ErrorCode::environment, fmt::format("holds no {}, expected the tables of BodyParts3D", k_element_table),
                          options.tables.string());
    auto tables = read_part_tables(*found);
    if (!tables) return tl::make_unexpected(std::move(tables.error()));
    return std::optional<PartTables>(std::move(*tables));
}

base::Result<anatomy::RawPart> read_element(const Element& element, const PartTables* tables, const ImportOptions& options) {
    auto text = element.read();
    if (!text) return tl::make_unexpected(std::move(text.error()));
    auto file = parse_obj(*text, element.place, ObjGroups::merge);
    if (!file) return tl::make_unexpected(std::move(file.error()));
    anatomy::RawPart part;
    part.id = element.id;
    part.source = fs::path(element.place).filename().string();
    part.fma = file->concept_id;
    part.name = file->english_name;
    part.mesh = std::move(file->groups.front().mesh);
    turn_to_our_axes(part.mesh, options.metres_per_unit.value_or(k_archive_metres_per_unit), options.up == 'y' ? UpAxis::y : UpAxis::z);
    const auto found = tables == nullptr ? std::nullopt : tables->find_concept(element.id, file->concept_id);
    if (!found) return part;
    part.fma = found->concept_id;
    const auto name = tables->name_of_concept.find(found->concept_id);
    part.name = name == tables->name_of_concept.end() ? found->name : name->second;
    return part;
}

/// Reads every element on all cores; the first error by order of the elements is returned.
base::Status read_elements(const std::vector<Element>& elements, const PartTables* tables, const ImportOptions& options,
                           const base::Progress& progress, anatomy::RawBody& body) {
    body.parts.resize(elements.size());
    std::mutex guard;
    std::size_t done = 0, failed_at = elements.size();
    base::Error error;
    base::parallel_for(elements.size(), [&](std::size_t i) {
        {
            const std::lock_guard lock(guard);
            if (progress.cancelled() || failed_at < i) return;
        }
        auto part = read_element(elements[i], tables, options);
        const std::lock_guard lock(guard);
        if (!part && i < failed_at) failed_at = i, error = std::move(part.error());
        if (part) body.parts[i] = std::move(*part);
        if (++done % 16 == 0) progress.tell(static_cast<double>(done) / elements.size(), "reading " + elements[i].id);
    });
    if (progress.cancelled()) return base::fail(ErrorCode::cancelled, "import was cancelled");
    if (failed_at < elements.size()) return tl::make_unexpected(std::move(error));
    return {};
}

base::Status check_names(const fs::path& source, const PartTables* tables, anatomy::RawBody& body) {
    std::size_t unnamed = 0;
    for (const anatomy::RawPart& part : body.parts) {
        unnamed += part.name.empty() ? 1 : 0;
        if (tables == nullptr || tables->by_element.contains(part.id)) continue;
        body.findings.add(base::Severity::warning, part.id, "not-in-tables",
                          fmt::format("is not in {}; named from the file's own comments: `{}`", k_element_table, part.name),
                          "give the tables of the same release with --tables");
    }
    if (tables != nullptr) return {};
    if (unnamed > 0)
        return base::fail(ErrorCode::environment,
                          fmt::format("{} was found neither in it, beside it, nor through --tables, and {} of {} files carry no name",
                                      k_element_table, unnamed, body.parts.size()),
                          source.string());
    body.findings.add(base::Severity::warning, source.string(), "no-tables",
                      fmt::format("{} was not found; names come from the comments in the files", k_element_table),
                      "put the tables beside the archive or give their folder with --tables");
    return {};
}

void drop_second_copies(const fs::path& source, std::vector<Element>& elements, base::Findings& findings) {
    const auto same = [&](const Element& a, const Element& b) {
        if (a.id != b.id) return false;
        findings.add(base::Severity::warning, b.id, "second-copy", b.place + " is left out: " + a.place + " has the same id",
                     "remove one of the two from " + source.string());
        return true;
    };
    elements.erase(std::unique(elements.begin(), elements.end(), same), elements.end());
}

}  // namespace

std::optional<std::string> find_element_id(std::string_view name) {
    for (std::size_t at = name.find("FJ"); at != std::string_view::npos; at = name.find("FJ", at + 1)) {
        if (at > 0 && is_word(name[at - 1])) continue;
        std::size_t end = at + 2;
        while (end < name.size() && is_digit(name[end])) ++end;
        if (end == at + 2 || end > at + 12) continue;
        if (end < name.size() && name[end] == 'M') ++end;
        if (end < name.size() && is_word(name[end])) continue;
        return std::string(name.substr(at, end - at));
    }
    return {};
}

bool is_bodyparts3d_folder(const fs::path& folder) {
    const std::vector<fs::path> files = list_obj_files(folder);
    const auto named = std::count_if(
        files.begin(), files.end(), [](const fs::path& file) { return find_element_id(file.filename().string()) == file.stem().string(); });
    return named > 0 && static_cast<std::size_t>(named) * 2 > files.size();
}

base::Result<anatomy::RawBody> read_bodyparts3d(const fs::path& source, const ImportOptions& options, const base::Progress& progress) {
    std::shared_ptr<const ZipArchive> archive;
    auto elements = list_elements(source, archive);
    if (!elements) return tl::make_unexpected(std::move(elements.error()));
    const auto tables = find_tables(source, options);
    if (!tables) return tl::make_unexpected(tables.error());
    const auto catalogue = read_download_catalogue();
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    anatomy::RawBody body;
    if (const DownloadSet* set = catalogue->find("bodyparts3d")) body.name = set->title, body.credit = set->credit;
    drop_second_copies(source, *elements, body.findings);
    const PartTables* known = *tables ? &**tables : nullptr;
    if (auto read = read_elements(*elements, known, options, progress, body); !read) return tl::make_unexpected(std::move(read.error()));
    if (auto named = check_names(source, known, body); !named) return tl::make_unexpected(std::move(named.error()));
    return body;
}

}  // namespace smrt::readers
