// Lays texts out on a canvas and draws it.
#include "render/passes/overlay_text_pass.h"

#include <algorithm>
#include <cmath>

namespace smrt::render {
namespace {

constexpr glm::vec3 k_plate{0.010f, 0.013f, 0.018f};                        ///< linear; nearly black with a touch of blue
constexpr float k_radius = 5, k_leader = 1.25f, k_dot = 2.6f, k_stub = 10;  ///< pixels at scale 1
constexpr float k_label_plate = 0.58f, k_leader_opacity = 0.85f;

}  // namespace

base::Status OverlayTextPass::find_font() {
    if (font_) return {};
    auto font = TextFont::find(resources_.program_root);
    if (!font) return tl::unexpected(font.error());
    font_ = std::move(*font);
    return {};
}

bool OverlayTextPass::add_text(std::string_view text, const glm::vec2& baseline_start, float height, const Ink& ink) {
    return canvas_.add_text(*font_, atlas_, text, baseline_start, height, ink);
}

bool OverlayTextPass::add_label(const scene::Label& label, const PassInput& input) {
    const float scale = input.scene.pixel_scale;
    const glm::vec2 half = 0.5f * label.size;
    if (label.leader) {
        const glm::vec4 clip = input.view_projection * glm::vec4(label.anchor, 1);
        if (clip.w > 0) {
            const glm::vec2 picture(input.scene.width, input.scene.height);
            const glm::vec2 anchor = glm::vec2(0.5f + 0.5f * clip.x / clip.w, 0.5f - 0.5f * clip.y / clip.w) * picture;
            const float outwards = label.right_of_anchor ? -1.0f : 1.0f;
            glm::vec2 edge = label.position + glm::vec2(outwards * half.x, 0);
            glm::vec2 knee = edge + glm::vec2(outwards * k_stub * scale, 0);
            if ((knee.x - anchor.x) * outwards > 0) {
                // The box stands over or under its anchor: the leader leaves it there.
                edge = glm::clamp(anchor, label.position - half + 3 * scale, label.position + half - 3 * scale);
                edge.y = label.position.y + (anchor.y > label.position.y ? half.y : -half.y);
                knee = edge;
            }
            const Ink shadow{k_plate, 0.45f}, ink{label.colour, k_leader_opacity};
            canvas_.add_line(anchor, knee, (k_leader + 2) * scale, shadow);
            canvas_.add_line(knee, edge, (k_leader + 2) * scale, shadow);
            canvas_.add_disc(anchor, (k_dot + 1.2f) * scale, {k_plate, 0.7f});
            canvas_.add_line(anchor, knee, k_leader * scale, ink);
            canvas_.add_line(knee, edge, k_leader * scale, ink);
            canvas_.add_disc(anchor, k_dot * scale, {label.colour, 1});
        }
    }
    canvas_.add_plate(label.position - half, label.position + half, k_radius * scale, {k_plate, k_label_plate});
    // Boxes are laid out with the widths of a wide face; a wider font is written smaller rather than over the edge.
    const float inner = label.size.x - 8 * scale, width = font_->width(label.text, label.height);
    const float height = width > inner && width > 0 ? label.height * inner / width : label.height;
    const glm::vec2 start(label.position.x - 0.5f * font_->width(label.text, height),
                          label.position.y + 0.5f * font_->capital_height(height));
    return add_text(label.text, start, height, {label.colour, 1});
}

bool OverlayTextPass::lay_out(const PassInput& input) {
    const scene::Scene& scene = input.scene;
    canvas_.clear();
    bool complete = true;
    for (const scene::Label& label : scene.labels) complete = add_label(label, input) && complete;
    for (const scene::Plate& plate : scene.plates) {
        canvas_.add_plate(plate.lower, plate.upper, 1.6f * k_radius * scene.pixel_scale, {k_plate, plate.opacity});
    }
    for (const scene::Caption& caption : scene.captions) {
        const glm::vec2 baseline = caption.position + glm::vec2(0, font_->ascent(caption.height));
        complete = add_text(caption.text, baseline, caption.height, {caption.colour, 1}) && complete;
    }
    for (const scene::Diagram& diagram : scene.diagrams) complete = add_diagram(diagram, scene.pixel_scale) && complete;
    return complete;
}

base::Status OverlayTextPass::draw(const PassInput& input) {
    const scene::Scene& scene = input.scene;
    if (scene.labels.empty() && scene.captions.empty() && scene.diagrams.empty() && scene.plates.empty()) return {};
    if (auto found = find_font(); !found) return found;
    if (!lay_out(input)) {
        atlas_.clear();  // letters of sizes that are no longer used made it full
        if (!lay_out(input))
            return base::fail(base::ErrorCode::environment, "too many different letters for one picture; lower the text size");
    }
    return canvas_.draw(resources_.shaders, glm::vec2(scene.width, scene.height), atlas_.texture());
}

}  // namespace smrt::render
