// One shape of the default body as a mesh, with its neighbours giving way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "anatomy/muscle_definition.h"
#include "anatomy/raw_part.h"
#include "anatomy/shape_definition.h"
#include "geometry/triangle_mesh.h"

namespace smrt::body_compiler {

/// A shape at its place in the body, ready for distance questions.
struct PlacedShape {
    const anatomy::ShapeDefinition* definition = nullptr;
    bool mirrored = false;                              ///< the left one of a pair
    float cell = 0.003f;                                ///< metres between lattice points that catch its thinnest places
    geometry::SphereField field;                        ///< as it is drawn: no place thinner than the lattice holds
    geometry::SphereField claim;                        ///< as it is written: what neighbours give way to
    geometry::SphereField core;                         ///< what it keeps whatever the neighbours claim
    const anatomy::MuscleDefinition* muscle = nullptr;  ///< which bones it is grown to; null if that is not known
    std::optional<geometry::SphereField> guide;         ///< of a piece: it has what lies nearer to this than to the guides of its siblings
};

/// Shapes of the whole body: pairs twice, in the order of the definitions, the mirror image right behind its original. Which bones a
/// muscle is grown to, and may enter a little, is asked of `muscles`, which must outlive the result.
[[nodiscard]] std::vector<PlacedShape> place_shapes(const std::vector<anatomy::ShapeDefinition>& definitions,
                                                    const anatomy::MuscleDefinitions* muscles = nullptr);

/// A raw part with the shape's names, kind and side, and no mesh yet.
[[nodiscard]] anatomy::RawPart name_part(const PlacedShape& shape);

/// True if nothing that claims its place differs between the sides, so that a left shape is the mirror image of the right one.
[[nodiscard]] bool is_mirror_image(const std::vector<PlacedShape>& shapes, std::size_t which);

/// Closed, manifold surface of one of them. Cost: some ten milliseconds for a small bone, a third of a second for the largest muscle.
[[nodiscard]] geometry::TriangleMesh make_shape_surface(const std::vector<PlacedShape>& shapes, std::size_t which);

[[nodiscard]] bool is_skeletal(anatomy::Kind kind);  ///< bone, cartilage or disc
[[nodiscard]] bool is_flesh(anatomy::Kind kind);     ///< muscle or tendon

}  // namespace smrt::body_compiler
