// Fibres of muscles at import time: where each vertex lies between origin and insertion, and which way its fibre runs.
#pragma once

#include <glm/glm.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "anatomy/muscle_definition.h"
#include "anatomy/part.h"
#include "base/findings.h"
#include "base/progress.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// What the fibre field needs to know of a part: bones are what muscles attach to, parts with a definition get fibres.
struct FibrePart {
    std::string_view id;          ///< for findings
    std::string_view name;        ///< English, with side
    std::string_view definition;  ///< may be empty
    anatomy::Side side = anatomy::Side::midline;
    anatomy::Kind kind = anatomy::Kind::unknown;
    const geometry::TriangleMesh* mesh = nullptr;  ///< metres
};

/// Fibres of one part, one entry per vertex of its mesh; both lists are empty for a part without fibres.
struct FibreField {
    std::vector<float> along;          ///< 0 at the origin .. 1 at the insertion; negative: no fibre here
    std::vector<glm::vec3> direction;  ///< unit, from origin to insertion; zero where along is negative

    [[nodiscard]] bool empty() const { return along.empty(); }
};

/// Fibre fields of a whole body, in the order of its parts.
/// Input: every part; bones are matched by name without side, on the side of the muscle (midline bones fit both).
/// Result: one field per part; empty unless its definition is among the definitions and its ends were found.
/// Findings: code "no-attachment" for a muscle whose ends could not be found; it stays without fibres.
/// Cost: about 10 ms a muscle of 5,000 triangles and core; runs on all cores.
/// Source: Choi and Blemker 2013 (fibres from Laplacian flow between attachment areas).
[[nodiscard]] std::vector<FibreField> make_fibre_fields(std::span<const FibrePart> parts, const anatomy::MuscleDefinitions& definitions,
                                                        base::Findings& findings, const base::Progress& progress = {});

}  // namespace smrt::body_compiler
