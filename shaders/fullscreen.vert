// One triangle that covers the picture, at the depth of the background.
out vec2 place;  // 0..1 from the lower left

void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    place = corner;
    gl_Position = vec4(corner * 2.0 - 1.0, 1.0, 1.0);
}
