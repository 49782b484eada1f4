// Lines in space as ribbons in the picture: projection, clipping at the eye, mitred corners.
#pragma once

#include <glm/glm.hpp>
#include <vector>

#include "scene/scene.h"

namespace smrt::render {

/// Vertex of a ribbon; the layout that overlay_line.vert reads.
struct RibbonVertex {
    glm::vec3 position{0};  ///< pixels from the top left; 1 / metres from the eye
    glm::vec2 side{0};      ///< signed distance from the middle line and half the width, pixels
    glm::vec4 colour{1};
    float through = 0;  ///< share that is left where the body covers the line
};

/// Appends the triangles of one line. Input: world → clip, picture in pixels, metres before which nothing is drawn.
void append_ribbon(const scene::Line& line, const glm::mat4& view_projection, const glm::vec2& picture, float pixel_scale, float nearest,
                   std::vector<RibbonVertex>& out);

}  // namespace smrt::render
