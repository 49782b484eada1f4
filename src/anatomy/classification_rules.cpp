// Reading the rules of classification.
#include "anatomy/classification_rules.h"

#include <fmt/format.h>

#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

using base::Definition;
using base::Findings;
using base::Severity;

std::vector<std::string> all_words(int count, const char* (*word)(int)) {
    std::vector<std::string> words;
    for (int i = 0; i < count; ++i) words.emplace_back(word(i));
    return words;
}

void unknown_word(const Definition& at, std::string_view what, const std::string& word, const std::vector<std::string>& allowed,
                  Findings& findings) {
    findings.add(Severity::error, at.place().text(), "unknown-word",
                 fmt::format("unknown {} `{}`{}", what, word, base::did_you_mean(word, allowed)),
                 fmt::format("use one of: {}", fmt::join(allowed, ", ")));
}

std::optional<Kind> checked_kind(const Definition& at, const std::string& word, Findings& findings) {
    const Kind kind = parse_kind(word);
    if (kind != Kind::unknown) return kind;
    unknown_word(at, "kind", word, all_words(k_kind_count - 1, [](int i) { return name_of(static_cast<Kind>(i)); }), findings);
    return std::nullopt;
}

std::optional<Region> checked_region(const Definition& at, const std::string& word, Findings& findings) {
    const Region region = parse_region(word);
    if (region != Region::whole || word == name_of(Region::whole)) return region;
    unknown_word(at, "region", word, all_words(k_region_count, [](int i) { return name_of(static_cast<Region>(i)); }), findings);
    return std::nullopt;
}

std::optional<Side> checked_side(const Definition& at, const std::string& word, Findings& findings) {
    const Side side = parse_side(word);
    if (side != Side::midline || word == name_of(Side::midline)) return side;
    unknown_word(at, "side", word, all_words(3, [](int i) { return name_of(static_cast<Side>(i)); }), findings);
    return std::nullopt;
}

std::vector<NamePattern> read_patterns(const Definition& table, std::string_view key, Findings& findings) {
    std::vector<NamePattern> patterns;
    for (const std::string& phrase : table.texts(key, findings)) {
        auto pattern = NamePattern::parse(phrase);
        if (pattern)
            patterns.push_back(std::move(*pattern));
        else
            findings.add(Severity::error, table.place().text(), "bad-phrase", pattern.error().message, "mend the phrase");
    }
    return patterns;
}

NameRule read_name_rule(const Definition& table, Findings& findings) {
    NameRule rule{read_patterns(table, "when", findings), read_patterns(table, "unless", findings)};
    if (rule.when.empty())
        findings.add(Severity::error, table.place().text(), "empty-rule", "a rule without `when` never fires", "add phrases to `when`");
    return rule;
}

void read_kinds(const Definition& file, ClassificationRules& rules, Findings& findings) {
    file.check_keys({"rule", "system_of_kind"}, findings);
    for (const Definition& table : file.tables("rule")) {
        table.check_keys({"kind", "system", "when", "unless"}, findings);
        const auto kind = checked_kind(table, table.text("kind", findings), findings);
        KindRule rule{read_name_rule(table, findings), kind.value_or(Kind::unknown), table.text("system", findings)};
        if (kind) rules.kinds.push_back(std::move(rule));
    }
    const Definition* systems = file.find("system_of_kind");
    for (int i = 0; i < k_kind_count; ++i)
        rules.system_of_kind[i] = systems ? systems->text(name_of(static_cast<Kind>(i)), findings) : std::string();
    if (!systems)
        findings.add(Severity::error, file.place().text(), "missing-key", "no table `system_of_kind`", "add it with one line per kind");
}

void read_regions(const Definition& file, ClassificationRules& rules, Findings& findings) {
    file.check_keys({"rule"}, findings);
    for (const Definition& table : file.tables("rule")) {
        table.check_keys({"region", "kinds", "when", "unless"}, findings);
        RegionRule rule;
        rule.rule = read_name_rule(table, findings);
        for (const std::string& word : table.texts("kinds", findings))
            if (const auto kind = checked_kind(table, word, findings)) rule.kinds.push_back(*kind);
        const auto region = checked_region(table, table.text("region", findings), findings);
        if (!region) continue;
        rule.region = *region;
        rules.regions.push_back(std::move(rule));
    }
}

