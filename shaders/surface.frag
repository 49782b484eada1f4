// Writes the geometry buffer; everything that costs time is done once a pixel later (shade.frag).
// x: part + 1 (16 bits), openness (8), flags (8: 1 back face, 2 cut face, 4 fibres known,
// 8 moved by its placement, 16 moved vertex by vertex)
// y: world normal (11, 11, 10)   z: fibre at rest (8 + 8), along (16)   w: place in the part's box at rest (11, 11, 10)
#include "packing.glsl"
flat in uint part;
in float chosen;
uniform float only_chosen;  // 1: draw selected bundles of fibres alone
in vec4 normal_open;
#ifdef FIBRES
in vec4 fibre_along;
in vec3 rest;
#endif
out uvec4 surface;

void main() {
    if (only_chosen > 0.5 && chosen < 0.5) discard;
    uint flags = gl_FrontFacing ? 0u : 1u;
    vec3 normal = gl_FrontFacing ? normal_open.xyz : -normal_open.xyz;
#ifdef PLACED
    flags |= 8u;
#endif
#ifdef POSED
    flags |= 16u;
#endif
    surface = uvec4(0u);
#ifdef FIBRES
    if (fibre_along.w < 0.99999) {
        flags |= 4u;
        uvec2 fibre = uvec2(round(encode_octahedral(normalize(fibre_along.xyz)) * 127.0 + 127.0));
        surface.z = fibre.x | (fibre.y << 8) | (uint(clamp(fibre_along.w, 0.0, 1.0) * 65535.0) << 16);
    }
    uvec3 place = uvec3(clamp(rest, 0.0, 1.0) * vec3(2047.0, 2047.0, 1023.0));
    surface.w = place.x | (place.y << 11) | (place.z << 22);
#endif
    surface.x = (part + 1u) | (uint(normal_open.w * 255.0 + 0.5) << 16) | (flags << 24);
    surface.y = pack_normal(normal);
}
