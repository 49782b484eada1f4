// Lays the summed ghosts over the picture.
#include "tone.glsl"
uniform sampler2D ghosts;
in vec2 place;
out vec4 colour;

void main() {
    vec4 sum = texelFetch(ghosts, ivec2(gl_FragCoord.xy), 0);
    if (sum.a <= 0.0) discard;
    // Thick stacks of ghosts never close up entirely.
    float cover = sum.a / (1.0 + sum.a * 0.18);
    colour = vec4(to_srgb(tone_map(sum.rgb / sum.a)), 1.0 - exp(-cover));
}
