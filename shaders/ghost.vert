// Places ghosts and works out what is constant for a part: its tint and how dense its faces and edges are.
#include "parts.glsl"
#include "packing.glsl"
layout(location = 0) in vec4 packed_position;
layout(location = 1) in vec4 packed_direction;
layout(location = 2) in uvec4 packed_bytes;
#ifdef POSED
layout(location = 3) in vec3 posed_position;
layout(location = 4) in vec3 posed_normal;
#endif
uniform mat4 view_projection;
uniform mat3 world_to_eye;
uniform vec4 clip_plane;
uniform float thinning;      // 1 for few ghosts, less for many
flat out vec4 tint_face;     // linear colour, density of a face seen straight on
flat out float edge_density;
out vec3 eye_normal;

void main() {
    uint part = packed_bytes.z | (packed_bytes.w << 8);
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
    vec4 look = part_texel(part, 5);
    float opacity = min(look.a, 0.995);
    float solid = smoothstep(0.3, 1.0, opacity);
    float density = -log(1.0 - opacity);
    tint_face = vec4(mix(mix(look.rgb, vec3(0.66, 0.78, 0.92), 0.34), look.rgb, solid), density * mix(0.30, 1.0, solid) * mix(thinning, 1.0, solid));
    edge_density = density * mix(4.5, 1.5, solid) * mix(thinning, 1.0, solid);
    eye_normal = world_to_eye * normal;
#ifdef CLIPPED
    gl_ClipDistance[0] = clip_plane.w - dot(clip_plane.xyz, world);
#endif
    gl_Position = view_projection * vec4(world, 1.0);
}