void read_sides(const Definition& file, ClassificationRules& rules, Findings& findings) {
    file.check_keys({"keep_words", "keep_words_unless", "unpaired", "by_place_kinds", "by_place_regions", "by_place"}, findings);
    SideRules& sides = rules.sides;
    sides.keep_words = {read_patterns(file, "keep_words", findings), read_patterns(file, "keep_words_unless", findings)};
    sides.unpaired = read_patterns(file, "unpaired", findings);
    sides.by_place = read_patterns(file, "by_place", findings);
    for (const std::string& word : file.texts("by_place_kinds", findings))
        if (const auto kind = checked_kind(file, word, findings)) sides.by_place_kinds.push_back(*kind);
    for (const std::string& word : file.texts("by_place_regions", findings))
        if (const auto region = checked_region(file, word, findings)) sides.by_place_regions.push_back(*region);
}

void read_parts(const Definition& file, ClassificationRules& rules, Findings& findings) {
    file.check_keys({"part"}, findings);
    for (const Definition& table : file.tables("part")) {
        table.check_keys({"id", "why", "name", "side", "fma", "kind", "region"}, findings);
        PartOverride part{table.text_or("name", "", findings), table.text_or("fma", "", findings), table.text("why", findings), {}, {}, {}};
        if (const auto word = table.text_or("side", "", findings); !word.empty()) part.side = checked_side(table, word, findings);
        if (const auto word = table.text_or("kind", "", findings); !word.empty()) part.kind = checked_kind(table, word, findings);
        if (const auto word = table.text_or("region", "", findings); !word.empty()) part.region = checked_region(table, word, findings);
        const std::string id = table.text("id", findings);
        if (!rules.overrides.emplace(id, std::move(part)).second)
            findings.add(Severity::error, table.place().text(), "twice", fmt::format("part `{}` stands here twice", id),
                         "merge the entries");
    }
}

void read_definitions(const Definition& file, ClassificationRules& rules, Findings& findings) {
    file.check_keys({"source", "definitions"}, findings);
    for (const Definition& row : file.tables("definitions")) {
        row.check_keys({"id", "name", "kind", "region", "fma", "parts"}, findings);
        DefinitionEntry entry{row.text("id", findings), row.text("name", findings), Kind::unknown, {}};
        entry.kind = checked_kind(row, row.text("kind", findings), findings).value_or(Kind::unknown);
        if (const auto word = row.text_or("region", "", findings); !word.empty()) entry.region = checked_region(row, word, findings);
        const std::size_t index = rules.definitions.size();
        for (const std::string& id : row.texts("parts", findings)) rules.definition_by_part.emplace(id, index);
        for (const std::string& id : row.texts("fma", findings)) rules.definition_by_fma.emplace(id, index);
        rules.definition_by_id.emplace(entry.id, index);
        rules.definition_by_name.emplace(base::fold(entry.name), index);
        rules.definitions.push_back(std::move(entry));
    }
}

}  // namespace

base::Result<ClassificationRules> read_classification_rules(const std::filesystem::path& assets, Findings& findings) {
    using Reader = void (*)(const Definition&, ClassificationRules&, Findings&);
    constexpr std::pair<const char*, Reader> k_files[] = {{"kinds.toml", read_kinds},
                                                          {"regions.toml", read_regions},
                                                          {"sides.toml", read_sides},
                                                          {"parts.toml", read_parts},
                                                          {"definitions_muscles.toml", read_definitions},
                                                          {"definitions_connective.toml", read_definitions}};
    ClassificationRules rules;
    for (const auto& [name, read] : k_files) {
        const auto file = base::read_definition_file(assets / "body" / "classification" / name);
        if (!file) return base::fail_while(file.error(), "reading the rules of classification");
        read(*file, rules, findings);
    }
    auto names = read_name_table(assets / "languages", findings);
    if (!names) return base::fail_while(names.error(), "reading the rules of classification");
    rules.names = std::move(*names);
    return rules;
}

}  // namespace smrt::anatomy
