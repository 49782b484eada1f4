// What a pixel of the geometry buffer looks like: surface detail of its material under a soft studio light.
#include "depth.glsl"
#include "packing.glsl"
#include "parts.glsl"
uniform mat3 world_to_eye;
uniform mat4 eye_to_world;
uniform sampler3D noise;
uniform vec4 materials[64];  // four a material, see assets/looks/materials.toml
uniform vec3 tendon_colour;
uniform float sample_share;  // 0..1, place of this sample among those of the picture
uniform vec4 lights[8];      // see assets/looks/studio.toml

struct Surface {
    uint part;
    float open;
    bool back, cut, fibred, placed, posed;
    vec3 normal;      // world
    vec3 fibre;       // at rest
    float along;
    vec3 rest;        // metres, where known
};

Surface read_surface(uvec4 g) {
    Surface s;
    s.part = (g.x & 0xffffu) - 1u;
    s.open = float((g.x >> 16) & 0xffu) / 255.0;
    uint flags = g.x >> 24;
    s.back = (flags & 1u) != 0u;
    s.cut = (flags & 2u) != 0u;
    s.fibred = (flags & 4u) != 0u;
    s.placed = (flags & 8u) != 0u;
    s.posed = (flags & 16u) != 0u;
    s.normal = unpack_normal(g.y);
    s.fibre = decode_octahedral((vec2(g.z & 0xffu, (g.z >> 8) & 0xffu) - 127.0) / 127.0);
    s.along = float(g.z >> 16) / 65535.0;
    s.rest = vec3(g.w & 2047u, (g.w >> 11) & 2047u, g.w >> 22) / vec3(2047.0, 2047.0, 1023.0);
    return s;
}

float fine_noise(vec3 at) { return texture(noise, at).r; }

// Bundles of fibres: noise averaged along the fibre (line integral convolution, Cabral & Leedom 1993), with grains as large as
// the picture can show. Grains are read unfiltered; successive samples of a picture move and rescale them, which filters them.
float fibre_noise(vec3 rest, vec3 fibre, float pixel_size, int taps) {
    float scale = max(0.0004, pixel_size * 1.5);
    float octave = floor(log2(scale / 0.0004) + sample_share);
    vec3 at = rest / (0.0004 * exp2(octave)) + (sample_share * vec3(1.0, 3.0, 5.0) - fibre * 5.0);
    float sum = 0.0;
    for (int i = 0; i < taps; ++i) {
        sum += texelFetch(noise, ivec3(floor(at)) & 31, 0).r;
        at += fibre * 1.1;
    }
#ifdef QUICK
    const float contrast = 1.8;
#else
    const float contrast = 3.4;
#endif
    return (sum / 9.0 - 0.5) * contrast * smoothstep(0.012, 0.004, scale);
}

// Colour of a part at a place: striated muscle that turns to tendon at its ends, mottled bone and organs.
// Optional detail sits in loops of zero or more turns: a software renderer skips loops, not branches.
vec3 surface_colour(Surface s, vec3 world, float pixel_size, int material, out float tendon, out float grain) {
    vec4 look = part_texel(s.part, 5);
    vec4 detail = materials[material * 4 + 2];  // striation, mottle, mottle size, tendon share
    vec3 colour = look.rgb;
    tendon = 0.0;
    grain = 0.0;
    int striated = s.fibred ? 1 : 0, mottled = !s.fibred && !s.posed && detail.y > 0.0 ? 1 : 0;
    for (int i = 0; i < striated; ++i) {
        vec3 rest = part_texel(s.part, 0).xyz + s.rest * part_texel(s.part, 1).xyz;
        grain = fibre_noise(rest, s.fibre, pixel_size, striated * 9);
        float end = min(s.along, 1.0 - s.along);
        tendon = (1.0 - smoothstep(detail.w * 0.45, detail.w * 1.25, end + grain * detail.w * 0.5)) * step(0.001, detail.w);
        colour = mix(colour, mix(colour, tendon_colour, 0.82), tendon) * (1.0 + grain * detail.x * mix(1.0, 0.45, tendon));
    }
    for (int i = 0; i < mottled; ++i) {
        vec3 rest = world;
        int placed = s.placed ? 1 : 0;
        for (int k = 0; k < placed; ++k) {
            vec4 row0 = part_texel(s.part, 2), row1 = part_texel(s.part, 3), row2 = part_texel(s.part, 4);
            vec3 moved = world - vec3(row0.w, row1.w, row2.w);
            rest = moved.x * row0.xyz + moved.y * row1.xyz + moved.z * row2.xyz;
        }
        // Successive samples alternate between a coarse and a fine grain.
        float size = max(detail.z, pixel_size * 3.0), finer = fract(sample_share * 4.0) >= 0.5 ? 2.7 : 1.0;
        grain = (fine_noise(rest * finer / (size * 16.0)) - 0.5) * 1.5 * smoothstep(0.03, 0.004, size);
        colour *= 1.0 + grain * detail.y;
    }
    return colour;
}

