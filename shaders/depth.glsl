// From a pixel and its window depth back to a place before the eye.
uniform vec2 near_far;
uniform vec2 ray_scale;   // tangent of half the field of view, horizontally and vertically
uniform vec2 picture;     // pixels

float eye_depth(float window_depth) {
    return near_far.x * near_far.y / (near_far.y - window_depth * (near_far.y - near_far.x));
}

vec3 eye_ray(vec2 pixel) { return vec3((pixel / picture * 2.0 - 1.0) * ray_scale, -1.0); }
