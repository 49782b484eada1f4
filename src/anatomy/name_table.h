// Names of structures in several languages, read from assets/languages.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/findings.h"
#include "base/result.h"

namespace smrt::anatomy {

/// One structure, without side.
struct NameEntry {
    std::string name;               ///< English: "Long head of biceps brachii"
    std::string latin;              ///< may be empty
    std::vector<std::string> also;  ///< synonyms and lay words
};

/// All entries with look-up by any of their names.
class NameTable {
public:
    /// Adds an entry; a name that an earlier entry already carries keeps meaning the earlier one.
    void add(NameEntry entry);

    [[nodiscard]] const std::vector<NameEntry>& entries() const { return entries_; }
    /// By English, Latin or other name without side, any spelling that folds the same; nullptr if unknown.
    [[nodiscard]] const NameEntry* find(std::string_view name_without_side) const;

private:
    void index(const std::string& name, std::size_t entry);

    std::vector<NameEntry> entries_;
    std::unordered_map<std::string, std::size_t> by_name_;
};

/// Reads every `names_*.toml` of a folder, in the order of the file names.
/// Errors: environment if the folder cannot be read; faults inside a file become findings.
[[nodiscard]] base::Result<NameTable> read_name_table(const std::filesystem::path& folder, base::Findings& findings);

}  // namespace smrt::anatomy
