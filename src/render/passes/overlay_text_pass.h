// Everything that is written over the picture: plates, captions, labels with leaders, diagrams.
#pragma once

#include <memory>

#include "render/overlay_canvas.h"
#include "render/pass.h"
#include "render/text_atlas.h"
#include "render/text_font.h"

namespace smrt::render {

/// Draws scene.labels, plates, captions and diagrams. The font is looked for when the first text is to be drawn.
class OverlayTextPass : public Pass {
public:
    explicit OverlayTextPass(PassResources resources) : resources_(std::move(resources)) {}
    /// Errors: environment when no font is found (the picture below is complete by then).
    [[nodiscard]] base::Status draw(const PassInput& input) override;

private:
    [[nodiscard]] base::Status find_font();
    /// False when the atlas was too small; the canvas is then incomplete.
    [[nodiscard]] bool lay_out(const PassInput& input);
    [[nodiscard]] bool add_label(const scene::Label& label, const PassInput& input);
    [[nodiscard]] bool add_diagram(const scene::Diagram& diagram, float scale);
    [[nodiscard]] bool add_text(std::string_view text, const glm::vec2& baseline_start, float height, const Ink& ink);

    PassResources resources_;
    std::unique_ptr<TextFont> font_;
    TextAtlas atlas_;
    OverlayCanvas canvas_;
};

}  // namespace smrt::render
