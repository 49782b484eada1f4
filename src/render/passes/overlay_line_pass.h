// Lines over the body: lymph vessels, fibre paths, arrows' shafts.
#pragma once

#include <vector>

#include "render/gl_objects.h"
#include "render/overlay_ribbon.h"
#include "render/pass.h"

namespace smrt::render {

/// Draws scene.lines with smooth edges, hidden or faint where the body covers them.
class OverlayLinePass : public Pass {
public:
    explicit OverlayLinePass(PassResources resources) : resources_(std::move(resources)) {}
    [[nodiscard]] base::Status draw(const PassInput& input) override;

private:
    PassResources resources_;
    std::vector<RibbonVertex> vertices_;
    GlBuffer buffer_;
    GlVertexArray array_;
};

/// Near and far plane of a perspective projection, metres.
[[nodiscard]] glm::vec2 near_far_of(const glm::mat4& projection);

}  // namespace smrt::render
