// Glowing parts shine through what covers them, with their own shading; an outline and a soft dark halo set them off.
#include "shading.glsl"
#include "tone.glsl"
uniform usampler2D glow_surfaces;
uniform sampler2D glow_depths;
uniform sampler2D depths;
uniform float pixel_angle;
uniform float pixel_scale;
in vec2 place;
out vec4 colour;

uint part_at(ivec2 pixel) {
    return texelFetch(glow_surfaces, clamp(pixel, ivec2(0), ivec2(picture) - 1), 0).x & 0xffffu;
}

// The picture outside of glowing parts: outline next to them, halo farther out.
vec4 surroundings(ivec2 pixel) {
    float width = 1.6 * pixel_scale, reach = 11.0 * pixel_scale;
    float line = 0.0, halo = 0.0;
    vec3 tint = vec3(1.0);
    for (int i = 0; i < 16; ++i) {
        float angle = float(i) * 0.3926991;
        vec2 direction = vec2(cos(angle), sin(angle));
        uint close = part_at(ivec2(gl_FragCoord.xy + direction * width));
        if (close != 0u) {
            line += 1.0;
            tint = part_texel(close - 1u, 6).rgb;
        }
        float far = i % 2 == 0 ? 0.45 : 1.0;
        uint distant = part_at(ivec2(gl_FragCoord.xy + direction * reach * far));
        if (distant != 0u && part_texel(distant - 1u, 1).w > 0.0) halo += 1.0;
    }
    float outline = clamp(line / 3.5, 0.0, 1.0);
    return mix(vec4(0.0, 0.0, 0.0, halo / 16.0 * 0.38), vec4(to_srgb(tint), 1.0), outline);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    uvec4 g = texelFetch(glow_surfaces, pixel, 0);
    if ((g.x & 0xffffu) == 0u) {
        colour = surroundings(pixel);
        if (colour.a <= 0.0) discard;
        return;
    }
    Surface s = read_surface(g);
    float strength = part_texel(s.part, 1).w;
    vec3 tint = part_texel(s.part, 6).rgb;
    // Inner border against another selected part or the end of the selection.
    float window_depth = texelFetch(glow_depths, pixel, 0).r;
    float depth = eye_depth(window_depth);
    float cover = eye_depth(texelFetch(depths, pixel, 0).r);
    bool covered = cover < depth * 0.9995 - 0.0002;
    uint own = g.x & 0xffffu;
    float border = 0.0;
    for (int i = 0; i < 4; ++i) {
        uint other = part_at(pixel + ivec2(i == 0 ? 1 : i == 1 ? -1 : 0, i == 2 ? 1 : i == 3 ? -1 : 0));
        if (other != own && other != 0u) border = 0.6;
    }
    if (strength <= 0.0) {
        colour = vec4(to_srgb(tint), border);
        if (colour.a <= 0.0) discard;
        return;
    }
    vec3 ray = eye_ray(gl_FragCoord.xy);
    vec3 world = (eye_to_world * vec4(ray * depth, 1.0)).xyz;
    vec3 to_eye = -normalize(ray);
    vec3 eye_normal = world_to_eye * s.normal;
    int material = int(part_texel(s.part, 0).w);
    float tendon, grain;
    vec3 albedo = surface_colour(s, world, depth * pixel_angle, material, tendon, grain);
    albedo = mix(albedo, tint * 0.9, 0.16 * strength);
    vec3 lit = light_surface(albedo, s.normal, eye_normal, to_eye, material, mix(1.0, s.open, 0.8), tendon);
    float turned = 1.0 - clamp(dot(eye_normal, to_eye), 0.0, 1.0);
    lit = lit * 1.2 + tint * strength * (0.06 + 0.75 * turned * turned * turned);
    vec3 shown = mix(to_srgb(tone_map(lit)), to_srgb(tint), border);
    // What covers it stays perceptible as a thin veil that grows with the depth below it.
    float veil = covered ? clamp(0.09 + (depth - cover) * 0.8, 0.09, 0.20) : 0.0;
    colour = vec4(shown, mix(0.0, 1.0 - veil, clamp(strength * 1.6, 0.0, 1.0)));
}