// Soft studio: a large warm key from the upper left, a cool fill, two rims from behind, sky and ground.
vec3 light_surface(vec3 colour, vec3 normal, vec3 eye_normal, vec3 to_eye, int material, float open, float tendon) {
    vec4 body = mix(materials[material * 4], materials[4 * 4], tendon);       // wrap, roughness, specular, sheen
    vec4 scatter = mix(materials[material * 4 + 1], materials[4 * 4 + 1], tendon);  // tint of light inside, rim
    float facing = clamp(dot(eye_normal, to_eye), 0.0, 1.0);
    float edge = pow(1.0 - facing, 3.0);
    vec3 sum = vec3(0.0);
    vec3 shine = vec3(0.0);
    float power = 2.0 / (body.y * body.y * body.y * body.y + 1e-4) - 1.0;
    for (int i = 0; i < 2; ++i) {
        vec3 direction = lights[i * 2].xyz;
        float wrapped = clamp((dot(eye_normal, direction) + body.x) / (1.0 + body.x), 0.0, 1.0);
        vec3 spread = pow(vec3(wrapped), 1.0 + (1.0 - scatter.rgb) * body.x * 1.6);
        sum += spread * lights[i * 2 + 1].rgb * mix(1.0, open, lights[i * 2].w);
        vec3 half_way = normalize(direction + to_eye);
        float glint = pow(max(dot(eye_normal, half_way), 0.0), power) * (power + 8.0) * 0.0398;
        shine += glint * lights[i * 2 + 1].rgb * clamp(dot(eye_normal, direction) * 4.0, 0.0, 1.0);
    }
    float up = normal.y * 0.5 + 0.5;
    vec3 ambient = mix(lights[6].rgb, lights[7].rgb, up);
    // Light that bounced inside a crevice takes the colour of the tissue: dark places stay warm instead of grey.
    vec3 bounced = mix(vec3(open), pow(vec3(open), 1.0 + (1.0 - clamp(colour * 1.4, 0.0, 1.0)) * 0.9), 0.6);
    sum += ambient * bounced;
    vec3 rims = lights[5].rgb * (max(dot(eye_normal, lights[4].xyz), 0.0) + 0.6 * max(dot(eye_normal, lights[4].xyz * vec3(-1.0, 0.3, 1.0)), 0.0));
    float fresnel = body.z + (1.0 - body.z) * edge * edge * 0.35;
    vec3 reflected = mix(lights[6].rgb, lights[7].rgb, clamp(reflect(-to_eye, eye_normal).y * 0.7 + 0.5, 0.0, 1.0));
    return colour * sum + (shine * body.z + reflected * fresnel * (1.0 - body.y) * 0.7) * open +
           rims * edge * scatter.a * open * mix(vec3(1.0), colour, 0.4) + colour * edge * body.w * open;
}
