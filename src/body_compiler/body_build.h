// Builds of the default body: the same shapes, larger or smaller and of other proportions.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/shape_definition.h"
#include "base/findings.h"
#include "base/result.h"

namespace smrt::body_compiler {

/// A value that changes along the height of the body.
struct HeightCurve {
    struct Knot {
        float height = 0, factor = 1;  ///< metres above the ground of the body as written; factor there
    };
    std::vector<Knot> knots;  ///< heights grow; before the first and after the last the factor stays
    [[nodiscard]] float at(float height) const;
};

/// A build as assets/body/builds writes it. Proportions are relative to the body as written, then everything is scaled.
struct BodyBuild {
    std::string id;  ///< name of its file: "female"
    std::string name, credit;
    float scale = 1;                   ///< of the whole body
    HeightCurve widths, depths;        ///< factors across and front to back
    HeightCurve canal;                 ///< further factors across near the midplane: the birth canal is wider than the hips would tell
    float reach = 1;                   ///< metres from the midplane beyond which width only shifts, so that arms keep their thickness
    float axis = 0;                    ///< metres before the origin, about which depth is scaled
    std::vector<std::string> without;  ///< ids of shapes that it has not
    std::vector<std::string> only;     ///< files of shapes that are drawn, for trials; empty: all

    /// Where a point of the body as written lies in this build.
    [[nodiscard]] glm::vec3 move(const glm::vec3& point) const;
};

/// Reads one build. Errors: bad_data if the file is no TOML; faults of values become findings.
[[nodiscard]] base::Result<BodyBuild> read_build(const std::filesystem::path& path, base::Findings& findings);

/// Gives shapes the proportions of a build and drops those that it has not; shapes of other builds go too. Input: lines are laid already,
/// on the body as written, because places told by a part's box do not follow when the box changes its proportions.
void apply_build(const BodyBuild& build, std::vector<anatomy::ShapeDefinition>& shapes);

}  // namespace smrt::body_compiler
