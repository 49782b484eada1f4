// Measures a body: fits a sphere-mesh to each of its structures.
#pragma once

#include <vector>

#include "anatomy/body.h"
#include "anatomy/shape_definition.h"
#include "base/progress.h"
#include "base/result.h"
#include "body_compiler/skin_patches.h"
#include "geometry/sphere_mesh_fit.h"

namespace smrt::body_compiler {

/// A structure as measured, with how well the spheres agree with its surface.
struct FittedShape {
    anatomy::ShapeDefinition definition;
    anatomy::Region region = anatomy::Region::whole;
    geometry::SphereFitFigures figures;
};

/// Fits the structures of these parts; pairs are measured on the right and written once. Each shape gets as few spheres as meet
/// 1 mm in the middle and 3 mm at worst for 95 % of its surface, and never more figures than k_most_figures.
/// Input: indices of parts; the key of sources.toml that the figures are credited to. Errors: cancelled.
/// Cost: about half a second a structure and core.
[[nodiscard]] base::Result<std::vector<FittedShape>> fit_shapes(const anatomy::Body& body, const std::vector<anatomy::PartIndex>& parts,
                                                                const std::string& source, const base::Progress& progress);

/// The same for the skin, cut into patches: shapes of kind skin, for the right half.
[[nodiscard]] base::Result<std::vector<FittedShape>> fit_skin(const anatomy::Body& body, const std::vector<SkinPatch>& patches,
                                                              const std::string& source, const base::Progress& progress);

}  // namespace smrt::body_compiler
