// Finding what was typed among the names of a body.
#include <algorithm>
#include <cctype>
#include <limits>
#include <optional>
#include <tuple>

#include "anatomy/name_index.h"
#include "anatomy/word_match.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

struct Query {
    std::string text;  ///< folded, without side words
    std::vector<std::string> words;
    std::vector<bool> may_miss;  ///< "muscle" and other words that tell nothing
    std::optional<Side> side;
};

Query read_query(const NameIndex& index, std::string_view typed) {
    constexpr std::size_t k_most_bytes = 200;
    constexpr std::size_t k_most_words = 12;
    Query query;
    const std::string folded = base::fold(typed.substr(0, k_most_bytes));
    for (const std::string& word : base::split(folded, ' ')) {
        if (word.empty() || query.words.size() == k_most_words) continue;
        const Side side = word.size() > 1 ? side_in_name(word) : Side::midline;  // a lone l or r is a first letter
        if (side != Side::midline) {
            query.side = side;
            continue;
        }
        query.text += (query.text.empty() ? "" : " ") + word;
        query.words.push_back(word);
        query.may_miss.push_back(index.forms.key(word).empty());
    }
    const bool tells_nothing = std::find(query.may_miss.begin(), query.may_miss.end(), false) == query.may_miss.end();
    if (tells_nothing) query.may_miss.assign(query.words.size(), false);
    return query;
}

using Fits = std::vector<std::vector<WordFit>>;  ///< [query word][vocabulary word]

Fits fit_vocabulary(const NameIndex& index, const Query& query) {
    Fits fits;
    for (const std::string& word : query.words) {
        const std::string base = index.forms.key(word);
        std::vector<WordFit>& row = fits.emplace_back();
        row.reserve(index.vocabulary.size());
        for (const NameIndex::Word& known : index.vocabulary)
            row.push_back(!base.empty() && base == known.base ? WordFit::whole : fit_word(word, known.text));
        // slips are a last resort: not where the word is spelled out somewhere
        const bool is_spelled = std::any_of(row.begin(), row.end(), [](WordFit fit) { return fit <= WordFit::start; });
        if (is_spelled)
            for (WordFit& fit : row)
                if (fit > WordFit::inside) fit = WordFit::none;
    }
    return fits;
}

/// Lower is better, compared member by member.
struct Score {
    int fit = std::numeric_limits<int>::max();
    int kind_rank = 0;
    int first_word = 0;
    int length = 0;
    bool operator<(const Score& o) const {
        return std::tie(fit, kind_rank, first_word, length) < std::tie(o.fit, o.kind_rank, o.first_word, o.length);
    }
};

constexpr int k_whole = 0, k_start = 2, k_words = 4, k_any_order = 6, k_inside = 8, k_slip = 10, k_two_slips = 12;

/// Tier for the words of one name, or nothing if one of them does not fit. `first` is the place of the first typed word.
std::optional<int> fit_words(const NameIndex::Name& name, const Query& query, const Fits& fits, int& first) {
    WordFit worst = WordFit::whole;
    bool in_order = true;
    int last = -1;
    first = -1;
    for (std::size_t q = 0; q < query.words.size(); ++q) {
        WordFit best = WordFit::none;
        int place = -1;
        for (std::size_t w = 0; w < name.words.size(); ++w) {
            const WordFit fit = fits[q][name.words[w]];
            if (fit < best) best = fit, place = static_cast<int>(w);
        }
        if (best == WordFit::none) {
            if (query.may_miss[q]) continue;
            return std::nullopt;
        }
        if (first < 0) first = place;
        in_order = in_order && (last < 0 || place == last + 1);
        last = place;
        worst = std::max(worst, best);
    }
    if (worst >= WordFit::one_slip) return worst == WordFit::one_slip ? k_slip : k_two_slips;
    if (worst == WordFit::inside) return k_inside;
    return in_order ? k_words : k_any_order;
}

