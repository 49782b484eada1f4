// Marks over the body: node dots, flow chevrons.
#pragma once

#include <vector>

#include "render/gl_objects.h"
#include "render/pass.h"

namespace smrt::render {

/// Draws scene.marks, far ones first; chevrons turn with the direction's projection and shorten where it points at the eye.
class OverlayMarkPass : public Pass {
public:
    explicit OverlayMarkPass(PassResources resources) : resources_(std::move(resources)) {}
    [[nodiscard]] base::Status draw(const PassInput& input) override;

private:
    struct Vertex {
        glm::vec3 position, local;
        glm::vec4 colour;
        glm::vec3 kind;
    };
    void append(const scene::Mark& mark, const PassInput& input, const glm::vec4& clip);

    PassResources resources_;
    std::vector<Vertex> vertices_;
    GlBuffer buffer_;
    GlVertexArray array_;
};

}  // namespace smrt::render
