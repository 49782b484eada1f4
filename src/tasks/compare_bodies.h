// How far two bodies are from each other, structure by structure.
#pragma once

#include <string>
#include <vector>

#include "anatomy/body.h"

namespace smrt::tasks {

/// One structure that both bodies have, by name and side. Distances in metres between the surfaces, sampled by area.
struct StructureDistance {
    std::string name;
    anatomy::Kind kind = anatomy::Kind::unknown;
    float median = 0, worst_twentieth = 0;            ///< from the first body to the second
    float back_median = 0, back_worst_twentieth = 0;  ///< and back
};

/// Input: how many points a structure; the same bodies give the same figures. Cost: some milliseconds a structure.
[[nodiscard]] std::vector<StructureDistance> compare_bodies(const anatomy::Body& body, const anatomy::Body& other,
                                                            std::size_t samples = 1500);

/// A table, worst first, with a summary per kind.
[[nodiscard]] std::string describe_distances(std::vector<StructureDistance> distances);

}  // namespace smrt::tasks
