// Which look a part gets, and the colour of a length.
#include "scene/looks.h"

#include <algorithm>

#include "anatomy/body.h"
#include "base/files.h"
#include "base/text.h"

namespace smrt::scene {
namespace {

template <class T>
bool allows(const std::vector<T>& list, T value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool fits(const LookRule& rule, const anatomy::Part& part, const std::string& name) {
    return allows(rule.kinds, part.kind) && allows(rule.regions, part.region) && has_word(rule.words, name);
}

/// Lighter or darker, redder or yellower, by two shares -1..1 that a hash of the name gives.
glm::vec3 varied(const glm::vec3& colour, float vary, std::uint64_t hash) {
    const float light = static_cast<float>(hash & 0xffff) / 32767.5f - 1;
    const float warm = static_cast<float>((hash >> 16) & 0xffff) / 32767.5f - 1;
    const glm::vec3 tint(1 - 0.15f * vary * warm, 1 + 0.5f * vary * warm, 1 + 0.4f * vary * warm);
    return glm::clamp(colour * (1 + vary * light) * tint, glm::vec3(0), glm::vec3(1));
}

}  // namespace

std::string spaced_name(std::string_view name) {
    return " " + base::fold(name) + " ";
}

bool has_word(const std::vector<std::string>& words, const std::string& spaced_name) {
    return words.empty() ||
           std::any_of(words.begin(), words.end(), [&](const std::string& word) { return spaced_name.find(word) != std::string::npos; });
}

PartLook find_part_look(const Looks& looks, const anatomy::Part& part) {
    const std::string name = spaced_name(part.name);
    PartLook out;
    for (const LookRule& rule : looks.rules) {
        if (!fits(rule, part, name)) continue;
        out.look.colour = varied(rule.colour, rule.vary, base::hash_text(anatomy::name_without_side(part.name)));
        out.look.material = rule.material;
        out.look.opacity = rule.opacity;
        out.ghost = rule.ghost;
        break;
    }
    out.look.glow_colour = looks.glow;
    return out;
}

glm::vec3 length_colour(const Looks& looks, double ratio) {
    const auto& scale = looks.length_scale;
    if (scale.empty()) return glm::vec3(0.8f);
    const auto r = static_cast<float>(ratio);
    const auto above = std::find_if(scale.begin(), scale.end(), [&](const auto& stop) { return stop.first >= r; });
    if (above == scale.begin()) return scale.front().second;
    if (above == scale.end()) return scale.back().second;
    const auto below = std::prev(above);
    return glm::mix(below->second, above->second, (r - below->first) / (above->first - below->first));
}

}  // namespace smrt::scene
