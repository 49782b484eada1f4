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

WordForms read_word_forms(const base::Definition& file, base::Findings& findings) {
    WordForms forms;
    file.check_keys({"filler", "forms"}, findings);
    for (const std::string& word : file.texts("filler", findings)) forms.base_form[base::fold(word)] = "";
    for (const base::Definition& row : file.tables("forms")) {
        const auto& words = row.elements();
        for (const base::Definition& word : words)
            if (word.as_text() && words.front().as_text())
                forms.base_form[base::fold(*word.as_text())] = base::fold(*words.front().as_text());
    }
    return forms;
}

}  // namespace

std::string WordForms::key(std::string_view folded) const {
    std::vector<std::string> words;
    for (std::string& word : base::split(folded, ' ')) {
        const auto form = base_form.find(word);
        std::string& base = form == base_form.end() ? word : (word = form->second);
        if (!base.empty()) words.push_back(std::move(base));
    }
    std::sort(words.begin(), words.end());
    std::string key;
    for (const std::string& word : words) key += key.empty() ? word : ' ' + word;
    return key;
}

void NameTable::add(NameEntry entry) {
    const std::size_t place = entries_.size();
    entries_.push_back(std::move(entry));
    const NameEntry& added = entries_.back();
    index(by_english_, added.name, place);
    index(by_latin_, added.latin, place);
    index(by_words_, forms_.key(base::fold(added.name)), place);
    index(by_words_, forms_.key(base::fold(added.latin)), place);
    for (const std::string& other : added.also) {
        index(by_synonym_, other, place);
        index(by_words_, forms_.key(base::fold(other)), place);
    }
}

void NameTable::index(Index& map, const std::string& name, std::size_t entry) {
    std::string key = base::fold(name);
    if (key.empty()) return;
    const auto [found, is_new] = map.emplace(std::move(key), entry);
    if (!is_new && found->second != entry) found->second = k_shared;
}

const NameEntry* NameTable::find(std::string_view name_without_side) const {
    const std::string key = base::fold(name_without_side);
    const auto find_in = [this](const Index& map, const std::string& name) -> const NameEntry* {
        const auto found = map.find(name);
        return found == map.end() || found->second == k_shared ? nullptr : &entries_[found->second];
    };
    for (const Index* map : {&by_english_, &by_latin_, &by_synonym_})
        if (const NameEntry* entry = find_in(*map, key)) return entry;
    return find_in(by_words_, forms_.key(key));
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
    const auto forms = base::read_definition_file(folder / "word_forms.toml");
    if (!forms) return base::fail_while(forms.error(), "reading names");
    NameTable table(read_word_forms(*forms, findings));
    for (const auto& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file) return base::fail_while(file.error(), "reading names");
        read_names(*file, table, findings);
    }
    return table;
}

}  // namespace smrt::anatomy
