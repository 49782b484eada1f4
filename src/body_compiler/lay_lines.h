// Shapes written as fibres between places of other parts, landed on one body.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "anatomy/shape_definition.h"
#include "base/findings.h"

namespace smrt::body_compiler {

/// What lines need to know of a part of the right side or the midline.
struct AnchorPart {
    geometry::Box box;
    bool midline = false;
    std::function<glm::vec3(const glm::vec3&)> nearest;  ///< place of its surface
};

/// Finds a part by name without side; empty if the body has none.
using FindAnchor = std::function<std::optional<AnchorPart>(const std::string& name)>;

/// Sphere-mesh of a definition with lines, on the right side or the midline. Lines run as smooth curves through their points.
/// Errors: a finding "unknown-part" for each part that the body lacks; the result is then empty.
[[nodiscard]] geometry::SphereMesh lay_lines(const anatomy::ShapeDefinition& definition, const FindAnchor& find, base::Findings& findings);

/// Lays every definition that is written as lines on the measured ones among them; what cannot be laid is left out and told.
void lay_all_lines(std::vector<anatomy::ShapeDefinition>& definitions, base::Findings& findings);

}  // namespace smrt::body_compiler
