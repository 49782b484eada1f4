// Fills the noise texture from an integer hash.
#include "render/noise_texture.h"

#include <cstdint>
#include <vector>

namespace smrt::render {

namespace {

constexpr int k_side = 32;

std::uint8_t random_byte(std::uint32_t seed) {
    seed = (seed ^ (seed >> 16)) * 0x7feb352du;
    seed = (seed ^ (seed >> 15)) * 0x846ca68bu;
    return static_cast<std::uint8_t>(seed >> 24);
}

}  // namespace

void make_noise_texture(GlTexture& texture) {
    std::vector<std::uint8_t> bytes(k_side * k_side * k_side);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = random_byte(static_cast<std::uint32_t>(i) + 1);
    glBindTexture(GL_TEXTURE_3D, texture.create());
    glTexImage3D(GL_TEXTURE_3D, 0, GL_R8, k_side, k_side, k_side, 0, GL_RED, GL_UNSIGNED_BYTE, bytes.data());
    glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    for (const GLenum direction : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T, GL_TEXTURE_WRAP_R})
        glTexParameteri(GL_TEXTURE_3D, direction, GL_REPEAT);
    glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAX_LEVEL, 0);
}

}  // namespace smrt::render
