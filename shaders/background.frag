// A calm gradient with a soft pool of light behind the body, dithered so that it shows no bands. Drawn once per size and colours.
#include "tone.glsl"
uniform vec3 top;      // linear
uniform vec3 bottom;
uniform float aspect;
in vec2 place;
out vec4 colour;

void main() {
    vec2 from_middle = (place - vec2(0.5, 0.56)) * vec2(aspect, 1.0);
    float pool = exp(-2.2 * dot(from_middle, from_middle));
    vec3 light = mix(bottom, top, smoothstep(-0.1, 1.1, place.y)) * (0.38 + 0.50 * pool);
    float dither = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5;
    colour = vec4(to_srgb(light) + dither / 255.0, 1.0);
}
