// Which parts a text means: the language of `select`, `hide`, `isolate` and of the options that carry them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "session/state.h"

namespace smrt::session {

/// Parts named by a text; sorted, unique, never empty.
///   one part           id, FMA id, or English or Latin name with its side: `FJ1478`, `FMA37686`, `right psoas major`
///   both sides         the name without a side: `psoas major`; or the id of a definition: `long_head_of_biceps_brachii`
///   a whole            of which the body has only parts: `right biceps brachii` is its long head and its short head
///   a group            `system muscular`, `region arm`, `kind bone`, `side left`
///   several            joined with `;` (any of them) or `&` (all of them): `kind muscle & region arm & side right; FJ3384`
///   from the state     `selection`, `hover`, `all`; an empty text means the selection
/// Errors: bad_usage that gives the closest known name.
[[nodiscard]] base::Result<std::vector<anatomy::PartIndex>> find_parts(const scene::Model& model, const State& state,
                                                                       std::string_view text);

/// What a selection holds: parts, and which of their fibres where it is not all of them.
struct Selected {
    std::vector<anatomy::PartIndex> parts;   ///< sorted, unique
    std::vector<scene::FibreChoice> fibres;  ///< of some of these parts, sorted by part
    bool operator==(const Selected&) const = default;
};

/// As find_parts, and bundles of fibres too: `right gluteus medius: posterior fibres`, or by their number, `temporalis: 2`. Several bundles
/// of a part add up; the part alone means all of it. Errors: bad_usage that names the bundles there are.
[[nodiscard]] base::Result<Selected> find_selected(const scene::Model& model, const State& state, std::string_view text);

/// "Right psoas major", or "12 parts" for several: the object of a command's message.
[[nodiscard]] std::string describe(const anatomy::Body& body, const std::vector<anatomy::PartIndex>& parts);

/// Sorted sets of parts.
using Parts = std::vector<anatomy::PartIndex>;
[[nodiscard]] Parts with(const Parts& parts, const Parts& more);
[[nodiscard]] Parts without(const Parts& parts, const Parts& fewer);
[[nodiscard]] bool contains_all(const Parts& parts, const Parts& fewer);

}  // namespace smrt::session
