// Letters from the atlas; plates and lines from the distance to their edge.
#include "tone.glsl"

in vec2 place;
flat in vec4 ink;      // linear colour, opacity
flat in vec4 form;     // kind, then by kind

uniform sampler2D atlas;

out vec4 colour;

float plate_distance(vec2 p, vec2 half_size, float radius) {
    vec2 q = abs(p) - half_size + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

float line_distance(vec2 p, float half_width, float length_of_line, float dash) {
    float along = p.x - clamp(p.x, 0.0, length_of_line);
    float edge = length(vec2(along, p.y)) - half_width;
    if (dash <= 0.0) return edge;
    float phase = abs(mod(p.x, 2.0 * dash) - dash);       // 0 in the middle of a dash, dash in the middle of a gap
    return max(edge, phase - 0.5 * dash);
}

void main() {
    float share;
    if (form.x < 0.5) {
        share = texelFetch(atlas, ivec2(place), 0).r;
    } else if (form.x < 1.5) {
        share = clamp(0.5 - plate_distance(place, form.zw, form.y), 0.0, 1.0);
    } else {
        // Lines thinner than a pixel keep a pixel's width and fade instead.
        float half_width = max(form.y, 0.5);
        share = clamp(0.5 - line_distance(place, half_width, form.z, form.w), 0.0, 1.0) * min(1.0, form.y / half_width);
    }
    if (share * ink.a < 0.002) discard;
    colour = vec4(to_srgb(ink.rgb), ink.a * share);
}
