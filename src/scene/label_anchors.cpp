// Spreads leader points over a part by farthest-point sampling.
#include <algorithm>
#include <limits>

#include "scene/label_items.h"

namespace smrt::scene {
namespace {

constexpr std::size_t k_anchors = 24;      ///< per part
constexpr std::size_t k_looked_at = 1500;  ///< vertices of large meshes that are considered

std::vector<std::uint32_t> spread_vertices(const geometry::LevelMesh& mesh) {
    std::vector<std::uint32_t> chosen;
    if (mesh.levels.empty()) return chosen;
    const std::uint32_t count = mesh.levels.back().vertex_count;
    const std::uint32_t step = 1 + count / static_cast<std::uint32_t>(k_looked_at);
    std::vector<std::uint32_t> looked_at;
    for (std::uint32_t vertex = 0; vertex < count; vertex += step) looked_at.push_back(vertex);
    std::vector<float> gap(looked_at.size(), std::numeric_limits<float>::max());
    glm::vec3 last = mesh.box.centre();
    while (chosen.size() < std::min(k_anchors, looked_at.size())) {
        std::size_t best = 0;
        for (std::size_t i = 0; i < looked_at.size(); ++i) {
            const glm::vec3 offset = mesh.position(looked_at[i]) - last;
            gap[i] = std::min(gap[i], glm::dot(offset, offset));
            if (gap[i] > gap[best]) best = i;
        }
        chosen.push_back(looked_at[best]);
        last = mesh.position(looked_at[best]);
    }
    return chosen;
}

}  // namespace

const std::vector<std::uint32_t>& AnchorTable::vertices(anatomy::PartIndex part) {
    std::vector<std::uint32_t>& kept = kept_[part];
    if (kept.empty()) kept = spread_vertices(body_->part(part).mesh);
    return kept;
}

}  // namespace smrt::scene
