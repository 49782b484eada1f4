// Lymph vessels, nodes and the marks that run along them, carried with the pose.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scene/label_items.h"
#include "scene/looks.h"
#include "scene/posture.h"
#include "scene/scene.h"

namespace smrt::scene {

/// Keeps which segments each point of the network rides on.
class LymphTable {
public:
    explicit LymphTable(const ModelPtr& model);

    /// Adds lines, node marks and flow marks at a time to the scene. Cost: one blend per point; a body at rest costs none.
    /// Result: labels wanted for the node groups in the picture.
    /// With a side only that side and the midline are drawn (the limb whose position plays).
    [[nodiscard]] std::vector<PointLabel> compose(const Looks& looks, const View& view, const std::optional<anatomy::Side>& side,
                                                  const Posture& posture, Scene& scene);

    /// How many times faster than life the marks run; 1 without vessels.
    [[nodiscard]] double speed_up() const { return speed_up_; }
    /// Mean true speed of the vessels, metres a second; 0 without vessels.
    [[nodiscard]] double true_speed() const { return true_speed_; }
    [[nodiscard]] bool empty() const { return !model_->lymph || (model_->lymph->paths.empty() && model_->lymph->nodes.empty()); }

private:
    void find_anchors();
    void add_flow_marks(const Looks& looks, const View& view, const std::vector<std::vector<glm::vec3>>& paths, Scene& scene) const;
    [[nodiscard]] glm::vec3 carried(const Posture& posture, const muscles::Anchor& anchor, const glm::vec3& point) const;

    ModelPtr model_;
    std::vector<std::vector<muscles::Anchor>>
        path_anchors_;  ///< segments that carry each point; empty without a rig, and until the body first moves
    std::vector<muscles::Anchor> node_anchors_;
    double speed_up_ = 1, true_speed_ = 0;
};

/// "Lymph flow drawn 20 times faster than life (about 1 mm/s)": what the picture must say of the marks' speed.
[[nodiscard]] std::string lymph_speed_caption(const LymphTable& table);

}  // namespace smrt::scene
