// Lines in space, widened to ribbons in the picture plane.
layout(location = 0) in vec3 position;   // pixels from the top left; 1 / metres from the eye
layout(location = 1) in vec2 side;       // signed distance from the middle and half the width, pixels
layout(location = 2) in vec4 colour;
layout(location = 3) in float through;   // share that is left where the body covers the line

uniform vec2 picture;

out float inverse_depth;
out float across;
flat out float half_width;
flat out vec4 ink;
flat out float covered_share;

void main() {
    inverse_depth = position.z;
    across = side.x;
    half_width = side.y;
    ink = colour;
    covered_share = through;
    gl_Position = vec4(2.0 * position.x / picture.x - 1.0, 1.0 - 2.0 * position.y / picture.y, 0.0, 1.0);
}
