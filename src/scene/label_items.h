// Names of parts with leader lines.
#pragma once

#include <vector>

#include "scene/coverage.h"
#include "scene/label_layout.h"
#include "scene/posture.h"
#include "scene/scene.h"
#include "scene/text_metrics.h"
#include "scene/view.h"

namespace smrt::scene {

/// Points of parts to which leaders may go: vertices of the coarsest level, spread far apart. Found when first asked for.
class AnchorTable {
public:
    explicit AnchorTable(anatomy::BodyPtr body) : body_(std::move(body)), kept_(body_->parts().size()) {}
    [[nodiscard]] const std::vector<std::uint32_t>& vertices(anatomy::PartIndex part);

private:
    anatomy::BodyPtr body_;
    std::vector<std::vector<std::uint32_t>> kept_;
};

/// A label wanted for something that is no part (a lymph node group).
struct PointLabel {
    std::string text;
    glm::vec3 anchor{0};
    glm::vec3 colour{1};
};

/// What labels are made from.
struct LabelItemsInput {
    const Scene& scene;  ///< with its items, captions' plates and diagrams already composed
    const PictureMap& map;
    const View& view;
    const std::vector<anatomy::PartIndex>& named;  ///< parts that must be named (selection, targets); when empty the largest are
    const std::vector<PointLabel>& points;
    glm::vec3 named_colour{1};
    const TextMetrics& metrics;
};

/// Labels of the named parts, else of the structures that own most of the picture (at most 16, one for both sides and for
/// all pieces of one name; none while the view moves). Cost: one coverage picture.
[[nodiscard]] std::vector<Label> compose_labels(const LabelItemsInput& input, Posture& posture, AnchorTable& anchors);

}  // namespace smrt::scene
