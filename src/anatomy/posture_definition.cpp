// Reads and checks postures.
#include "anatomy/posture_definition.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace smrt::anatomy {
namespace {

using base::Definition;
using base::Findings;
using base::Severity;
using Limb = PostureDefinition::Limb;

const std::vector<std::string> k_limbs = {"both", "under", "over"};

Limb parse_limb(const Definition& table, Findings& findings) {
    const std::string word = table.text("limb", findings);
    const auto found = std::find(k_limbs.begin(), k_limbs.end(), word);
    if (found != k_limbs.end()) return static_cast<Limb>(found - k_limbs.begin());
    findings.add(Severity::error, table.place().text(), "unknown-limb",
                 fmt::format("limb `{}` is unknown{}", word, base::did_you_mean(word, k_limbs)), "use both, under or over");
    return Limb::both;
}

PostureDefinition parse_posture(const Definition& table, Findings& findings) {
    table.check_keys({"name", "both", "under", "over", "settle", "cushion", "source"}, findings);
    PostureDefinition out;
    out.place = table.place();
    out.name = table.text("name", findings);
    out.source = table.text("source", findings);
    for (std::size_t limb = 0; limb < k_limbs.size(); ++limb) {
        const Definition* words = table.find(k_limbs[limb]);
        if (words == nullptr) continue;
        for (const auto& [word, value] : words->members())
            out.values.push_back({static_cast<Limb>(limb), word, words->number(word, findings)});
    }
    for (const Definition& settle : table.tables("settle")) {
        settle.check_keys({"limb", "word", "from", "to", "touches"}, findings);
        out.settlings.push_back({parse_limb(settle, findings), settle.text("word", findings), settle.number("from", findings),
                                 settle.number("to", findings), settle.texts("touches", findings), settle.place()});
    }
    for (const Definition& cushion : table.tables("cushion")) {
        cushion.check_keys({"limb", "carries"}, findings);
        out.cushions.push_back({parse_limb(cushion, findings), cushion.texts("carries", findings)});
    }
    return out;
}

}  // namespace

std::vector<PostureDefinition> parse_posture_definitions(const Definition& file, Findings& findings) {
    file.check_keys({"posture"}, findings);
    std::vector<PostureDefinition> out;
    for (const Definition& table : file.tables("posture")) {
        Findings own;
        PostureDefinition posture = parse_posture(table, own);
        if (!own.has_errors()) out.push_back(std::move(posture));
        findings.append(own);
    }
    return out;
}

Findings check_posture_definitions(const std::vector<PostureDefinition>& postures, const std::vector<std::string>& words) {
    Findings findings;
    const auto require = [&](const std::string& word, const base::Place& place) {
        if (std::find(words.begin(), words.end(), word) == words.end())
            findings.add(Severity::error, place.text(), "unknown-word",
                         fmt::format("movement `{}` is unknown{}", word, base::did_you_mean(word, words)));
    };
    for (const PostureDefinition& posture : postures) {
        for (const PostureDefinition::Value& value : posture.values) require(value.word, posture.place);
        for (const PostureDefinition::Settling& settling : posture.settlings) require(settling.word, settling.place);
    }
    return findings;
}

}  // namespace smrt::anatomy
