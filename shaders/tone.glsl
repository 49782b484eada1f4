// From linear light to the screen: Khronos "PBR neutral" tone mapping keeps colours true and rolls highlights off.
vec3 tone_map(vec3 colour) {
    const float start = 0.76, desaturation = 0.15;
    float low = min(colour.r, min(colour.g, colour.b));
    colour -= low < 0.08 ? low - 6.25 * low * low : 0.04;
    float peak = max(colour.r, max(colour.g, colour.b));
    if (peak < start) return colour;
    float d = 1.0 - start;
    float new_peak = 1.0 - d * d / (peak + d - start);
    colour *= new_peak / peak;
    return mix(colour, vec3(new_peak), 1.0 - 1.0 / (desaturation * (peak - new_peak) + 1.0));
}

// The sRGB curve as square roots, within 0.003 of the exact one and several times cheaper.
vec3 to_srgb(vec3 linear) {
    linear = clamp(linear, 0.0, 1.0);
    vec3 root = sqrt(linear), fourth = sqrt(root), eighth = sqrt(fourth);
    return max(0.662002687 * root + 0.684122060 * fourth - 0.323583601 * eighth - 0.0225411470 * linear, vec3(0.0));
}
