// Unit vectors and numbers in the geometry buffer.
vec3 decode_octahedral(vec2 e) {
    vec3 n = vec3(e, 1.0 - abs(e.x) - abs(e.y));
    float fold = max(-n.z, 0.0);
    n.xy += mix(vec2(fold), vec2(-fold), greaterThanEqual(n.xy, vec2(0.0)));
    return normalize(n);
}

vec2 encode_octahedral(vec3 n) {
    vec2 e = n.xy / (abs(n.x) + abs(n.y) + abs(n.z));
    vec2 folded = (1.0 - abs(e.yx)) * mix(vec2(-1.0), vec2(1.0), greaterThanEqual(e, vec2(0.0)));
    return n.z < 0.0 ? folded : e;
}

uint pack_pair16(vec2 v) {
    uvec2 q = uvec2(round(clamp(v, -1.0, 1.0) * 32767.0 + 32767.0));
    return q.x | (q.y << 16);
}

vec2 unpack_pair16(uint p) { return (vec2(p & 0xffffu, p >> 16) - 32767.0) / 32767.0; }