std::optional<Score> score_name(const NameIndex& index, const NameIndex::Name& name, const Query& query, const Fits& fits) {
    Score score;
    const auto tier = fit_words(name, query, fits, score.first_word);
    if (!tier) return std::nullopt;
    score.fit = *tier;
    if (name.folded == query.text)
        score.fit = k_whole;
    else if (name.folded.compare(0, query.text.size(), query.text) == 0)
        score.fit = k_start;
    constexpr int k_penalty[] = {0, 1, 3, 0};
    score.fit += k_penalty[static_cast<int>(name.origin)];
    score.kind_rank = index.concepts[name.concept_index].kind_rank;
    score.length = static_cast<int>(name.folded.size());
    return score;
}

struct Hit {
    Score score;
    std::uint32_t name = 0;
};

/// Best name of each concept, best concept first.
std::vector<Hit> find_concepts(const NameIndex& index, const Query& query) {
    const Fits fits = fit_vocabulary(index, query);
    std::vector<Hit> best(index.concepts.size());
    for (std::uint32_t i = 0; i < index.names.size(); ++i) {
        const auto score = score_name(index, index.names[i], query, fits);
        Hit& hit = best[index.names[i].concept_index];
        if (score && *score < hit.score) hit = {*score, i};
    }
    const auto is_miss = [](const Hit& hit) { return hit.score.fit == std::numeric_limits<int>::max(); };
    best.erase(std::remove_if(best.begin(), best.end(), is_miss), best.end());
    std::sort(best.begin(), best.end(), [&index](const Hit& a, const Hit& b) {
        if (a.score < b.score || b.score < a.score) return a.score < b.score;
        return index.names[a.name].folded != index.names[b.name].folded ? index.names[a.name].folded < index.names[b.name].folded
                                                                        : a.name < b.name;
    });
    return best;
}

/// Ids are only meant once a digit is typed: "FJ14", "fma 37686", "37686".
void find_ids(const NameIndex& index, const Query& query, std::size_t limit, std::vector<NameMatch>& out) {
    std::string wanted = query.text;
    wanted.erase(std::remove(wanted.begin(), wanted.end(), ' '), wanted.end());
    const bool has_digit = std::any_of(wanted.begin(), wanted.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!has_digit) return;
    const bool is_number =
        wanted.size() >= 3 && std::all_of(wanted.begin(), wanted.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    for (const std::string& start : {wanted, is_number ? "fma" + wanted : wanted}) {
        auto at = std::lower_bound(index.ids.begin(), index.ids.end(), start,
                                   [](const NameIndex::Id& id, const std::string& s) { return id.folded < s; });
        for (; at != index.ids.end() && out.size() < limit && at->folded.compare(0, start.size(), start) == 0; ++at) {
            const NameMatch match{at->part, at->text};
            const bool is_known = std::any_of(out.begin(), out.end(), [&match](const NameMatch& m) { return m.part == match.part; });
            if (!is_known) out.push_back(match);
        }
    }
}

}  // namespace

std::vector<NameMatch> find_names(const NameIndex& index, std::string_view typed, std::size_t limit) {
    const Query query = read_query(index, typed);
    std::vector<NameMatch> out;
    if (query.words.empty() && !query.side) return out;
    find_ids(index, query, limit, out);
    const std::size_t by_id = out.size();
    for (const Hit& hit : find_concepts(index, query)) {
        const NameIndex::Name& name = index.names[hit.name];
        const NameIndex::Concept& entry = index.concepts[name.concept_index];
        for (std::size_t i = 0; i < entry.parts.size() && out.size() < limit; ++i) {
            if (query.side && entry.sides[i] != *query.side) continue;
            const PartIndex part = entry.parts[i];
            const auto end = out.begin() + static_cast<std::ptrdiff_t>(by_id);
            if (std::none_of(out.begin(), end, [part](const NameMatch& m) { return m.part == part; })) out.push_back({part, name.text});
        }
    }
    return out;
}

}  // namespace smrt::anatomy
