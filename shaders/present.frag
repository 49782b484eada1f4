// Shows the picture: the mean of the samples; while there are few of them, edges are smoothed (after Lottes' FXAA).
uniform sampler2D samples;
uniform vec2 origin;         // lower left corner of the target rectangle
uniform vec2 picture;
in vec2 place;
out vec4 colour;

#ifdef SMOOTH
float brightness(vec4 c) { return dot(c.rgb / c.a, vec3(0.299, 0.587, 0.114)); }

vec3 smoothed(vec2 at) {
    vec2 texel = 1.0 / picture;
    vec4 centre = texture(samples, at);
    float m = brightness(centre);
    float nw = brightness(texture(samples, at + vec2(-0.5, 0.5) * texel)), ne = brightness(texture(samples, at + vec2(0.5, 0.5) * texel));
    float sw = brightness(texture(samples, at + vec2(-0.5, -0.5) * texel)), se = brightness(texture(samples, at + vec2(0.5, -0.5) * texel));
    float low = min(m, min(min(nw, ne), min(sw, se))), high = max(m, max(max(nw, ne), max(sw, se)));
    if (high - low < max(0.035, high * 0.10)) return centre.rgb / centre.a;
    vec2 along = vec2(-((nw + ne) - (sw + se)), (nw + sw) - (ne + se));
    float shorten = max((nw + ne + sw + se) * 0.03125, 0.0078125);
    along = clamp(along / (min(abs(along.x), abs(along.y)) + shorten), -6.0, 6.0) * texel;
    vec4 a = texture(samples, at + along * (1.0 / 3.0 - 0.5)) + texture(samples, at + along * (2.0 / 3.0 - 0.5));
    vec4 b = a * 0.5 + 0.25 * (texture(samples, at - along * 0.5) + texture(samples, at + along * 0.5));
    float bright = brightness(b);
    return bright < low || bright > high ? a.rgb / a.a : b.rgb / b.a;
}
#endif

void main() {
#ifdef SMOOTH
    vec3 mean = smoothed((gl_FragCoord.xy - origin) / picture);
#else
    vec4 sum = texelFetch(samples, ivec2(gl_FragCoord.xy - origin), 0);
    vec3 mean = sum.rgb / sum.a;
#endif
    colour = vec4(mean, 1.0);
}
