// Reading names in several languages.
#include "anatomy/name_table.h"

#include <algorithm>

#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

void read_names(const base::Definition& file, NameTable& table, base::Findings& findings) {
    file.check_keys({"source", "names"}, findings);
    for (const base::Definition& row : file.tables("names")) {
        row.check_keys({"name", "latin", "also", "lay"}, findings);
        NameEntry entry{row.text("name", findings), row.text_or("latin", "", findings), row.texts("also", findings),
                        row.texts("lay", findings)};
        if (!entry.name.empty()) table.add(std::move(entry));
    }
}

}  // namespace

void NameTable::add(NameEntry entry) {
    const std::size_t place = entries_.size();
    entries_.push_back(std::move(entry));
    const NameEntry& added = entries_.back();
    index(by_english_, added.name, place);
    index(by_latin_, added.latin, place);
    for (const std::string& other : added.also) index(by_synonym_, other, place);
}

void NameTable::index(Index& map, const std::string& name, std::size_t entry) {
    std::string key = base::fold(name);
    if (key.empty()) return;
    const auto [found, is_new] = map.emplace(std::move(key), entry);
    if (!is_new && found->second != entry) found->second = k_shared;
}

const NameEntry* NameTable::find(std::string_view name_without_side) const {
    const std::string key = base::fold(name_without_side);
    for (const Index* map : {&by_english_, &by_latin_, &by_synonym_}) {
        const auto found = map->find(key);
        if (found != map->end() && found->second != k_shared) return &entries_[found->second];
    }
    return nullptr;
}

base::Result<NameTable> read_name_table(const std::filesystem::path& folder, base::Findings& findings) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.rfind("names_", 0) == 0 && entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    if (error)
        return base::fail(base::ErrorCode::environment, "cannot list the folder: " + error.message() + "; reinstall the program's assets",
                          folder.string());
    std::sort(files.begin(), files.end());
    NameTable table;
    for (const auto& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file) return base::fail_while(file.error(), "reading names");
        read_names(*file, table, findings);
    }
    return table;
}

}  // namespace smrt::anatomy
