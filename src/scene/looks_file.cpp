// Reads the tables of assets/looks.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <cmath>

#include "base/definition_file.h"
#include "base/text.h"
#include "scene/looks.h"

namespace smrt::scene {
namespace {

constexpr std::array<std::string_view, 16> k_material_words{"bone",     "cartilage", "tooth",  "muscle", "tendon", "ligament",
                                                            "membrane", "skin",      "vessel", "lymph",  "nerve",  "brain",
                                                            "organ",    "eye",       "hair",   "plain"};

void complain(const base::Definition& where, std::string code, std::string what, std::string mend, base::Findings& findings) {
    findings.add(base::Severity::error, where.place().text(), std::move(code), std::move(what), std::move(mend));
}

Material material_of(const base::Definition& row, base::Findings& findings) {
    const std::string word = row.text("material", findings);
    const auto found = std::find(k_material_words.begin(), k_material_words.end(), word);
    if (found != k_material_words.end()) return static_cast<Material>(found - k_material_words.begin());
    complain(row, "unknown-material", "names unknown material `" + word + "`",
             fmt::format("use one of {}", fmt::join(k_material_words, ", ")), findings);
    return Material::plain;
}

glm::vec3 colour_of(const base::Definition& row, std::string_view key, const glm::vec3& fallback, base::Findings& findings) {
    const std::string text = row.text(key, findings);
    glm::vec3 colour = fallback;
    if (!text.empty() && !parse_colour(text, colour)) {
        complain(row, "bad-colour", fmt::format("has `{}` as {}", text, key), "write red, green and blue as \"#c2211f\"", findings);
    }
    return colour;
}

std::vector<anatomy::Kind> kinds_of(const base::Definition& row, base::Findings& findings) {
    std::vector<anatomy::Kind> kinds;
    for (const std::string& word : row.texts("kinds", findings)) {
        const anatomy::Kind kind = anatomy::parse_kind(word);
        if (kind == anatomy::Kind::unknown && word != "unknown") {
            complain(row, "unknown-kind", "names unknown kind `" + word + "`", "use the kinds of parts, such as bone or muscle", findings);
        } else {
            kinds.push_back(kind);
        }
    }
    return kinds;
}

/// Words folded between spaces, so that they are found whole in a folded name; "arteri*" only begins with a space.
std::vector<std::string> words_of(const base::Definition& row, base::Findings& findings) {
    std::vector<std::string> words;
    for (const std::string& word : row.texts("words", findings)) {
        const bool stem = !word.empty() && word.back() == '*';
        words.push_back(" " + base::fold(word) + (stem ? "" : " "));
    }
    return words;
}

LookRule read_rule(const base::Definition& row, base::Findings& findings) {
    row.check_keys({"kinds", "regions", "words", "colour", "material", "vary", "ghost", "opacity"}, findings);
    LookRule rule;
    rule.kinds = kinds_of(row, findings);
    for (const std::string& word : row.texts("regions", findings)) {
        rule.regions.push_back(anatomy::parse_region(word));
    }
    rule.words = words_of(row, findings);
    rule.colour = colour_of(row, "colour", rule.colour, findings);
    rule.material = material_of(row, findings);
    rule.vary = static_cast<float>(row.number_or("vary", 0, findings));
    rule.ghost = static_cast<float>(row.number_or("ghost", 0.1, findings));
    rule.opacity = static_cast<float>(row.number_or("opacity", 1, findings));
    return rule;
}

void read_peel(const base::Definition& file, Looks& looks, base::Findings& findings) {
    looks.fade = static_cast<float>(file.number("fade", findings));
    for (const base::Definition& row : file.tables("band")) {
        row.check_keys({"kinds", "words", "from", "to"}, findings);
        PeelBand band;
        band.kinds = kinds_of(row, findings);
        band.words = words_of(row, findings);
        band.from = static_cast<float>(row.number("from", findings));
        band.to = static_cast<float>(row.number("to", findings));
        looks.peel.push_back(std::move(band));
    }
}

void read_overlays(const base::Definition& file, Looks& looks, base::Findings& findings) {
    looks.glow = colour_of(file, "glow", looks.glow, findings);
    looks.hover = colour_of(file, "hover", looks.hover, findings);
    looks.hover_share = static_cast<float>(file.number("hover_share", findings));
    looks.lymph_vessel = colour_of(file, "lymph_vessel", looks.lymph_vessel, findings);
    looks.lymph_node = colour_of(file, "lymph_node", looks.lymph_node, findings);
    looks.lymph_flow = colour_of(file, "lymph_flow", looks.lymph_flow, findings);
    for (const base::Definition& row : file.tables("length")) {
        looks.length_scale.emplace_back(row.number("ratio", findings), colour_of(row, "colour", glm::vec3(1), findings));
    }
    std::sort(looks.length_scale.begin(), looks.length_scale.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

}  // namespace

bool parse_colour(std::string_view text, glm::vec3& linear) {
    if (text.size() != 7 || text[0] != '#') return false;
    glm::vec3 out(0);
    for (int i = 0; i < 6; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        const char lower = static_cast<char>(text[1 + i] | 0x20);
        const auto digit = digits.find(lower);
        if (digit == std::string_view::npos || (text[1 + i] < '0')) return false;
        out[i / 2] += static_cast<float>(digit) * (i % 2 == 0 ? 16.0f : 1.0f);
    }
    for (int i = 0; i < 3; ++i) {
        const float c = out[i] / 255;
        linear[i] = c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
    }
    return true;
}

Looks read_looks(const std::filesystem::path& folder, base::Findings& findings) {
    Looks looks;
    const auto read = [&](const char* name, auto&& use) {
        const auto file = base::read_definition_file(folder / name);
        if (file) return use(*file);
        findings.add(base::Severity::error, (folder / name).string(), "no-looks", file.error().text(),
                     "the program's folder is incomplete: install it again, or set SMRT_ATLAS_ROOT");
    };
    read("parts.toml", [&](const base::Definition& file) {
        for (const base::Definition& row : file.tables("look")) looks.rules.push_back(read_rule(row, findings));
    });
    read("peel.toml", [&](const base::Definition& file) { read_peel(file, looks, findings); });
    read("overlays.toml", [&](const base::Definition& file) { read_overlays(file, looks, findings); });
    return looks;
}

}  // namespace smrt::scene
