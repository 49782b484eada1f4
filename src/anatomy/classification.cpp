// From the name, ids and place of an outside mesh to what it is.
#include "anatomy/classification.h"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <optional>

#include "anatomy/body.h"
#include "anatomy/classification_rules.h"
#include "anatomy/outside_name.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

template <class T>
bool contains(const std::vector<T>& list, T value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

template <class Map>
std::optional<std::size_t> find_in(const Map& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? std::nullopt : std::optional(found->second);
}

/// True if a mesh that reaches `near` metres to its own side reaches hardly (`over`) past the midline. 3 mm allow for a
/// body that stands a little askew, a tenth of the reach for roots that begin at the midline.
bool hardly_crosses(float near, float over) {
    return near > 0 && over <= std::max(std::min(0.5f * near, 0.003f), std::min(0.1f * near, 0.01f));
}

Side side_of_place(const geometry::Box& box) {
    if (box.empty()) return Side::midline;
    if (hardly_crosses(box.upper.x, -box.lower.x)) return Side::left;
    if (hardly_crosses(-box.lower.x, box.upper.x)) return Side::right;
    return Side::midline;
}

const DefinitionEntry* find_definition(const ClassificationRules& rules, const RawPart& part, const std::string& fma,
                                       const std::string& name) {
    auto found = find_in(rules.definition_by_id, part.definition);
    if (!found) found = find_in(rules.definition_by_part, part.id);
    if (!found && !fma.empty()) found = find_in(rules.definition_by_fma, fma);
    if (!found) found = find_in(rules.definition_by_name, base::fold(name));
    if (!found)
        if (const NameEntry* entry = rules.names.find(name)) found = find_in(rules.definition_by_name, base::fold(entry->name));
    return found ? &rules.definitions[*found] : nullptr;
}

void decide_kind(const ClassificationRules& rules, const RawPart& part, const PartOverride* fix, const DefinitionEntry* definition,
                 const NameWords& words, Classified& out) {
    for (const KindRule& rule : rules.kinds) {
        if (!rule.rule.matches(words)) continue;
        out.kind = rule.kind;
        out.system = rule.system;
        break;
    }
    Kind given = parse_kind(part.kind);
    if (given == Kind::unknown && fix && fix->kind) given = *fix->kind;
    if (given == Kind::unknown && out.kind == Kind::unknown && definition) given = definition->kind;
    if (given != Kind::unknown && given != out.kind) out.kind = given, out.system.clear();
    if (out.system.empty()) out.system = rules.system_of_kind[static_cast<std::size_t>(out.kind)];
}

Region find_region(const ClassificationRules& rules, const DefinitionEntry* definition, const NameWords& words, Kind kind) {
    if (definition && definition->region) return *definition->region;
    for (const RegionRule& rule : rules.regions)
        if ((rule.kinds.empty() || contains(rule.kinds, kind)) && rule.rule.matches(words)) return rule.region;
    return Region::whole;
}

/// Side for a name that tells none: the place of the mesh, if this kind of thing comes in pairs.
Side find_side_by_place(const SideRules& rules, const NameWords& words, const Classified& known, Side place) {
    if (any_matches(rules.unpaired, words)) return Side::midline;
    const bool is_paired =
        contains(rules.by_place_kinds, known.kind) || contains(rules.by_place_regions, known.region) || any_matches(rules.by_place, words);
    return is_paired ? place : Side::midline;
}

/// A doubt about a side that the name gives, or nothing.
std::string doubt_side(const Classified& known, const geometry::Box& box, Side place) {
    if (box.empty() || known.side == Side::midline) return {};
    if (place != Side::midline && place != known.side)
        return fmt::format("its name says {} but its mesh lies on the {}; the name was believed", name_of(known.side), name_of(place));
    constexpr float k_far = 0.015f;  // no paired bone or muscle reaches so far over the midline
    const float over = known.side == Side::left ? -box.lower.x : box.upper.x;
    const bool is_solid = known.kind == Kind::bone || known.kind == Kind::muscle || known.kind == Kind::tooth;
    if (is_solid && over > k_far)
        return fmt::format("its name says {} but its mesh reaches {:.0f} mm over the midline; it may hold a stray piece of its twin",
                           name_of(known.side), over * 1000);
    return {};
}

struct Context {
    const ClassificationRules& rules;
    const RawPart& part;
    const PartOverride* fix;
    std::string name;  ///< as found, tidied, side words in place
    std::string bare;  ///< without side words
    std::string folded;
    bool keeps_words = false;
};

/// True if the name is the entry's English one or one of its synonyms.
bool is_english(const NameEntry& entry, const std::string& name) {
    const std::string folded = base::fold(name);
    return base::fold(entry.name) == folded ||
           std::any_of(entry.also.begin(), entry.also.end(), [&folded](const std::string& other) { return base::fold(other) == folded; });
}

Context make_context(const ClassificationRules& rules, const RawPart& part) {
    const auto found = rules.overrides.find(part.id);
    Context c{rules, part, found == rules.overrides.end() ? nullptr : &found->second, {}, {}, {}, false};
    c.name = tidy_outside_name(part.name);
    if (c.fix && !c.fix->name.empty()) c.name = c.fix->name;
    c.bare = name_without_side(c.name);
    // what the tables know under a Latin name or with its words in another order gets its English name; synonyms stay
    if (const NameEntry* entry = rules.names.find(c.bare); entry && !is_english(*entry, c.bare)) c.bare = entry->name;
    c.folded = base::fold(c.bare);
    c.keeps_words = rules.sides.keep_words.matches(words_of(base::fold(c.name)));
    return c;
}

void decide_side(const Context& c, const NameWords& words, Classified& out) {
    const geometry::Box box = c.part.mesh.bounds();
    const Side place = side_of_place(box);
    const Side said = side_in_name(c.part.name.empty() ? c.name : tidy_outside_name(c.part.name));
    if (!c.part.side.empty())
        out.side = parse_side(c.part.side);
    else if (c.fix && c.fix->side)
        out.side = *c.fix->side;
    else if (said != Side::midline)
        out.side = said;
    else
        out.side = find_side_by_place(c.rules.sides, words, out, place);
    if (!c.keeps_words && said != Side::midline) out.note = doubt_side(out, box, place);
    const bool is_label_wrong = c.fix && ((said != Side::midline && out.side != said) || (!c.fix->name.empty() && c.fix->side));
    if (is_label_wrong) out.note = "its label was corrected: " + c.fix->why;
}

std::string snake_case(std::string folded) {
    std::replace(folded.begin(), folded.end(), ' ', '_');
    return folded;
}

}  // namespace

