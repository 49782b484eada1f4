// How parts look, read from text tables: colours and materials by kind and name, peel bands, the length scale.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "anatomy/part.h"
#include "base/findings.h"
#include "scene/scene.h"

namespace smrt::scene {

/// One row of assets/looks/parts.toml. The first row that fits a part gives its look.
struct LookRule {
    std::vector<anatomy::Kind> kinds;      ///< empty: any
    std::vector<anatomy::Region> regions;  ///< empty: any
    std::vector<std::string> words;  ///< folded words or phrases, one of which the name must have; "arteri*" = begins with; empty: any
    glm::vec3 colour{0.8f};          ///< linear
    Material material = Material::plain;
    float vary = 0;      ///< how far the colour differs between neighbours, 0..1
    float ghost = 0.1f;  ///< opacity as a ghost
    float opacity = 1;   ///< below 1 for what is clear as glass in life (cornea)
};

/// Parts of these kinds are taken away while the peel runs from `from` to `to`, the shallow ones first.
struct PeelBand {
    std::vector<anatomy::Kind> kinds;
    std::vector<std::string> words;  ///< as in LookRule
    float from = 0, to = 0;
};

/// Everything that assets/looks says.
struct Looks {
    std::vector<LookRule> rules;
    std::vector<PeelBand> peel;
    float fade = 0.03f;  ///< length of the peel over which one part fades out
    glm::vec3 glow{1.0f, 0.75f, 0.2f};
    glm::vec3 hover{1.0f, 0.93f, 0.75f};
    float hover_share = 0.3f;
    std::vector<std::pair<float, glm::vec3>> length_scale;  ///< ratio to rest → linear colour, ascending
    glm::vec3 lymph_vessel{0.3f, 0.8f, 0.3f}, lymph_node{0.5f, 0.9f, 0.3f}, lymph_flow{0.9f, 1.0f, 0.6f};
};
using LooksPtr = std::shared_ptr<const Looks>;

/// Reads parts.toml, peel.toml and overlays.toml of a folder; faults are collected and the faulty rows left out.
[[nodiscard]] Looks read_looks(const std::filesystem::path& folder, base::Findings& findings);

/// Look of one part at rest and unselected, with its ghost opacity beside it. Parts of the same name on both sides
/// look the same; neighbours differ by a hash of the name.
struct PartLook {
    Look look;
    float ghost = 0.1f;
};
[[nodiscard]] PartLook find_part_look(const Looks& looks, const anatomy::Part& part);

/// True if a name has one of the words of a rule, or the rule names none. Input: spaced_name(name).
[[nodiscard]] bool has_word(const std::vector<std::string>& words, const std::string& spaced_name);
/// A name folded, with a space at both ends.
[[nodiscard]] std::string spaced_name(std::string_view name);

/// Colour of a length as share of the resting length, linear.
[[nodiscard]] glm::vec3 length_colour(const Looks& looks, double ratio);

/// "#c2211f" → linear RGB; false where it is no such text.
[[nodiscard]] bool parse_colour(std::string_view text, glm::vec3& linear);

}  // namespace smrt::scene
