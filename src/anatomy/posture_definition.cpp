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
    return static_cast<Limb>(table.choice("limb", k_limbs, findings));
}

PostureDefinition parse_posture(const Definition& table, Findings& findings) {
    table.check_keys({"name", "both", "under", "over", "settle", "cushion", "sinks", "source"}, findings);
    PostureDefinition out;
    out.place = table.place();
    out.name = table.text("name", findings);
    out.source = table.text("source", findings);
    out.sinks = table.texts("sinks", findings);
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
    base::parse_tables(file, "posture", parse_posture, out, findings);
    return out;
}

Findings check_posture_definitions(const std::vector<PostureDefinition>& postures, const std::vector<std::string>& words,
                                   const std::vector<std::string>& segments) {
    Findings findings;
    const auto require_word = [&](const std::string& word, const base::Place& place) {
        if (std::find(words.begin(), words.end(), word) == words.end())
            findings.add(Severity::error, place.text(), "unknown-word",
                         fmt::format("movement `{}` is unknown{}", word, base::did_you_mean(word, words)));
    };
    const auto require_segments = [&](const std::vector<std::string>& texts, const base::Place& place) {
        for (const std::string& text : texts)
            if (std::none_of(segments.begin(), segments.end(),
                             [&](const std::string& segment) { return segment.find(text) != std::string::npos; }))
                findings.add(Severity::error, place.text(), "unknown-segment", fmt::format("no segment has `{}` in its name", text));
    };
    for (const PostureDefinition& posture : postures) {
        require_segments(posture.sinks, posture.place);
        for (const PostureDefinition::Value& value : posture.values) require_word(value.word, posture.place);
        for (const PostureDefinition::Settling& settling : posture.settlings) {
            require_word(settling.word, settling.place);
            require_segments(settling.touches, settling.place);
        }
        for (const PostureDefinition::Cushion& cushion : posture.cushions) require_segments(cushion.carries, posture.place);
    }
    return findings;
}

}  // namespace smrt::anatomy
