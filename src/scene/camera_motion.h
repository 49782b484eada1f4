// Moving the camera by hand: what a drag, a wheel step or a double click does to it.
#pragma once

#include <glm/glm.hpp>

#include "geometry/triangle_mesh.h"
#include "scene/camera.h"

namespace smrt::scene {

/// Turns about the target. Input: pointer movement in pixels; half the picture's height turns by 90 degrees. The elevation
/// stops at straight above and straight below.
[[nodiscard]] Camera orbited(const Camera& camera, const glm::vec2& pixels, int picture_height);

/// Shifts the target in the picture plane so that a point at depth `distance` (metres from the eye; 0: the target's)
/// stays under the pointer.
[[nodiscard]] Camera panned(const Camera& camera, const glm::vec2& pixels, int picture_height, float distance = 0);

/// Comes nearer (steps > 0) or goes away by wheel steps, so that `point` (the hit under the cursor) keeps its pixel.
[[nodiscard]] Camera zoomed(const Camera& camera, float steps, const glm::vec3& point);

/// The point in the target's plane under a pixel: what to zoom to where the cursor hits nothing.
[[nodiscard]] glm::vec3 point_at_target_depth(const Camera& camera, const glm::vec2& pixel, int width, int height);

/// Turns about a new point from the same direction; the distance shrinks to `distance` where it is positive.
[[nodiscard]] Camera focused(const Camera& camera, const glm::vec3& point, float distance = 0);

/// Between two cameras, for gliding: t 0..1; the azimuth takes the short way round, the distance changes by ratio.
[[nodiscard]] Camera interpolate(const Camera& from, const Camera& to, float t);

}  // namespace smrt::scene
