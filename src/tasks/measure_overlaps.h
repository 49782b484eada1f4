// Where parts of a body lie in each other that should not.
#pragma once

#include <string>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/muscle_definition.h"

namespace smrt::tasks {

/// Two parts that overlap at rest.
struct Overlap {
    anatomy::PartIndex part = 0, in = 0;  ///< a bone, cartilage, disc or muscle, and the bone, cartilage or disc that it lies in
    float deepest = 0;                    ///< metres below the surface of `in`, over the vertices of `part`
    float share = 0;                      ///< of the vertices of `part` that lie deeper than the limit
    bool grown = false;                   ///< a muscle and a bone that it comes from or goes to, where it may enter
};

/// Bones, cartilages and discs in each other, and muscles in bones, deeper than a limit in metres; deepest first.
/// Input: closed parts; open ones have no inside and are left out. Cost: about a second for a whole body.
[[nodiscard]] std::vector<Overlap> measure_overlaps(const anatomy::Body& body, const anatomy::MuscleDefinitions& muscles,
                                                    float limit = 0.001f);

/// A table, deepest first, with counts of bones in each other, of muscles in bones that they pass and in those that they are grown to.
[[nodiscard]] std::string describe_overlaps(const anatomy::Body& body, const std::vector<Overlap>& overlaps);

}  // namespace smrt::tasks
