// Round dots with a rim, and chevrons that point along the flow.
#include "tone.glsl"
#include "overlay_depth.glsl"

in float inverse_depth;
in vec3 place;
flat in vec3 form;
flat in vec4 ink;

uniform vec2 origin;

out vec4 colour;

float segment_distance(vec2 p, vec2 a, vec2 b) {
    vec2 along = b - a;
    return length(p - a - along * clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0));
}

void main() {
    // Distances in pixels; negative inside.
    float edge;
    if (form.x < 0.5) {
        edge = (length(place.xy) - 0.92) * form.y;
    } else {
        vec2 p = vec2(place.x, abs(place.y));
        float squeeze = place.z;
        edge = (segment_distance(vec2(p.x * squeeze, p.y), vec2(0.75 * squeeze, 0.0), vec2(-0.35 * squeeze, 0.8)) - 0.24) * form.y;
    }
    float core = clamp(0.5 - edge, 0.0, 1.0);
    float seam = clamp(1.7 - edge, 0.0, 1.0) * 0.5;
    float share = max(core, seam);
    float seen = seen_share(ivec2(gl_FragCoord.xy - origin), 1.0 / inverse_depth);
    float opacity = ink.a * mix(form.z, 1.0, seen);
    if (share * opacity < 0.002) discard;
    vec3 base = ink.rgb;
    // A dot is shaded like a ball lit from above, so that it reads as a node in space.
    if (form.x < 0.5) base *= 0.72 + 0.36 * clamp(1.0 - length(place.xy - vec2(-0.25, -0.3)), 0.0, 1.0);
    colour = vec4(to_srgb(base) * core / share, share * opacity);
}
