// The repeating noise that gives surfaces their grain.
#pragma once

#include "render/gl_objects.h"

namespace smrt::render {

/// Makes a 32 x 32 x 32 texture of even random bytes, the same on every machine, that repeats and is filtered linearly.
void make_noise_texture(GlTexture& texture);

}  // namespace smrt::render
