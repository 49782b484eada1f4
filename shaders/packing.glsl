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

// A normal of any length in 11 + 11 + 10 bits; cheaper to write than octahedral coding where thousands are overdrawn.
uint pack_normal(vec3 n) {
    uvec3 q = uvec3(n * vec3(1023.0, 1023.0, 511.0) + vec3(1023.5, 1023.5, 511.5));
    return q.x | (q.y << 11) | (q.z << 22);
}

vec3 unpack_normal(uint p) {
    return normalize(vec3(p & 2047u, (p >> 11) & 2047u, p >> 22) * vec3(1.0 / 1023.0, 1.0 / 1023.0, 1.0 / 511.0) - 1.0);
}
