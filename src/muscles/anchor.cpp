// Points that are carried along with the skin or the bones (lymph vessels, marks).
#include <algorithm>
#include <numeric>
#include <optional>

#include "muscles/rigid_blend.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

/// The vertex of the skin nearest to a point, if the point lies in or under the skin.
std::optional<std::uint32_t> find_skin_vertex(const TissueModel& model, const glm::vec3& point) {
    constexpr float k_near = 0.012f;  // metres
    if (model.skin == anatomy::k_no_part || model.slots[model.skin].motion != Motion::weighted) return std::nullopt;
    const geometry::PointTree::Hit hit = skin_points(model).nearest(point);
    return hit.distance < k_near ? std::optional(hit.index) : std::nullopt;
}

}  // namespace

Anchor make_anchor(const TissueModel& model, const glm::vec3& resting_point) {
    Anchor out;
    if (const auto vertex = find_skin_vertex(model, resting_point)) {
        const WeightedPart& skin = weighted_part(model, model.skin);
        const WeightedPart::Vertex& v = skin.vertices[*vertex];
        float sum = 0;
        for (int k = 0; k < 4; ++k) sum += static_cast<float>(v.weight[k]);
        for (int k = 0; k < 4; ++k) out.segment[k] = skin.segments[v.segment[k]], out.weight[k] = static_cast<float>(v.weight[k]) / sum;
        return out;
    }
    std::vector<skeleton::SegmentIndex> segments(model.clouds->count());
    std::iota(segments.begin(), segments.end(), 0u);
    const std::vector<float> row = weigh_segments(model, segments, resting_point);
    std::stable_sort(segments.begin(), segments.end(), [&](auto a, auto b) { return row[a] > row[b]; });
    float sum = 0;
    for (std::size_t k = 0; k < 4 && k < segments.size(); ++k) sum += row[segments[k]];
    for (std::size_t k = 0; k < 4; ++k) {
        const bool used = k < segments.size() && sum > 0;
        out.segment[k] = used ? segments[k] : 0, out.weight[k] = used ? row[segments[k]] / sum : (k == 0 ? 1.0f : 0.0f);
    }
    return out;
}

glm::vec3 carry(const skeleton::PosedBody& posed, const Anchor& anchor, const glm::vec3& resting_point) {
    DualQuaternion sum{{0, 0, 0, 0}, {0, 0, 0, 0}};
    glm::dquat first(0, 0, 0, 0);
    for (int k = 0; k < 4; ++k) {
        if (anchor.weight[k] <= 0) continue;
        DualQuaternion motion = make_motion(posed.segments[anchor.segment[k]]);
        if (glm::dot(motion.real, first) < 0) motion = {-motion.real, -motion.dual};
        if (k == 0) first = motion.real;
        add_weighted(sum, motion, anchor.weight[k]);
    }
    return glm::vec3(to_rigid(sum)(glm::dvec3(resting_point)));
}

}  // namespace smrt::muscles
