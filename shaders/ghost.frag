// Adds one layer of a ghost: clear where it faces the eye, dense where it turns away, like glass in an x-ray.
// Order-independent (after McGuire & Bavoil 2013): densities and colours are summed with weights that fall with depth, so
// that one target and one blend function suffice.
uniform vec2 ray_scale;
uniform vec2 picture;
uniform vec2 depth_range;    // nearest and farthest depth of the bounds, metres
flat in vec4 tint_face;
flat in float edge_density;
in vec3 eye_normal;
out vec4 sum;

void main() {
    vec3 to_eye = -normalize(vec3((gl_FragCoord.xy / picture * 2.0 - 1.0) * ray_scale, -1.0));
    float facing = abs(dot(normalize(eye_normal), to_eye));
    float turned = 1.0 - facing;
    float edge = turned * turned * turned;
    float density = mix(tint_face.a, edge_density, edge);
    float depth = clamp((1.0 / gl_FragCoord.w - depth_range.x) / (depth_range.y - depth_range.x), 0.0, 1.0);
    float weight = density * mix(1.0, 0.30, depth);
    float light = 0.60 + 0.40 * facing + 0.75 * edge;
    sum = vec4(tint_face.rgb * light * weight, weight);
}
