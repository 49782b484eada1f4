// From the name, ids and place of an outside mesh to what it is: kind, side, region, system, names, definition.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "anatomy/raw_part.h"
#include "base/findings.h"
#include "base/result.h"

namespace smrt::anatomy {

/// What is known of one outside mesh. Fill anatomy::Part from it.
struct Classified {
    Kind kind = Kind::unknown;
    Side side = Side::midline;
    Region region = Region::whole;
    std::string name;        ///< English, side in front: "Right long head of biceps brachii"
    std::string latin;       ///< without side; empty if the name tables lack it
    std::string system;      ///< heading in the tree: "Skeletal system", "Arteries" ...
    std::string definition;  ///< id without side: "long_head_of_biceps_brachii"; empty only if the part has no name
    std::string fma;         ///< FMA id, corrected where the source's label is known to be wrong
    std::string note;        ///< a doubt to be put among the findings of the import ("named left, lies right"); mostly empty
};

/// The rules of assets/body/classification and the names of assets/languages, ready for use. Constant once read.
struct ClassificationRules;

struct Classifier {
    std::shared_ptr<const ClassificationRules> rules;
    base::Findings findings;  ///< faulty rules, with file:line:column; the other rules still work
};

/// Reads the rules. Input: the program's assets folder.
/// Errors: environment or bad_data if a file is missing or is no TOML; single faulty rules become findings.
[[nodiscard]] base::Result<Classifier> read_classifier(const std::filesystem::path& assets);

/// What one mesh is. A kind or side given by a --map file goes before the rules. The mesh decides the side only where
/// the name gives none and its place is clear (x > 0 is left). Cost: about 20 microseconds; safe from several threads.
[[nodiscard]] Classified classify(const Classifier& classifier, const RawPart& part);

/// Indices of the parts whose kind no rule knows.
[[nodiscard]] std::vector<PartIndex> find_unknown(std::span<const Part> parts);

}  // namespace smrt::anatomy
