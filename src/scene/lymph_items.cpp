// Carries the lymph network with the pose and turns it into lines and marks.
#include "scene/lymph_items.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/parallel.h"

namespace smrt::scene {
namespace {

constexpr double k_shown_speed = 0.03;    ///< metres a second at which flow is easy to follow with the eye
constexpr double k_mark_spacing = 0.045;  ///< metres between flow marks
constexpr float k_superficial_width = 2.2f, k_deep_width = 1.5f, k_mark_size = 9;  ///< pixels at scale 1
constexpr std::size_t k_most_names = 8;

/// 1, 2, 5, 10, 20 ...: the nearest of these that is not above the value.
double round_factor(double value) {
    if (value <= 1) return 1;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    const double lead = value / power;
    return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

/// Where a resting point lies on a path: segment and share along it.
struct PlaceOnPath {
    std::size_t segment = 0;
    float share = 0;
};

PlaceOnPath find_place(const std::vector<glm::vec3>& points, const glm::vec3& point) {
    PlaceOnPath best;
    float best_gap = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const glm::vec3 along = points[i + 1] - points[i];
        const float length = glm::dot(along, along);
        const float share = length > 0 ? std::clamp(glm::dot(point - points[i], along) / length, 0.0f, 1.0f) : 0;
        const glm::vec3 offset = points[i] + share * along - point;
        if (glm::dot(offset, offset) < best_gap) best_gap = glm::dot(offset, offset), best = {i, share};
    }
    return best;
}

}  // namespace

LymphTable::LymphTable(const ModelPtr& model) : model_(model) {
    if (!model->lymph) return;
    for (const lymph::Path& path : model->lymph->paths) true_speed_ += path.speed;
    if (!model->lymph->paths.empty()) true_speed_ /= static_cast<double>(model->lymph->paths.size());
    if (true_speed_ > 0) speed_up_ = round_factor(k_shown_speed / true_speed_);
}

void LymphTable::find_anchors() {
    if (!model_->tissue || !path_anchors_.empty() || !node_anchors_.empty()) return;
    const lymph::Network& network = *model_->lymph;
    path_anchors_.resize(network.paths.size());
    base::parallel_for(network.paths.size(), [&](std::size_t i) {
        for (const glm::vec3& point : network.paths[i].points) path_anchors_[i].push_back(muscles::make_anchor(*model_->tissue, point));
    });
    for (const lymph::NodeGroup& node : network.nodes) node_anchors_.push_back(muscles::make_anchor(*model_->tissue, node.centre));
}

glm::vec3 LymphTable::carried(const Posture& posture, const muscles::Anchor& anchor, const glm::vec3& point) const {
    return posture.key() == 0 ? point : muscles::carry(posture.segments(), anchor, point);
}

std::vector<PointLabel> LymphTable::compose(const Looks& looks, const View& view, const Posture& posture, Scene& scene) {
    std::vector<PointLabel> names;
    if (empty()) return names;
    if (posture.key() != 0) find_anchors();
    const lymph::Network& network = *model_->lymph;
    std::vector<std::vector<glm::vec3>> paths;
    for (std::size_t i = 0; i < network.paths.size(); ++i) {
        std::vector<glm::vec3> points = network.paths[i].points;
        if (!path_anchors_.empty())
            for (std::size_t k = 0; k < points.size(); ++k) points[k] = carried(posture, path_anchors_[i][k], points[k]);
        scene.lines.push_back({points, looks.lymph_vessel, network.paths[i].superficial ? k_superficial_width : k_deep_width, 0.9f, true});
        paths.push_back(std::move(points));
    }
    for (const lymph::FlowMark& mark : lymph::flow_marks(network, view.time, speed_up_, k_mark_spacing)) {
        const std::vector<glm::vec3>& points = paths[mark.path];
        if (points.size() < 2) continue;
        const PlaceOnPath place = find_place(network.paths[mark.path].points, mark.position);
        const glm::vec3 from = points[place.segment], to = points[place.segment + 1];
        const float length = glm::length(to - from);
        if (length <= 0) continue;
        scene.marks.push_back({glm::mix(from, to, place.share), (to - from) / length, looks.lymph_flow, k_mark_size, true});
    }
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const lymph::NodeGroup& node = network.nodes[i];
        const glm::vec3 centre = node_anchors_.empty() ? node.centre : carried(posture, node_anchors_[i], node.centre);
        const float pixel = metres_per_pixel(view.camera, glm::length(centre - view.camera.eye()), view.height) * view.pixel_scale;
        const float size = std::clamp(2 * node.radius / std::max(pixel, 1e-6f), 7.0f, 34.0f);
        scene.marks.push_back({centre, glm::vec3(0), looks.lymph_node, size, true});
        if (names.size() < k_most_names) names.push_back({node.name, centre, looks.lymph_node});
    }
    return names;
}

std::string lymph_speed_caption(const LymphTable& table) {
    return fmt::format("Lymph flow is drawn {:.0f} times faster than life (life: about {:.1f} mm/s)", table.speed_up(),
                       1000 * table.true_speed());
}

}  // namespace smrt::scene
