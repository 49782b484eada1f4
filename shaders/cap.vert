// Corners of the cut faces, in the world.
layout(location = 0) in vec3 world;
uniform mat4 view_projection;

void main() { gl_Position = view_projection * vec4(world, 1.0); }
