// Marks: quads of a size in pixels about a point in space.
layout(location = 0) in vec3 position;   // pixels from the top left; 1 / metres from the eye
layout(location = 1) in vec3 local;      // -1.3..1.3 along and across the mark's direction; foreshortening along it
layout(location = 2) in vec4 colour;
layout(location = 3) in vec3 kind;       // 0 dot, 1 chevron; half size in pixels; share left where covered

uniform vec2 picture;

out float inverse_depth;
out vec3 place;
flat out vec3 form;
flat out vec4 ink;

void main() {
    inverse_depth = position.z;
    place = local;
    form = kind;
    ink = colour;
    gl_Position = vec4(2.0 * position.x / picture.x - 1.0, 1.0 - 2.0 * position.y / picture.y, 0.0, 1.0);
}
