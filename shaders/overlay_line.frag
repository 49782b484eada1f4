// A smooth-edged ribbon with a dark seam, fainter where the body covers it.
#include "tone.glsl"
#include "overlay_depth.glsl"

in float inverse_depth;
in float across;
flat in float half_width;
flat in vec4 ink;
flat in float covered_share;

uniform vec2 origin;   // lower left corner of the picture in the framebuffer

out vec4 colour;

void main() {
    float seen = seen_share(ivec2(gl_FragCoord.xy - origin), 1.0 / inverse_depth);
    float opacity = ink.a * mix(covered_share, 1.0, seen);
    float core = clamp(half_width + 0.5 - abs(across), 0.0, 1.0);
    float seam = clamp(half_width + 1.7 - abs(across), 0.0, 1.0) * 0.45;
    float share = max(core, seam);
    if (share * opacity < 0.002) discard;
    colour = vec4(to_srgb(ink.rgb) * core / share, share * opacity);
}
