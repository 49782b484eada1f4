// Adds one finished sample to the sum of samples.
uniform sampler2D sample_picture;
in vec2 place;
out vec4 colour;

void main() { colour = vec4(texelFetch(sample_picture, ivec2(gl_FragCoord.xy), 0).rgb, 1.0); }
