// Text definitions (TOML) as a tree whose every value knows its file, line and column.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/findings.h"
#include "base/result.h"

namespace smrt::base {

/// Where a value stands in its file; lines and columns start at 1.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    [[nodiscard]] std::string text() const;
};

/// One value of a definition file. Typed access reports a fault with place, value seen and value expected, and
/// returns the fallback, so that reading goes on to the next fault.
class Definition {
public:
    enum class Type { table, array, text, number, boolean };

    // Out of line, because a Definition holds Definitions: clang 14 looks into the members' type while it is incomplete.
    Definition();
    Definition(const Definition& other);
    Definition(Definition&& other) noexcept;
    Definition& operator=(const Definition& other);
    Definition& operator=(Definition&& other) noexcept;
    ~Definition();

    [[nodiscard]] Type type() const { return type_; }
    [[nodiscard]] const Place& place() const { return place_; }

    /// Member of a table, or nullptr.
    [[nodiscard]] const Definition* find(std::string_view key) const;
    /// Members of a table in the order of the file.
    [[nodiscard]] const std::vector<std::pair<std::string, Definition>>& members() const { return members_; }
    /// Elements of an array.
    [[nodiscard]] const std::vector<Definition>& elements() const { return elements_; }

    [[nodiscard]] std::optional<std::string_view> as_text() const;
    [[nodiscard]] std::optional<double> as_number() const;
    [[nodiscard]] std::optional<bool> as_boolean() const;

    /// Required members; a missing key or wrong type is added to the findings.
    [[nodiscard]] std::string text(std::string_view key, Findings& findings) const;
    [[nodiscard]] double number(std::string_view key, Findings& findings) const;
    /// Optional members; a wrong type is added to the findings.
    [[nodiscard]] std::string text_or(std::string_view key, std::string fallback, Findings& findings) const;
    [[nodiscard]] double number_or(std::string_view key, double fallback, Findings& findings) const;
    [[nodiscard]] bool boolean_or(std::string_view key, bool fallback, Findings& findings) const;
    /// List members; one single value counts as a list of one; missing is empty.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key, Findings& findings) const;
    [[nodiscard]] std::vector<double> numbers(std::string_view key, Findings& findings) const;
    /// Place in a list of words; a missing or unknown word is added to the findings, and stands for the first.
    [[nodiscard]] std::size_t choice(std::string_view key, const std::vector<std::string>& words, Findings& findings) const;
    /// Array of tables under a key; missing is empty.
    [[nodiscard]] const std::vector<Definition>& tables(std::string_view key) const;
    /// Reports every key of this table that is not in the list, with the closest allowed one.
    void check_keys(std::vector<std::string> allowed, Findings& findings) const;

    /// The parts below are for the reader only.
    Type type_ = Type::table;
    Place place_;
    std::string text_;
    double number_ = 0;
    bool boolean_ = false;
    std::vector<std::pair<std::string, Definition>> members_;
    std::vector<Definition> elements_;
};

/// Parses the tables under a key of a file and keeps those without errors; all findings are told.
template <class Parse, class List>
void parse_tables(const Definition& file, std::string_view key, const Parse& parse, List& out, Findings& findings) {
    for (const Definition& table : file.tables(key)) {
        Findings own;
        auto one = parse(table, own);
        if (!own.has_errors()) out.push_back(std::move(one));
        findings.append(own);
    }
}

/// Reads one TOML file. Errors: environment if it cannot be read, bad_data with file:line:column if it is no TOML.
[[nodiscard]] Result<Definition> read_definition_file(const std::filesystem::path& path);
/// The same from memory; `name` stands in for the file in places.
[[nodiscard]] Result<Definition> parse_definition(std::string_view toml, const std::string& name);

}  // namespace smrt::base
