// Screen-space ambient occlusion at half size: how much of the hemisphere over a pixel is open (after McGuire et al. 2012,
// scalable ambient obscurance). Each 2 x 2 block of these pixels uses four turns of the pattern; shade.frag averages them.
#include "depth.glsl"
#include "packing.glsl"
uniform usampler2D surfaces;
uniform sampler2D depths;
uniform mat3 world_to_eye;
uniform float radius;      // metres
uniform float turn;        // of the sample pattern, changes from sample to sample
in vec2 place;
out vec2 open_depth;       // 1 open .. 0 closed; depth before the eye

const int tap_count = 9;

vec3 eye_place(ivec2 pixel) {
    return eye_ray(vec2(pixel) + 0.5) * eye_depth(texelFetch(depths, pixel, 0).r);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy) * 2;
    float window_depth = texelFetch(depths, pixel, 0).r;
    vec3 here = eye_ray(vec2(pixel) + 0.5) * eye_depth(window_depth);
    vec3 normal = world_to_eye * unpack_normal(texelFetch(surfaces, pixel, 0).y);
    float pixels_per_metre = 0.5 * picture.y / (ray_scale.y * -here.z);
    float reach = clamp(radius * pixels_per_metre, 6.0, 90.0);
    int cell = ((pixel.x >> 1) & 1) * 2 + ((pixel.y >> 1) & 1);
    float start = (float(cell) * 0.25 + turn) * 6.2831853;
    float grain = fract(float(cell) * 0.375 + 0.125 + turn * 7.0);
    float sum = 0.0;
    float limit = radius * radius;
    // Empty pixels end the loop at once: a software renderer skips loops, not branches.
    int taps = window_depth < 1.0 ? tap_count : 0;
    for (int i = 0; i < taps; ++i) {
        float share = (float(i) + grain) / float(tap_count);
        float angle = start + float(i) * 2.3999632;
        vec2 offset = vec2(cos(angle), sin(angle)) * max(share * share * reach, 1.5 + float(i) * 0.5);
        ivec2 at = clamp(pixel + ivec2(round(offset)), ivec2(0), ivec2(picture) - 1);
        vec3 to = eye_place(at) - here;
        float square = dot(to, to);
        float fall = max(limit - square, 0.0) / limit;
        float rise = dot(to, normal) * inversesqrt(square + 1e-12) - 0.12;
        sum += fall * fall * max(rise, 0.0);
    }
    open_depth = vec2(clamp(1.0 - 2.7 * sum / float(tap_count), 0.0, 1.0), -here.z);
}
