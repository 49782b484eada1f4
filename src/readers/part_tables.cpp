// Tab-separated tables of BodyParts3D.
#include "readers/part_tables.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;
constexpr std::uint64_t k_max_table_bytes = 64ull << 20;

/// Calls row(first, second, third) for each line after the header; checks the header's and the rows' columns.
template <class Row>
base::Status read_rows(std::string_view text, const std::string& name, std::string_view header, Row&& row) {
    std::size_t line_number = 0;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t newline = text.find('\n');
        std::string_view line = text.substr(0, newline);
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        ++line_number;
        if (line_number == 1) {
            if (line != header)
                return base::fail(ErrorCode::bad_data,
                                  fmt::format("starts with `{}`, expected the columns `{}`", line.substr(0, 60), header), name + ":1");
            continue;
        }
        if (line.empty()) continue;
        const std::vector<std::string> cells = base::split(line, '\t');
        if (cells.size() != 3 || cells[0].empty())
            return base::fail(ErrorCode::bad_data, fmt::format("has {} columns, expected 3 separated by tabs", cells.size()),
                              fmt::format("{}:{}", name, line_number));
        row(cells[0], cells[1], cells[2]);
    }
    if (line_number == 0) return base::fail(ErrorCode::bad_data, "is empty, expected a table", name);
    return {};
}

}  // namespace

std::optional<ElementConcept> PartTables::find_concept(const std::string& element, const std::string& header_concept) const {
    const auto found = by_element.find(element);
    if (found == by_element.end() || found->second.empty()) return {};
    const ElementConcept* best = nullptr;
    std::size_t fewest = 0;
    for (const ElementConcept& candidate : found->second) {
        if (candidate.concept_id == header_concept) return candidate;
        const auto counted = elements_of_concept.find(candidate.concept_id);
        const std::size_t count = counted == elements_of_concept.end() ? 0 : counted->second;
        if (best == nullptr || count < fewest) best = &candidate, fewest = count;
    }
    return *best;
}

base::Status parse_element_table(std::string_view text, const std::string& name, PartTables& tables) {
    return read_rows(text, name, "concept id\tname\telement file id",
                     [&tables](const std::string& id, const std::string& english, const std::string& element) {
                         tables.by_element[element].push_back({id, english});
                         ++tables.elements_of_concept[id];
                     });
}

base::Status parse_parts_table(std::string_view text, const std::string& name, PartTables& tables) {
    return read_rows(text, name, "concept id\trepresentation id\ten",
                     [&tables](const std::string& id, const std::string& representation, const std::string& english) {
                         tables.name_of_concept[id] = english;
                         if (!representation.empty()) tables.concept_of_representation[representation] = id;
                     });
}

std::optional<fs::path> find_tables_folder(const std::vector<fs::path>& candidates) {
    std::error_code ignored;
    for (const fs::path& folder : candidates)
        if (!folder.empty() && fs::exists(folder / k_element_table, ignored)) return folder;
    return {};
}

base::Result<PartTables> read_part_tables(const fs::path& folder) {
    PartTables tables;
    const fs::path elements = folder / k_element_table;
    const auto element_text = base::read_text_file(elements, k_max_table_bytes);
    if (!element_text) return base::fail_while(element_text.error(), "reading the tables of the archive");
    if (auto parsed = parse_element_table(*element_text, elements.string(), tables); !parsed)
        return tl::make_unexpected(std::move(parsed.error()));
    const fs::path names = folder / k_parts_table;
    std::error_code ignored;
    if (!fs::exists(names, ignored)) return tables;
    const auto name_text = base::read_text_file(names, k_max_table_bytes);
    if (!name_text) return base::fail_while(name_text.error(), "reading the tables of the archive");
    if (auto parsed = parse_parts_table(*name_text, names.string(), tables); !parsed) return tl::make_unexpected(std::move(parsed.error()));
    return tables;
}

}  // namespace smrt::readers
