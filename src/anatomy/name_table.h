// Names of structures in several languages, read from assets/languages.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/findings.h"
#include "base/result.h"

namespace smrt::anatomy {

/// One structure, without side.
struct NameEntry {
    std::string name;               ///< English: "Long head of biceps brachii"
    std::string latin;              ///< Terminologia Anatomica; may be empty
    std::vector<std::string> also;  ///< true synonyms: they name this structure and no other
    std::vector<std::string> lay;   ///< what people say or type ("shoulder blade", "acromion"); for search, not for recognition
};

/// Words without meaning for identity and forms of one word (assets/languages/word_forms.toml).
struct WordForms {
    std::unordered_map<std::string, std::string> base_form;  ///< folded word -> first form of its row; filler -> ""

    /// "biceps brachii muscle long head" -> "biceps brachii head long": base forms in alphabetical order, without filler.
    [[nodiscard]] std::string key(std::string_view folded) const;
};

/// All entries with look-up by the names that identify them.
class NameTable {
public:
    NameTable() = default;
    explicit NameTable(WordForms forms) : forms_(std::move(forms)) {}
    void add(NameEntry entry);

    [[nodiscard]] const std::vector<NameEntry>& entries() const { return entries_; }
    [[nodiscard]] const WordForms& forms() const { return forms_; }
    /// By English name, Latin name or synonym without side, any spelling that folds the same; English goes first. Then
    /// by the same words in any order or form. What several entries share identifies none of them. nullptr if unknown.
    [[nodiscard]] const NameEntry* find(std::string_view name_without_side) const;

private:
    static constexpr std::size_t k_shared = static_cast<std::size_t>(-1);
    using Index = std::unordered_map<std::string, std::size_t>;
    void index(Index& map, const std::string& name, std::size_t entry);

    WordForms forms_;
    std::vector<NameEntry> entries_;
    Index by_english_, by_latin_, by_synonym_, by_words_;
};

/// Reads word_forms.toml and every `names_*.toml` of a folder, in the order of the file names.
/// Errors: environment if the folder cannot be read; faults inside a file become findings.
[[nodiscard]] base::Result<NameTable> read_name_table(const std::filesystem::path& folder, base::Findings& findings);

}  // namespace smrt::anatomy
