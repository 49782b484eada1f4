// Gathering all names of a body for search.
#include "anatomy/name_index.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"

namespace smrt::anatomy {
namespace {

using Origin = NameIndex::Origin;

/// What people look for when a muscle, its artery and its nerve share a name.
std::uint8_t rank_of(Kind kind) {
    switch (kind) {
        case Kind::bone:
        case Kind::muscle:
            return 0;
        case Kind::vessel:
            return 4;
        case Kind::nerve:
            return 3;
        case Kind::brain:
        case Kind::hair:
        case Kind::unknown:
            return 2;
        default:
            return 1;
    }
}

class Builder {
public:
    explicit Builder(NameIndex& index) : index_(index) {}

    void add_part(const Body& body, PartIndex part, const NameTable& table) {
        const Part& p = body.part(part);
        const std::string bare = name_without_side(p.name);
        const std::uint32_t which = concept_of(bare, p.kind);
        index_.concepts[which].parts.push_back(part);
        index_.concepts[which].sides.push_back(p.side);
        add_name(which, bare, Origin::english);
        add_name(which, name_without_side(p.latin), Origin::other);
        std::string definition = p.definition;
        std::replace(definition.begin(), definition.end(), '_', ' ');
        add_name(which, definition, Origin::other);
        for (const NameEntry* entry : {table.find(bare), table.find(p.name)}) add_entry(which, entry);
        add_id(p.id, part);
        add_id(p.fma, part);
    }

private:
    void add_entry(std::uint32_t which, const NameEntry* entry) {
        if (!entry) return;
        add_name(which, entry->name, Origin::other);
        add_name(which, entry->latin, Origin::other);
        for (const std::string& name : entry->also) add_name(which, name, Origin::other);
        for (const std::string& name : entry->lay) add_name(which, name, Origin::lay);
    }

    std::uint32_t concept_of(const std::string& bare, Kind kind) {
        const auto [found, is_new] =
            concepts_.emplace(std::pair(base::fold(bare), kind), static_cast<std::uint32_t>(index_.concepts.size()));
        if (is_new) index_.concepts.push_back({{}, {}, rank_of(kind)});
        return found->second;
    }

    void add_name(std::uint32_t which, const std::string& text, Origin origin) {
        NameIndex::Name name{text, base::fold(text), {}, which, origin};
        if (name.folded.empty() || !known_.emplace(std::pair(which, name.folded), true).second) return;
        for (const std::string& word : base::split(name.folded, ' ')) name.words.push_back(word_of(word));
        index_.names.push_back(std::move(name));
    }

    void add_id(const std::string& id, PartIndex part) {
        if (!id.empty()) index_.ids.push_back({base::fold(id), id, part});
    }

    std::uint32_t word_of(const std::string& word) {
        const auto [found, is_new] = words_.emplace(word, static_cast<std::uint32_t>(index_.vocabulary.size()));
        if (is_new) index_.vocabulary.push_back({word, index_.forms.key(word)});
        return found->second;
    }

    NameIndex& index_;
    std::map<std::pair<std::string, Kind>, std::uint32_t> concepts_;
    std::map<std::pair<std::uint32_t, std::string>, bool> known_;
    std::unordered_map<std::string, std::uint32_t> words_;
};

/// Right, left, midline; parts of one side in the order of the body.
void order_sides(NameIndex::Concept& entry) {
    std::vector<std::size_t> order(entry.parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank = [&entry](std::size_t i) { return entry.sides[i] == Side::right ? 0 : entry.sides[i] == Side::left ? 1 : 2; };
    std::stable_sort(order.begin(), order.end(), [&rank](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
    NameIndex::Concept sorted{{}, {}, entry.kind_rank};
    for (const std::size_t i : order) {
        sorted.parts.push_back(entry.parts[i]);
        sorted.sides.push_back(entry.sides[i]);
    }
    entry = std::move(sorted);
}

}  // namespace

NameIndex make_name_index(const Body& body, const NameTable& table) {
    NameIndex index;
    index.forms = table.forms();
    Builder builder(index);
    for (PartIndex part = 0; part < body.parts().size(); ++part) builder.add_part(body, part, table);
    for (NameIndex::Concept& entry : index.concepts) order_sides(entry);
    std::sort(index.ids.begin(), index.ids.end(),
              [](const NameIndex::Id& a, const NameIndex::Id& b) { return a.folded != b.folded ? a.folded < b.folded : a.part < b.part; });
    return index;
}

NameIndex make_name_index(const Body& body) {
    return make_name_index(body, NameTable{});
}

base::Result<NameIndex> read_name_index(const Body& body, const std::filesystem::path& assets) {
    base::Findings findings;  // `check assets` reports them; a faulty line only loses its own name
    const auto table = read_name_table(assets / "languages", findings);
    if (!table) return base::fail_while(table.error(), "making the search");
    return make_name_index(body, *table);
}

}  // namespace smrt::anatomy
