// Per-part values, eight texels a part; written by src/render/part_table.cpp.
uniform samplerBuffer parts;

vec4 part_texel(uint part, int texel) { return texelFetch(parts, int(part) * 8 + texel); }
// 0: lower corner of the box, material   1: size of the box, glow   2-4: rows of the placement
// 5: colour, opacity   6: glow colour, outline   7: metres towards the eye, bundles of fibres
