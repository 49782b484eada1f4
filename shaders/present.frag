// Shows the picture: the mean of the samples; while there are few of them, edges are smoothed (after Lottes' FXAA).
uniform sampler2D samples;
uniform vec2 origin;         // lower left corner of the target rectangle
uniform vec2 picture;
in vec2 place;
out vec4 colour;

#ifdef SMOOTH
float brightness(vec4 c) { return (c.r + c.g) / c.a; }

vec4 at_pixel(ivec2 pixel) { return texelFetch(samples, clamp(pixel, ivec2(0), ivec2(picture) - 1), 0); }

vec3 smoothed(ivec2 pixel) {
    vec2 texel = 1.0 / picture, at = (vec2(pixel) + 0.5) * texel;
    vec4 centre = at_pixel(pixel);
    vec3 result = centre.rgb / centre.a;
    float m = brightness(centre);
    float nw = 0.5 * (m + brightness(at_pixel(pixel + ivec2(-1, 1)))), ne = 0.5 * (m + brightness(at_pixel(pixel + ivec2(1, 1))));
    float sw = 0.5 * (m + brightness(at_pixel(pixel - ivec2(1, 1)))), se = 0.5 * (m + brightness(at_pixel(pixel + ivec2(1, -1))));
    float low = min(m, min(min(nw, ne), min(sw, se))), high = max(m, max(max(nw, ne), max(sw, se)));
    // A loop of zero or one turn: a software renderer skips loops, not branches.
    int edges = high - low < max(0.06, high * 0.10) ? 0 : 1;
    for (int i = 0; i < edges; ++i) {
        vec2 along = vec2(-((nw + ne) - (sw + se)), (nw + sw) - (ne + se));
        float shorten = max((nw + ne + sw + se) * 0.03125, 0.0078125);
        along = clamp(along / (min(abs(along.x), abs(along.y)) + shorten), -6.0, 6.0) * texel;
        vec4 a = texture(samples, at + along * (1.0 / 3.0 - 0.5)) + texture(samples, at + along * (2.0 / 3.0 - 0.5));
        vec4 b = a * 0.5 + 0.25 * (texture(samples, at - along * 0.5) + texture(samples, at + along * 0.5)) * 2.0;
        float bright = brightness(b);
        result = bright < low || bright > high ? a.rgb / a.a : b.rgb / b.a;
    }
    return result;
}
#endif

void main() {
#ifdef SMOOTH
    vec3 mean = smoothed(ivec2(gl_FragCoord.xy - origin));
#else
    vec4 sum = texelFetch(samples, ivec2(gl_FragCoord.xy - origin), 0);
    vec3 mean = sum.rgb / sum.a;
#endif
    colour = vec4(mean, 1.0);
}
