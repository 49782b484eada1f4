// How far a thing drawn over the picture is covered by the body.
uniform sampler2D depth;
uniform vec2 near_far;

// Share that is seen: 1 before the surface or just on it, 0 behind it. Input: pixel from the lower left, metres from the eye.
float seen_share(ivec2 pixel, float metres) {
    float window = texelFetch(depth, pixel, 0).r;
    if (window >= 1.0) return 1.0;
    float surface = near_far.x * near_far.y / (near_far.y - window * (near_far.y - near_far.x));
    return 1.0 - smoothstep(0.003, 0.008, metres - surface);
}
