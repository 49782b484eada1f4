// The rules of assets/body/classification as data.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "anatomy/name_pattern.h"
#include "anatomy/name_table.h"
#include "anatomy/part.h"
#include "base/findings.h"
#include "base/result.h"

namespace smrt::anatomy {

/// A rule fires if a phrase of `when` matches and none of `unless` does.
struct NameRule {
    std::vector<NamePattern> when, unless;
    [[nodiscard]] bool matches(const NameWords& words) const { return any_matches(when, words) && !any_matches(unless, words); }
};

struct KindRule {
    NameRule rule;
    Kind kind = Kind::unknown;
    std::string system;
};

struct RegionRule {
    NameRule rule;
    std::vector<Kind> kinds;  ///< empty: any
    Region region = Region::whole;
};

struct SideRules {
    NameRule keep_words;                ///< side words belong to the name
    std::vector<NamePattern> unpaired;  ///< midline whatever the mesh says
    std::vector<NamePattern> by_place;  ///< paired whatever the kind
    std::vector<Kind> by_place_kinds;
    std::vector<Region> by_place_regions;
};

/// A muscle, ligament ... that other definition files speak of by id.
struct DefinitionEntry {
    std::string id, name;
    Kind kind = Kind::unknown;
    std::optional<Region> region;
};

/// What parts.toml says of one part id; empty members leave the rules' answer.
struct PartOverride {
    std::string name, fma, why;
    std::optional<Side> side;
    std::optional<Kind> kind;
    std::optional<Region> region;
};

struct ClassificationRules {
    std::vector<KindRule> kinds;
    std::vector<RegionRule> regions;
    SideRules sides;
    std::array<std::string, k_kind_count> system_of_kind;  ///< for kinds that come from a map or a definition
    std::vector<DefinitionEntry> definitions;
    std::unordered_map<std::string, std::size_t> definition_by_id, definition_by_part, definition_by_fma, definition_by_name;
    std::unordered_map<std::string, PartOverride> overrides;
    NameTable names;
};

/// Reads kinds.toml, regions.toml, sides.toml, parts.toml, definitions_*.toml and the name tables.
/// Input: the assets folder. Errors: a file that is missing or no TOML; single faults become findings.
[[nodiscard]] base::Result<ClassificationRules> read_classification_rules(const std::filesystem::path& assets, base::Findings& findings);

}  // namespace smrt::anatomy
