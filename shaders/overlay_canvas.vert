// Flat overlay shapes in pixels from the top left of the picture.
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 local;
layout(location = 2) in vec4 colour;
layout(location = 3) in vec4 shape;

uniform vec2 picture;

out vec2 place;        // in the shape's own axes, or texels of the atlas
flat out vec4 ink;
flat out vec4 form;

void main() {
    place = local;
    ink = colour;
    form = shape;
    gl_Position = vec4(2.0 * position.x / picture.x - 1.0, 1.0 - 2.0 * position.y / picture.y, 0.0, 1.0);
}
