// Lights the opaque surfaces: one pixel of the geometry buffer at a time, where there is one.
#include "shading.glsl"
#include "tone.glsl"
uniform usampler2D surfaces;
uniform sampler2D depths;
uniform sampler2D occlusion;
uniform float pixel_angle;   // radians that one pixel covers
in vec2 place;
out vec4 colour;

// Openness around the pixel, averaged over the 4 x 4 pattern of the occlusion pass, on the same surface.
float blurred_occlusion(ivec2 pixel, float depth) {
    float sum = 0.0, weight = 0.0;
    for (int i = 0; i < 16; ++i) {
        ivec2 at = clamp(pixel + ivec2(i & 3, i >> 2) - ivec2(1), ivec2(0), ivec2(picture) - 1);
        float near = step(abs(eye_depth(texelFetch(depths, at, 0).r) - depth), 0.006 * depth + 0.0005);
        sum += near * texelFetch(occlusion, at, 0).r;
        weight += near;
    }
    return weight > 0.0 ? sum / weight : 1.0;
}

// Seams between neighbouring parts and sharp folds draw a fine line, as an illustrator would; ridges catch light.
vec2 seam_and_ridge(ivec2 pixel, uvec4 here, float depth, vec3 eye_normal) {
    float seam = 0.0, bend = 0.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 step_to = ivec2(i == 0 ? 1 : i == 1 ? -1 : 0, i == 2 ? 1 : i == 3 ? -1 : 0);
        ivec2 at = clamp(pixel + step_to, ivec2(0), ivec2(picture) - 1);
        uvec4 there = texelFetch(surfaces, at, 0);
        float other = eye_depth(texelFetch(depths, at, 0).r);
        bool same = ((there.x ^ here.x) & 0xffffu) == 0u;
        float gap = (depth - other) / depth;
        if (!same && gap > -0.0005 && other < near_far.y * 0.999) seam += clamp(1.0 - abs(gap) * 12.0, 0.25, 1.0);
        vec3 normal = world_to_eye * decode_octahedral(unpack_pair16(there.y));
        if (same) bend += dot(normal.xy - eye_normal.xy, vec2(step_to));
    }
    return vec2(min(seam * 0.5, 1.0), clamp(bend * 0.5, -1.0, 1.0));
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    uvec4 g = texelFetch(surfaces, pixel, 0);
    float depth = eye_depth(texelFetch(depths, pixel, 0).r);
    vec3 ray = eye_ray(gl_FragCoord.xy);
    vec3 eye_place = ray * depth;
    vec3 world = (eye_to_world * vec4(eye_place, 1.0)).xyz;
    vec3 to_eye = -normalize(ray);
    Surface s = read_surface(g);
    vec3 eye_normal = world_to_eye * s.normal;
    int material = int(part_texel(s.part, 0).w);
    float tendon, grain;
    vec3 albedo = surface_colour(s, world, depth * pixel_angle, material, tendon, grain);
    float open = blurred_occlusion(pixel, depth) * mix(1.0, s.open, 0.8);
    vec2 line = seam_and_ridge(pixel, g, depth, eye_normal);
    if (s.cut) {
        float rim = line.x;
        albedo *= mix(1.0, 0.5, rim) * (1.0 + grain * 0.25);
        open = mix(open, 1.0, 0.6);
        line = vec2(0.0);
    }
    albedo *= (1.0 - 0.42 * line.x) * (1.0 + 0.22 * line.y);
    vec3 lit = light_surface(albedo, s.normal, eye_normal, to_eye, material, open, tendon);
    colour = vec4(to_srgb(tone_map(lit)), 1.0);
}
