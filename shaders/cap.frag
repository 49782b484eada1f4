// Writes a cut face into the geometry buffer (layout in surface.frag): flat, facing the removed half.
#include "packing.glsl"
uniform float part;
uniform vec3 plane_normal;
out uvec4 surface;

void main() {
    surface = uvec4((uint(part) + 1u) | (255u << 16) | (2u << 24), pack_normal(plane_normal), 0u, 0u);
}
