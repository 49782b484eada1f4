// Which level of detail a part needs at its place in the picture.
#pragma once

#include "geometry/level_mesh.h"
#include "scene/view.h"

namespace smrt::scene {

/// How closely a part is looked at.
enum class Detail {
    owned,     ///< it owns pixels of the picture
    glimpsed,  ///< it owns few pixels for its triangles
    covered,   ///< other parts cover it, but for gaps of a few pixels
    ghost,     ///< nothing sharp is seen of it
};

/// Coarsest level whose error stays below the view's limit on the screen. Input: box of the part where it is now (metres).
[[nodiscard]] std::uint32_t choose_level(const geometry::LevelMesh& mesh, const geometry::Box& box, const View& view, Detail detail);

/// The error in metres that choose_level allows at a distance from the eye.
[[nodiscard]] float allowed_error(const View& view, float distance, Detail detail);

/// Metres from a point to the nearest point of a box; 0 inside.
[[nodiscard]] float distance_to(const geometry::Box& box, const glm::vec3& point);

}  // namespace smrt::scene
