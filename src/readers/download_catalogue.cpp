// Reads the catalogue of downloads.
#include "readers/download_catalogue.h"

#include <numeric>

#include "base/definition_file.h"
#include "base/files.h"

namespace smrt::readers {
namespace {

DownloadSet parse_set(const base::Definition& table, base::Findings& findings) {
    DownloadSet set;
    table.check_keys({"id", "title", "page", "licence", "credit", "import", "file"}, findings);
    set.id = table.text("id", findings);
    set.title = table.text("title", findings);
    set.page = table.text("page", findings);
    set.licence = table.text("licence", findings);
    set.credit = table.text("credit", findings);
    set.import = table.text("import", findings);
    for (const base::Definition& row : table.tables("file")) {
        row.check_keys({"name", "address", "bytes"}, findings);
        DownloadFile file;
        file.name = row.text("name", findings);
        file.address = row.text("address", findings);
        file.bytes = static_cast<std::uint64_t>(row.number_or("bytes", 0, findings));
        const bool plain_name = !file.name.empty() && file.name.find_first_of("/\\:") == std::string::npos && file.name != "..";
        if (!plain_name)
            findings.add(base::Severity::error, row.place().text(), "bad-name",
                         "names the file `" + file.name + "`, expected a name without folders");
        set.files.push_back(std::move(file));
    }
    if (set.files.empty())
        findings.add(base::Severity::error, table.place().text(), "no-files", "has no [[set.file]], expected one or more");
    return set;
}

}  // namespace

std::uint64_t DownloadSet::bytes() const {
    return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const DownloadFile& file) { return sum + file.bytes; });
}

const DownloadSet* DownloadCatalogue::find(std::string_view id) const {
    for (const DownloadSet& set : sets)
        if (set.id == id) return &set;
    return nullptr;
}

base::Result<DownloadCatalogue> read_download_catalogue(const std::filesystem::path& file) {
    std::filesystem::path path = file;
    if (path.empty()) {
        const auto root = base::find_program_root();
        if (!root) return tl::make_unexpected(root.error());
        path = *root / "assets" / "downloads.toml";
    }
    const auto definition = base::read_definition_file(path);
    if (!definition) return base::fail_while(definition.error(), "reading the list of downloads");
    base::Findings findings;
    DownloadCatalogue catalogue;
    definition->check_keys({"set"}, findings);
    for (const base::Definition& table : definition->tables("set")) catalogue.sets.push_back(parse_set(table, findings));
    for (const base::Finding& finding : findings.list)
        if (finding.severity == base::Severity::error) return base::fail(base::ErrorCode::bad_data, finding.what, finding.place);
    return catalogue;
}

}  // namespace smrt::readers
