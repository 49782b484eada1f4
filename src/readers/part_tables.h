// The tables that come with the BodyParts3D archive: which file shows which concept, and the concepts' names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace smrt::readers {

/// One concept that an element file is part of.
struct ElementConcept {
    std::string concept_id;  ///< FMA id
    std::string name;        ///< English
};

/// Both tables, ready for look-up.
struct PartTables {
    std::unordered_map<std::string, std::vector<ElementConcept>> by_element;  ///< element file id, e.g. "FJ1252"
    std::unordered_map<std::string, std::size_t> elements_of_concept;         ///< how many elements a concept has
    std::unordered_map<std::string, std::string> name_of_concept;             ///< concept id to English name
    std::unordered_map<std::string, std::string> concept_of_representation;   ///< BP id to concept id

    /// The concept an element stands for. An element can be listed under several (a bone under itself, under its row of
    /// bones, under "bone"): the file's own header decides if the table lists its concept for this element; else the
    /// concept with the fewest elements, which is the most specific; else the first row.
    [[nodiscard]] std::optional<ElementConcept> find_concept(const std::string& element, const std::string& header_concept = {}) const;
};

inline constexpr const char* k_element_table = "isa_element_parts.txt";
inline constexpr const char* k_parts_table = "isa_parts_list_e.txt";

/// Adds the rows of isa_element_parts.txt (concept id, name, element file id; tab separated, one header line).
/// Errors: bad_data with name:line when the header or a row has other columns.
[[nodiscard]] base::Status parse_element_table(std::string_view text, const std::string& name, PartTables& tables);
/// Adds the rows of isa_parts_list_e.txt (concept id, representation id, English name).
[[nodiscard]] base::Status parse_parts_table(std::string_view text, const std::string& name, PartTables& tables);

/// The folder among the candidates that holds the element table, if any.
[[nodiscard]] std::optional<std::filesystem::path> find_tables_folder(const std::vector<std::filesystem::path>& candidates);
/// Reads both tables from a folder; the list of names may be missing (names then come from the element table).
/// Errors: environment if the element table cannot be read; bad_data as above.
[[nodiscard]] base::Result<PartTables> read_part_tables(const std::filesystem::path& folder);

}  // namespace smrt::readers
