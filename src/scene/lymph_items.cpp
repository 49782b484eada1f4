// Carries the lymph network with the pose and turns it into lines and marks.
#include "scene/lymph_items.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/lymph_riders.h"

namespace smrt::scene {
namespace {

constexpr double k_shown_speed = 0.03;   ///< metres a second at which flow is easy to follow with the eye
constexpr double k_mark_spacing = 0.02;  ///< metres between flow marks close by; doubled until they stand far enough apart
constexpr float k_mark_pixels = 42;      ///< least distance of marks on the screen, pixels at scale 1
constexpr float k_superficial_width = 2.0f, k_deep_width = 1.4f, k_mark_size = 7.5f;  ///< pixels at scale 1
constexpr std::size_t k_most_names = 8;
constexpr float k_named_below = 0.0016f;  ///< metres a pixel (at scale 1) from which node groups are named

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
    if (!model_->rig || !path_anchors_.empty() || !node_anchors_.empty()) return;
    const auto anchor_of = [&](const lymph::Riders& riders) {
        muscles::Anchor anchor;
        for (std::size_t i = 0; i < riders.size(); ++i) {
            const bool moves = riders[i].bone < model_->rig->segment_of_part.size();
            anchor.segment[i] = moves ? model_->rig->segment_of_part[riders[i].bone] : skeleton::k_root;
            anchor.weight[i] = riders[i].weight;
        }
        return anchor;
    };
    for (const lymph::Path& path : model_->lymph->paths) {
        auto& anchors = path_anchors_.emplace_back();
        for (std::size_t i = 0; i < path.points.size(); ++i) {
            anchors.push_back(i < path.riders.size() ? anchor_of(path.riders[i]) : muscles::Anchor());
        }
    }
    for (const lymph::NodeGroup& node : model_->lymph->nodes) node_anchors_.push_back(anchor_of(node.riders));
}

glm::vec3 LymphTable::carried(const Posture& posture, const muscles::Anchor& anchor, const glm::vec3& point) const {
    return posture.key() == 0 ? point : muscles::carry(posture.segments(), anchor, point);
}

void LymphTable::add_flow_marks(const Looks& looks, const View& view, const std::vector<std::vector<glm::vec3>>& paths,
                                Scene& scene) const {
    const float pixel = metres_per_pixel(view.camera, view.camera.distance, view.height) * view.pixel_scale;
    double spacing = k_mark_spacing;
    while (spacing < k_mark_pixels * pixel && spacing < 1) spacing *= 2;
    const lymph::Network& network = *model_->lymph;
    for (const lymph::FlowMark& mark : lymph::flow_marks(network, view.time, speed_up_, spacing)) {
        const std::vector<glm::vec3>& points = paths[mark.path];
        if (points.size() < 2) continue;  // a path that is not shown
        const PlaceOnPath place = find_place(network.paths[mark.path].points, mark.position);
        const glm::vec3 from = points[place.segment], to = points[place.segment + 1];
        const float length = glm::length(to - from);
        if (length <= 0) continue;
        scene.marks.push_back({glm::mix(from, to, place.share), (to - from) / length, looks.lymph_flow, k_mark_size, true});
    }
}

std::vector<PointLabel> LymphTable::compose(const Looks& looks, const View& view, const std::optional<anatomy::Side>& side,
                                            const Posture& posture, Scene& scene) {
    std::vector<PointLabel> names;
    if (empty()) return names;
    if (posture.key() != 0) find_anchors();
    const auto shown = [&](anatomy::Side own) { return !side || own == *side || own == anatomy::Side::midline; };
    const lymph::Network& network = *model_->lymph;
    std::vector<std::vector<glm::vec3>> paths(network.paths.size());
    for (std::size_t i = 0; i < network.paths.size(); ++i) {
        const lymph::Path& path = network.paths[i];
        if (!shown(path.side)) continue;
        paths[i] = path.points;
        if (!path_anchors_.empty())
            for (std::size_t k = 0; k < path.points.size(); ++k) paths[i][k] = carried(posture, path_anchors_[i][k], path.points[k]);
        scene.lines.push_back({paths[i], looks.lymph_vessel, path.superficial ? k_superficial_width : k_deep_width, 0.9f, true});
    }
    add_flow_marks(looks, view, paths, scene);
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const lymph::NodeGroup& node = network.nodes[i];
        if (!shown(node.side)) continue;
        const glm::vec3 centre = node_anchors_.empty() ? node.centre : carried(posture, node_anchors_[i], node.centre);
        const float pixel = metres_per_pixel(view.camera, glm::length(centre - view.camera.eye()), view.height) * view.pixel_scale;
        const float size = std::clamp(2 * node.radius / std::max(pixel, 1e-6f), 7.0f, 34.0f);
        scene.marks.push_back({centre, glm::vec3(0), looks.lymph_node, size, true});
        if (names.size() < k_most_names && pixel < k_named_below) names.push_back({node.name, centre, looks.lymph_node});
    }
    return names;
}

std::string lymph_speed_caption(const LymphTable& table) {
    const double speed = 1000 * table.true_speed();
    if (table.speed_up() <= 1) return fmt::format("Lymph flows at its true speed, about {:.0f} mm/s", speed);
    return fmt::format("Lymph flow drawn {:.0f} times faster than life ({:.{}f} mm/s)", table.speed_up(), speed, speed < 3 ? 1 : 0);
}

}  // namespace smrt::scene
