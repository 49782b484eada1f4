// Reads landmark rules from text.
#include "body_compiler/landmark_definition.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "geometry/units.h"

namespace smrt::body_compiler {
namespace {

using base::Definition;
using base::Findings;
using base::Severity;

const std::vector<std::string> k_rule_words = {"extreme", "extreme touching", "extreme at level", "touching", "centroid",
                                               "middle",  "sphere",           "cylinder",         "ellipsoid"};
constexpr std::array<LandmarkRule, 9> k_rules = {LandmarkRule::extreme,  LandmarkRule::extreme_touching, LandmarkRule::extreme_at_level,
                                                 LandmarkRule::touching, LandmarkRule::centroid,         LandmarkRule::middle,
                                                 LandmarkRule::sphere,   LandmarkRule::cylinder,         LandmarkRule::ellipsoid};

bool uses_direction(LandmarkRule rule) {
    return rule == LandmarkRule::extreme || rule == LandmarkRule::extreme_touching || rule == LandmarkRule::extreme_at_level;
}

/// Axis (0 lateral, 1 superior, 2 anterior) and sign of a direction word.
std::optional<std::pair<int, double>> find_direction(std::string_view word) {
    static const std::map<std::string_view, std::pair<int, double>> words = {{"lateral", {0, 1.0}},  {"medial", {0, -1.0}},
                                                                             {"superior", {1, 1.0}}, {"inferior", {1, -1.0}},
                                                                             {"anterior", {2, 1.0}}, {"posterior", {2, -1.0}}};
    const auto found = words.find(word);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> parse_number(std::string_view text) {
    try {
        std::size_t used = 0;
        const double value = std::stod(std::string(text), &used);
        return used == text.size() && std::isfinite(value) ? std::optional(value) : std::nullopt;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string& word : base::split(text, ' '))
        if (!base::trim(word).empty()) words.emplace_back(base::trim(word));
    return words;
}

void read_shape_keys(const Definition& table, LandmarkDefinition& out, Findings& findings) {
    if (uses_direction(out.rule)) {
        const std::string text = table.text("toward", findings);
        if (const auto direction = parse_landmark_direction(text))
            out.toward = *direction;
        else
            findings.add(Severity::error, table.place().text(), "bad-direction",
                         fmt::format("direction `{}` of landmark `{}` is not understood", text, out.id),
                         "write for example `lateral + 0.5 superior`");
    }
    if (const std::string text = table.text_or("within", "", findings); !text.empty()) {
        if (const auto limits = parse_landmark_limits(text))
            out.within = *limits;
        else
            findings.add(Severity::error, table.place().text(), "bad-limits",
                         fmt::format("limits `{}` of landmark `{}` are not understood", text, out.id),
                         "write for example `superior 0.7..1, midplane 5 mm`");
    }
    const bool touches = out.rule == LandmarkRule::touching || out.rule == LandmarkRule::extreme_touching;
    out.touches = touches ? table.text("touches", findings) : table.text_or("touches", "", findings);
    if (out.rule == LandmarkRule::extreme_at_level) out.level_of = table.text("level_of", findings);
    const bool needs_gap = !out.touches.empty() || !out.level_of.empty();
    out.gap = (needs_gap ? table.number("gap_mm", findings) : 0) * geometry::k_mm;
    out.between = table.texts("between", findings);
    if (const std::string text = table.text_or("shift_mm", "", findings); !text.empty()) {
        if (const auto shift = parse_landmark_shift(text); shift && out.rule == LandmarkRule::middle)
            out.shift = *shift * geometry::k_mm;
        else
            findings.add(Severity::error, table.place().text(), "bad-shift",
                         fmt::format("shift `{}` of landmark `{}` is not understood, or its rule is not `middle`", text, out.id),
                         "write for example `8 anterior + 3 inferior`");
    }
    out.fused.bone = table.text_or("fused_below", "", findings);
    if (!out.fused.bone.empty()) out.fused.share = table.number("fused_share", findings);
}

LandmarkDefinition parse_landmark(const Definition& table, Findings& findings) {
    table.check_keys({"id", "name", "bone", "together", "side", "rule", "toward", "within", "touches", "gap_mm", "level_of", "between",
                      "shift_mm", "fused_below", "fused_share", "says", "palpable", "source"},
                     findings);
    LandmarkDefinition out;
    out.place = table.place();
    out.id = table.text("id", findings);
    out.name = table.text("name", findings);
    out.bones = table.texts("bone", findings);
    out.together = table.boolean_or("together", false, findings);
    out.paired = table.text("side", findings) == "paired";
    out.palpable = table.text_or("palpable", "", findings);
    out.source = table.text("source", findings);
    const std::string rule = table.text("rule", findings);
    const auto found = std::find(k_rule_words.begin(), k_rule_words.end(), rule);
    if (found == k_rule_words.end()) {
        findings.add(Severity::error, table.place().text(), "unknown-rule",
                     fmt::format("landmark `{}` names unknown rule `{}`{}", out.id, rule, base::did_you_mean(rule, k_rule_words)));
        return out;
    }
    out.rule = k_rules[static_cast<std::size_t>(found - k_rule_words.begin())];
    read_shape_keys(table, out, findings);
    return out;
}

}  // namespace

std::optional<glm::dvec3> parse_landmark_shift(std::string_view text) {
    glm::dvec3 sum{0};
    for (const std::string& term : base::split(text, '+')) {
        const std::vector<std::string> words = words_of(term);
        if (words.empty() || words.size() > 2) return std::nullopt;
        const auto axis = find_direction(words.back());
        const auto weight = words.size() == 2 ? parse_number(words.front()) : std::optional(1.0);
        if (!axis || !weight) return std::nullopt;
        sum[axis->first] += axis->second * *weight;
    }
    return sum;
}

std::optional<glm::dvec3> parse_landmark_direction(std::string_view text) {
    const auto sum = parse_landmark_shift(text);
    return sum && glm::length(*sum) > 0 ? std::optional(glm::normalize(*sum)) : std::nullopt;
}

std::optional<LandmarkLimits> parse_landmark_limits(std::string_view text) {
    LandmarkLimits limits;
    for (const std::string& term : base::split(text, ',')) {
        const std::vector<std::string> words = words_of(term);
        if (words.size() == 3 && words[0] == "midplane" && words[2] == "mm") {
            const auto width = parse_number(words[1]);
            if (!width) return std::nullopt;
            limits.midplane = *width * geometry::k_mm;
            continue;
        }
        const auto axis = words.size() == 2 ? find_direction(words[0]) : std::nullopt;
        const std::size_t dots = words.size() == 2 ? words[1].find("..") : std::string::npos;
        if (!axis || axis->second < 0 || dots == std::string::npos) return std::nullopt;
        const auto lower = parse_number(words[1].substr(0, dots));
        const auto upper = parse_number(words[1].substr(dots + 2));
        if (!lower || !upper || *lower > *upper) return std::nullopt;
        limits.lower[axis->first] = *lower, limits.upper[axis->first] = *upper;
    }
    return limits;
}

std::vector<LandmarkDefinition> parse_landmark_definitions(const Definition& file, Findings& findings) {
    std::vector<LandmarkDefinition> definitions;
    base::parse_tables(file, "landmark", parse_landmark, definitions, findings);
    return definitions;
}

std::vector<LandmarkDefinition> read_landmark_definitions(const std::filesystem::path& folder, Findings& findings) {
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (fault) {
        findings.add(Severity::error, folder.string(), "no-folder", "the folder of landmark rules cannot be read: " + fault.message());
        return {};
    }
    std::sort(files.begin(), files.end());
    std::vector<LandmarkDefinition> all;
    for (const auto& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file) {
            findings.add(Severity::error, file.error().place, "unreadable", file.error().message);
            continue;
        }
        for (LandmarkDefinition& one : parse_landmark_definitions(*file, findings)) all.push_back(std::move(one));
    }
    return all;
}

base::Findings check_landmark_definitions(const std::vector<LandmarkDefinition>& definitions) {
    Findings findings;
    std::set<std::string> known;
    std::vector<std::string> names;
    for (const LandmarkDefinition& one : definitions) {
        if (!known.insert(one.id).second)
            findings.add(Severity::error, one.place.text(), "twice", fmt::format("landmark `{}` is defined twice", one.id));
        names.push_back(one.id);
    }
    for (const LandmarkDefinition& one : definitions) {
        std::vector<std::string> wanted = one.between;
        if (!one.level_of.empty()) wanted.push_back(one.level_of);
        for (const std::string& other : wanted) {
            if (known.contains(other) && other != one.id) continue;
            findings.add(Severity::error, one.place.text(), "unknown-landmark",
                         fmt::format("landmark `{}` refers to `{}`{}", one.id, other,
                                     other == one.id ? ", which is itself" : ", which is not defined" + base::did_you_mean(other, names)));
        }
        const std::size_t ends = one.rule == LandmarkRule::cylinder ? 2 : one.rule == LandmarkRule::middle ? 1 : 0;
        if (one.between.size() < ends)
            findings.add(
                Severity::error, one.place.text(), "missing-landmarks",
                fmt::format("landmark `{}` names {} other landmarks in `between`, its rule needs {}", one.id, one.between.size(), ends));
    }
    return findings;
}

}  // namespace smrt::body_compiler
