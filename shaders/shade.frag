// Lights the opaque surfaces: one pixel of the geometry buffer at a time, where there is one.
#include "shading.glsl"
#include "tone.glsl"
uniform usampler2D surfaces;
uniform sampler2D depths;
uniform sampler2D occlusion;
uniform float pixel_angle;   // radians that one pixel covers
in vec2 place;
out vec4 colour;

// Openness from the half-size picture: mean of the four nearest pixels (one of each turn of the pattern) on the same surface.
float blurred_occlusion(ivec2 pixel, float depth) {
    ivec2 first = ((pixel - 1) >> 1), last = ivec2(picture) / 2 - 1;
    float sum = 0.0, weight = 1e-4;
    for (int i = 0; i < 4; ++i) {
        vec2 there = texelFetch(occlusion, clamp(first + ivec2(i & 1, i >> 1), ivec2(0), last), 0).rg;
        float near = clamp(1.0 - abs(there.g - depth) / (0.012 * depth), 0.0, 1.0);
        sum += near * there.r;
        weight += near;
    }
    return (sum + 1e-4) / weight;
}

// Seams between neighbouring parts draw a fine line, as an illustrator would; ridges catch light and folds lose it.
vec2 seam_and_ridge(ivec2 pixel, uvec4 here, float depth, vec3 eye_normal) {
#ifdef QUICK
    float next = dFdx(float(here.x & 0xffffu)), above = dFdy(float(here.x & 0xffffu));
    float bend = next == 0.0 ? dFdx(eye_normal.x) : 0.0;
    bend += above == 0.0 ? dFdy(eye_normal.y) : 0.0;
    float step_back = max(abs(dFdx(depth)), abs(dFdy(depth))) / depth;
    float seam = (next != 0.0 || above != 0.0) ? 0.5 * clamp(1.0 - step_back * 12.0, 0.25, 1.0) : 0.0;
    return vec2(seam, clamp(bend, -1.0, 1.0));
#else
    float seam = 0.0, bend = 0.0;
    for (int i = 0; i < 4; ++i) {
        ivec2 step_to = ivec2(i == 0 ? 1 : i == 1 ? -1 : 0, i == 2 ? 1 : i == 3 ? -1 : 0);
        ivec2 at = clamp(pixel + step_to, ivec2(0), ivec2(picture) - 1);
        uvec4 there = texelFetch(surfaces, at, 0);
        float other_depth = texelFetch(depths, at, 0).r;
        float gap = (depth - eye_depth(other_depth)) / depth;
        bool same = ((there.x ^ here.x) & 0xffffu) == 0u && other_depth < 1.0;
        if (!same && gap > -0.0005 && other_depth < 1.0) seam += clamp(1.0 - abs(gap) * 12.0, 0.25, 1.0);
        vec3 normal = world_to_eye * unpack_normal(there.y);
        if (same) bend += dot(normal.xy - eye_normal.xy, vec2(step_to));
    }
    return vec2(min(seam * 0.5, 1.0), clamp(bend * 0.5, -1.0, 1.0));
#endif
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
