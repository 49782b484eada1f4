// Places the vertices of a part: quantised positions in the part's box, moved by its placement or by the CPU.
#include "parts.glsl"
#include "packing.glsl"
layout(location = 0) in vec4 packed_position;   // xyz in the box, w along the fibres (1: no fibres)
layout(location = 1) in vec4 packed_direction;  // octahedral normal, octahedral fibre
layout(location = 2) in uvec4 packed_bytes;     // openness, bundle of fibres, part index in two bytes
#ifdef POSED
layout(location = 3) in vec3 posed_position;
layout(location = 4) in vec3 posed_normal;
#endif
uniform mat4 view_projection;
uniform vec3 eye;
uniform vec4 clip_plane;                        // kept: dot(xyz, p) <= w

flat out uint part;
out float chosen;                               // 1 in the bundles of fibres that are selected
out vec4 normal_open;                           // world normal, openness
#ifdef FIBRES
out vec4 fibre_along;                           // fibre at rest, place along it
out vec3 rest;                                  // place in the part's box at rest, 0..1
#endif

void main() {
    part = packed_bytes.z | (packed_bytes.w << 8);
    uint wanted = uint(part_texel(part, 7).y);      // a bit for each bundle; 0: all of the part
    chosen = wanted == 0u || ((wanted >> packed_bytes.y) & 1u) != 0u ? 1.0 : 0.0;
#ifdef POSED
    vec3 world = posed_position;
    vec3 normal = posed_normal;
#else
    vec3 world = part_texel(part, 0).xyz + packed_position.xyz * part_texel(part, 1).xyz;
    vec3 normal = decode_octahedral(packed_direction.xy);
#ifdef PLACED
    vec4 row0 = part_texel(part, 2), row1 = part_texel(part, 3), row2 = part_texel(part, 4);
    world = vec3(dot(row0, vec4(world, 1.0)), dot(row1, vec4(world, 1.0)), dot(row2, vec4(world, 1.0)));
    normal = vec3(dot(row0.xyz, normal), dot(row1.xyz, normal), dot(row2.xyz, normal));
#endif
#endif
    normal_open = vec4(normal, float(packed_bytes.x) / 255.0);
#ifdef FIBRES
    fibre_along = vec4(decode_octahedral(packed_direction.zw), packed_position.w);
    rest = packed_position.xyz;
#endif
#ifdef CLIPPED
    gl_ClipDistance[0] = clip_plane.w - dot(clip_plane.xyz, world);
#endif
    world = mix(world, eye, part_texel(part, 7).x / distance(eye, world));
    gl_Position = view_projection * vec4(world, 1.0);
}
