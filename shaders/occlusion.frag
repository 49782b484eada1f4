// Screen-space ambient occlusion: how much of the hemisphere over a pixel is open (McGuire et al. 2012, scalable ambient obscurance).
#include "depth.glsl"
#include "packing.glsl"
uniform usampler2D surfaces;
uniform sampler2D depths;
uniform mat3 world_to_eye;
uniform vec2 radii;        // metres: far and near search radius
uniform float turn;        // of the sample pattern, changes from sample to sample
in vec2 place;
out float open;

const int tap_count = 14;

vec3 eye_place(vec2 pixel) {
    return eye_ray(pixel) * eye_depth(texelFetch(depths, ivec2(pixel), 0).r);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    vec3 here = eye_place(gl_FragCoord.xy);
    vec3 normal = world_to_eye * decode_octahedral(unpack_pair16(texelFetch(surfaces, pixel, 0).y));
    float pixels_per_metre = 0.5 * picture.y / (ray_scale.y * -here.z);
    float reach = clamp(radii.x * pixels_per_metre, 6.0, 90.0);
    float start = (float((pixel.x & 3) * 4 + (pixel.y & 3)) * 0.0625 + turn) * 6.2831853 * 7.0;
    float grain = float(((pixel.x & 3) * 4 + (pixel.y & 3)) * 7 & 15) * 0.0625;
    float sum = 0.0;
    float limit = radii.x * radii.x;
    for (int i = 0; i < tap_count; ++i) {
        float share = (float(i) + grain) / float(tap_count);
        float angle = start + float(i) * 2.3999632;
        vec2 at = gl_FragCoord.xy + vec2(cos(angle), sin(angle)) * max(share * share * reach, 1.0 + float(i) * 0.5);
        at = clamp(at, vec2(0.5), picture - 0.5);
        vec3 to = eye_place(at) - here;
        float square = dot(to, to);
        float fall = max(limit - square, 0.0) / limit;
        float rise = dot(to, normal) * inversesqrt(square + 1e-12) - 0.12;
        sum += fall * fall * max(rise, 0.0);
    }
    open = clamp(1.0 - 1.9 * sum / float(tap_count), 0.0, 1.0);
}