base::Result<Classifier> read_classifier(const std::filesystem::path& assets) {
    Classifier classifier;
    auto rules = read_classification_rules(assets, classifier.findings);
    if (!rules) return tl::unexpected(rules.error());
    classifier.rules = std::make_shared<const ClassificationRules>(std::move(*rules));
    return classifier;
}

Classified classify(const Classifier& classifier, const RawPart& part) {
    const Context c = make_context(*classifier.rules, part);
    const NameWords words = words_of(c.folded);
    Classified out;
    out.fma = c.fix && !c.fix->fma.empty() ? c.fix->fma : part.fma;
    const DefinitionEntry* definition = find_definition(c.rules, part, out.fma, c.bare);
    decide_kind(c.rules, part, c.fix, definition, words, out);
    out.region = c.fix && c.fix->region ? *c.fix->region : find_region(c.rules, definition, words, out.kind);
    decide_side(c, words, out);
    if (const NameEntry* entry = c.rules.names.find(c.bare)) out.latin = entry->latin;
    out.definition = definition ? definition->id : snake_case(c.folded);
    out.name = c.keeps_words ? capitalised(c.name) : name_with_side(c.bare, out.side);
    if (out.name.empty()) out.name = part.id;
    return out;
}

std::vector<PartIndex> find_unknown(std::span<const Part> parts) {
    std::vector<PartIndex> unknown;
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (parts[i].kind == Kind::unknown) unknown.push_back(static_cast<PartIndex>(i));
    return unknown;
}

}  // namespace smrt::anatomy
