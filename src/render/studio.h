// Materials and lights, read from text tables.
#pragma once

#include <array>
#include <filesystem>
#include <glm/glm.hpp>

#include "base/result.h"

namespace smrt::render {

/// What the shading shaders know of materials and lights; the layout is that of shaders/shading.glsl.
struct Studio {
    /// Four texels a material of scene::Material:
    /// wrap, roughness, specular, sheen | scatter rgb, rim | striation, mottle, mottle size (m), tendon share | spare
    std::array<glm::vec4, 64> materials{};
    /// key direction and how far occlusion dims it, key light; the same of the fill; rim direction, rim light; ground; sky.
    std::array<glm::vec4, 8> lights{};
    glm::vec3 tendon{0.7f};  ///< linear colour that muscles turn to at their ends
};

/// Reads materials.toml and studio.toml of a folder. Errors: environment, or bad_data with all faults in one message.
[[nodiscard]] base::Result<Studio> read_studio(const std::filesystem::path& folder);

}  // namespace smrt::render
