// How a client's limbs lie in a posture before anybody moves them, as written in assets/body/postures.toml.
#pragma once

#include <string>
#include <vector>

#include "base/definition_file.h"
#include "base/findings.h"

namespace smrt::anatomy {

struct PostureDefinition {
    /// Of somebody who lies on one side, that side and the other; of others `under` and `over` mean nothing.
    enum class Limb { both, under, over };
    struct Value {
        Limb limb = Limb::both;
        std::string word;  ///< movement word, without side
        double value = 0;  ///< degrees, or millimetres for words that end in mm
    };
    /// A word goes from one value toward another until a bone touches the table.
    struct Settling {
        Limb limb = Limb::both;
        std::string word;
        double from = 0, to = 0;           ///< in the unit of the word
        std::vector<std::string> touches;  ///< parts of names of segments; only those count that the word moves
        base::Place place;
    };
    /// What fills the gap between some bones and the table.
    struct Cushion {
        Limb limb = Limb::both;
        std::vector<std::string> carries;  ///< parts of names of segments
    };
    std::string name;  ///< "supine", "side-lying"
    std::vector<Value> values;
    std::vector<Settling> settlings;  ///< one after the other
    std::vector<Cushion> cushions;
    std::vector<std::string> sinks;  ///< parts of names of segments that lie in a hole of the table
    std::string source;
    base::Place place;
};

/// The postures of one parsed file; faulty ones become findings and are left out.
[[nodiscard]] std::vector<PostureDefinition> parse_posture_definitions(const base::Definition& file, base::Findings& findings);

/// Faults against the movement words and the names of segments.
[[nodiscard]] base::Findings check_posture_definitions(const std::vector<PostureDefinition>& postures,
                                                       const std::vector<std::string>& words, const std::vector<std::string>& segments);

}  // namespace smrt::anatomy
