// Writes the items' boxes, placements and looks into the table.
#include "render/part_table.h"

#include <algorithm>

namespace smrt::render {

namespace {

constexpr std::size_t k_texels_per_part = 8;

/// Metres that a part is drawn nearer to the eye than it lies. Skin is thinner than the error of its own coarse levels and of
/// those of the muscles below it: without this they would come through in patches. Eyes go with it, or they would lie behind the lids.
float depth_bias(scene::Material material, bool skin_is_on) {
    constexpr float k_skin = 0.009f, k_hair = 0.011f;
    if (material == scene::Material::hair) return k_hair;
    return material == scene::Material::skin || (material == scene::Material::eye && skin_is_on) ? k_skin : 0.0f;
}

bool shows_skin(const scene::Scene& scene) {
    return std::any_of(scene.items.begin(), scene.items.end(), [&](const scene::Item& item) {
        return item.look.opacity >= 1 && scene.body->part(item.part).kind == anatomy::Kind::skin;
    });
}

void write_entry(const geometry::Box& box, const scene::Item& item, bool skin_is_on, glm::vec4* out) {
    const scene::Look& look = item.look;
    out[0] = glm::vec4(box.lower, static_cast<float>(look.material));
    out[1] = glm::vec4(box.size(), look.glow);
    const glm::mat4 rows = glm::transpose(item.placement);
    out[2] = rows[0], out[3] = rows[1], out[4] = rows[2];
    out[5] = glm::vec4(look.colour, look.opacity);
    out[6] = glm::vec4(look.glow_colour, look.outline ? 1.0f : 0.0f);
    out[7] = glm::vec4(depth_bias(look.material, skin_is_on), static_cast<float>(look.bundles), 0, 0);
}

}  // namespace

std::size_t PartTable::update(const scene::Scene& scene) {
    texels_.assign(scene.body->parts().size() * k_texels_per_part, glm::vec4(0));
    const bool skin_is_on = shows_skin(scene);
    for (const scene::Item& item : scene.items)
        write_entry(scene.body->part(item.part).mesh.box, item, skin_is_on, texels_.data() + item.part * k_texels_per_part);
    if (texels_ == uploaded_) return 0;
    glBindBuffer(GL_TEXTURE_BUFFER, buffer_.create());
    const std::size_t bytes = texels_.size() * sizeof(glm::vec4);
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(bytes), texels_.data(), GL_DYNAMIC_DRAW);
    glBindTexture(GL_TEXTURE_BUFFER, texture_.create());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, buffer_.name());
    uploaded_ = texels_;
    return bytes;
}

}  // namespace smrt::render
