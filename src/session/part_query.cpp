// Parts by name, by group and by set operations.
#include "session/part_query.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "base/text.h"

namespace smrt::session {
namespace {

using anatomy::Body;
using anatomy::Part;
using anatomy::PartIndex;
using Found = base::Result<Parts>;

Parts parts_where(const Body& body, const std::function<bool(const Part&)>& fits) {
    Parts found;
    for (PartIndex i = 0; i < body.parts().size(); ++i)
        if (fits(body.part(i))) found.push_back(i);
    return found;
}

/// Every word that this body uses for a group, for messages and for matching.
struct Group {
    const char* word;
    std::string (*value)(const Part&);
};
constexpr Group k_groups[] = {
    {"system", [](const Part& part) { return part.system; }},
    {"region", [](const Part& part) { return std::string(anatomy::name_of(part.region)); }},
    {"kind", [](const Part& part) { return std::string(anatomy::name_of(part.kind)); }},
    {"side", [](const Part& part) { return std::string(anatomy::name_of(part.side)); }},
};

/// "muscular" means "Muscular system": the word "system" may be left out, and a plural s is no fault.
bool same_group(const std::string& value, const std::string& wanted) {
    const std::string have = base::fold(value);
    return have == wanted || have == wanted + " system" || have + "s" == wanted;
}

Found find_group(const Body& body, const Group& group, std::string_view name) {
    const std::string wanted = base::fold(name);
    Parts found = parts_where(body, [&](const Part& part) { return same_group(group.value(part), wanted); });
    if (!found.empty()) return found;
    std::set<std::string> known;
    for (const Part& part : body.parts()) known.insert(group.value(part));
    const std::vector<std::string> names(known.begin(), known.end());
    std::string all;
    for (const std::string& value : names) all += (all.empty() ? "" : ", ") + value;
    return base::fail(base::ErrorCode::bad_usage, fmt::format("no part of this body has {} `{}`; it has: {}", group.word, name, all));
}

Found find_named(const Body& body, std::string_view name) {
    if (const auto one = body.find_part(name)) return Parts{*one};
    const std::string wanted = base::fold(name);
    const auto fits = [&](const Part& part) {
        return base::fold(part.name) == wanted || base::fold(anatomy::name_without_side(part.name)) == wanted ||
               (!part.latin.empty() &&
                (base::fold(part.latin) == wanted || base::fold(anatomy::name_without_side(part.latin)) == wanted)) ||
               (!part.definition.empty() && base::fold(part.definition) == wanted);
    };
    if (Parts found = parts_where(body, fits); !found.empty()) return found;
    // A whole that this body has only in parts: "biceps brachii" is its long head and its short head.
    const anatomy::Side side = anatomy::side_in_name(name);
    const std::string whole = " of " + base::fold(anatomy::name_without_side(name));
    const auto belongs = [&](const Part& part) {
        return (side == anatomy::Side::midline || part.side == side) && base::fold(anatomy::name_without_side(part.name)).ends_with(whole);
    };
    if (Parts found = parts_where(body, belongs); !found.empty()) return found;
    std::vector<std::string> names;
    for (const Part& part : body.parts()) {
        names.push_back(part.name);
        names.push_back(anatomy::name_without_side(part.name));
    }
    return base::fail(base::ErrorCode::bad_usage, fmt::format("this body has no part `{}`{}", name, base::did_you_mean(name, names)));
}

Found find_selection(const State& state) {
    if (!state.view.selection.empty()) return state.view.selection;
    return base::fail(base::ErrorCode::bad_usage, "nothing is selected; select a part first, or name one");
}

Found find_hover(const State& state) {
    if (state.view.hover) return Parts{*state.view.hover};
    return base::fail(base::ErrorCode::bad_usage, "nothing is under the cursor; point at a part, or name one");
}

Found find_one(const Body& body, const State& state, std::string_view text) {
    text = base::trim(text);
    if (text.empty() || text == "selection") return find_selection(state);
    if (text == "hover") return find_hover(state);
    if (text == "all") return parts_where(body, [](const Part&) { return true; });
    for (const Group& group : k_groups) {
        const std::string_view word = group.word;
        if (text.size() > word.size() && text.substr(0, word.size()) == word && text[word.size()] == ' ')
            return find_group(body, group, base::trim(text.substr(word.size())));
    }
    return find_named(body, text);
}

Found find_all_of(const Body& body, const State& state, const std::string& text) {
    std::optional<Parts> found;
    for (const std::string& piece : base::split(text, '&')) {
        Found one = find_one(body, state, piece);
        if (!one) return one;
        if (!found) {
            found = std::move(*one);
            continue;
        }
        Parts both;
        std::set_intersection(found->begin(), found->end(), one->begin(), one->end(), std::back_inserter(both));
        found = std::move(both);
    }
    if (!found->empty()) return *found;
    return base::fail(base::ErrorCode::bad_usage, fmt::format("no part fits all of `{}`", text));
}

Parts parts_of(const std::vector<scene::FibreChoice>& choices) {
    Parts out;
    for (const scene::FibreChoice& choice : choices) out.push_back(choice.part);
    return out;
}

/// The bundle of a name or number in each of the parts that has it.
base::Result<std::vector<scene::FibreChoice>> find_bundles(const scene::Model& model, const Parts& parts, std::string_view name) {
    const std::string wanted = base::fold(name);
    std::vector<scene::FibreChoice> out;
    std::vector<std::string> known;
    for (const PartIndex part : parts) {
        const auto* muscle = model.muscles ? model.muscles->find(model.body->part(part).definition) : nullptr;
        if (muscle == nullptr || muscle->fibre_order.empty()) continue;
        for (std::size_t i = 0; i < muscle->fibre_parts.size(); ++i) {
            if (base::fold(muscle->fibre_parts[i]) == wanted || fmt::format("{}", i + 1) == wanted) out.push_back({part, 1u << (i + 1)});
            if (std::find(known.begin(), known.end(), muscle->fibre_parts[i]) == known.end()) known.push_back(muscle->fibre_parts[i]);
        }
    }
    if (!out.empty()) return out;
    if (known.empty())
        return base::fail(base::ErrorCode::bad_usage,
                          fmt::format("no bundles of fibres are told apart in {}", describe(*model.body, parts)));
    return base::fail(base::ErrorCode::bad_usage, fmt::format("there are no fibres `{}`; there are: {}", name, fmt::join(known, ", ")));
}

}  // namespace

base::Result<Parts> find_parts(const scene::Model& model, const State& state, std::string_view text) {
    if (base::trim(text).empty()) return find_selection(state);
    Parts found;
    for (const std::string& piece : base::split(text, ';')) {
        if (base::trim(piece).empty()) continue;
        Found more = find_all_of(*model.body, state, piece);
        if (!more) return more;
        found = with(found, *more);
    }
    if (found.empty()) return base::fail(base::ErrorCode::bad_usage, fmt::format("`{}` names no part", text));
    return found;
}

base::Result<Selected> find_selected(const scene::Model& model, const State& state, std::string_view text) {
    if (base::trim(text).empty()) {
        const auto parts = find_selection(state);
        return parts ? base::Result<Selected>(Selected{*parts, state.view.fibres}) : tl::make_unexpected(parts.error());
    }
    Selected out;
    Parts whole;
    std::map<PartIndex, std::uint32_t> bundles;
    for (const std::string& piece : base::split(text, ';')) {
        if (base::trim(piece).empty()) continue;
        const std::size_t colon = piece.rfind(':');
        const bool of_fibres = colon != std::string::npos && !model.body->find_part(base::trim(piece));
        const auto parts = find_parts(model, state, of_fibres ? piece.substr(0, colon) : piece);
        if (!parts) return tl::make_unexpected(parts.error());
        out.parts = with(out.parts, *parts);
        if (!of_fibres) {
            whole = with(whole, *parts);
            continue;
        }
        const auto found = find_bundles(model, *parts, base::trim(piece.substr(colon + 1)));
        if (!found) return tl::make_unexpected(found.error());
        for (const scene::FibreChoice& choice : *found) bundles[choice.part] |= choice.bundles;
        // Of several muscles, those without a bundle of that name are not meant.
        out.parts = without(out.parts, without(*parts, parts_of(*found)));
    }
    if (out.parts.empty()) return base::fail(base::ErrorCode::bad_usage, fmt::format("`{}` names no part", text));
    for (const auto& [part, mask] : bundles)
        if (!contains_all(whole, {part})) out.fibres.push_back({part, mask});
    return out;
}

std::string describe(const Body& body, const Parts& parts) {
    if (parts.empty()) return "nothing";
    if (parts.size() == 1) return body.part(parts.front()).name;
    return fmt::format("{} parts", parts.size());
}

Parts with(const Parts& parts, const Parts& more) {
    Parts out;
    std::set_union(parts.begin(), parts.end(), more.begin(), more.end(), std::back_inserter(out));
    return out;
}

Parts without(const Parts& parts, const Parts& fewer) {
    Parts out;
    std::set_difference(parts.begin(), parts.end(), fewer.begin(), fewer.end(), std::back_inserter(out));
    return out;
}

bool contains_all(const Parts& parts, const Parts& fewer) {
    return std::includes(parts.begin(), parts.end(), fewer.begin(), fewer.end());
}

}  // namespace smrt::session
