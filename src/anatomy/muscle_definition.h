// Muscles as text defines them: which bones they join, how much of them is tendon, which fibre parts they have.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/findings.h"

namespace smrt::anatomy {

/// One muscle, head or part, independent of any mesh.
struct MuscleDefinition {
    std::string id;                         ///< "long_head_of_biceps_brachii", without side
    std::vector<std::string> origin_bones;  ///< names without side: "Scapula"
    std::vector<std::string> insertion_bones;
    std::vector<std::string> origin_soft;  ///< ids of definitions of soft tissue that it starts from
    std::vector<std::string> insertion_soft;
    std::vector<std::string> shares_mesh_with;  ///< ids that many atlases draw as one mesh with this one
    std::vector<std::string> fibre_parts;       ///< named fibre bundles, in order
    /// How they follow each other: a direction (lateral, medial, superior, inferior, anterior, posterior) across the fibres, the same with
    /// " level" for a plain division by height or depth, or "insertion" along the fibres; empty: not known, they cannot be told apart.
    std::string fibre_order;
    std::string architecture;          ///< "parallel", "fusiform", "fan", "unipennate" ...; may be empty
    bool to_neighbours = false;        ///< a row of slips, each from one of its bones to the next (rotators)
    double tendon_fraction = -1;       ///< share of the whole length that is tendon; negative: not known
    std::vector<std::string> sources;  ///< keys of sources.toml

    /// True if each of its bundles ends in a tendon to a finger or toe of its own.
    [[nodiscard]] bool divides() const;
    /// True if it comes from or goes to a bone (name with or without side).
    [[nodiscard]] bool joins(std::string_view bone) const;
};

/// All definitions by id.
struct MuscleDefinitions {
    std::map<std::string, MuscleDefinition, std::less<>> by_id;

    [[nodiscard]] const MuscleDefinition* find(std::string_view id) const {
        const auto found = by_id.find(id);
        return found == by_id.end() ? nullptr : &found->second;
    }
};

/// The definition with the ends of all heads that share its mesh added to its own.
[[nodiscard]] MuscleDefinition with_shared_heads(const MuscleDefinition& muscle, const MuscleDefinitions& all);

/// Reads every *.toml of the folder. Faults are collected; a faulty definition is left out.
[[nodiscard]] MuscleDefinitions read_muscle_definitions(const std::filesystem::path& folder, base::Findings& findings);

}  // namespace smrt::anatomy
