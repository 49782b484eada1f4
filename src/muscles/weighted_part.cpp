// Weights of soft parts without fibres (skin, vessels, nerves, fasciae): by distance to the bones beneath, smoothed along the surface.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;
using Rows = std::vector<std::vector<float>>;  ///< weights per vertex, over the part's segments

constexpr float k_base_error = 0.0025f;  ///< metres: weights are made on this level and carried over to finer ones
constexpr int k_smoothing = 6;

void normalise(std::vector<float>& row) {
    const float sum = std::accumulate(row.begin(), row.end(), 0.0f);
    for (float& w : row) w = sum > 0 ? w / sum : 0.0f;
}

/// Neighbours share their weights: along the surface, never across a gap.
void smooth_rows(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level, Rows& rows) {
    std::vector<float> count(rows.size());
    for (int step = 0; step < k_smoothing; ++step) {
        Rows next = rows;
        std::fill(count.begin(), count.end(), 1.0f);
        for (std::uint32_t i = 0; i < level.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[level.first_index + i];
            for (int k = 0; k < 3; ++k)
                for (const std::uint32_t other : {t[(k + 1) % 3], t[(k + 2) % 3]}) {
                    for (std::size_t s = 0; s < rows[t[k]].size(); ++s) next[t[k]][s] += 0.5f * rows[other][s];
                    count[t[k]] += 0.5f;
                }
        }
        for (std::size_t v = 0; v < rows.size(); ++v)
            for (std::size_t s = 0; s < rows[v].size(); ++s) rows[v][s] = next[v][s] / count[v];
    }
}

WeightedPart::Vertex pack(const std::vector<float>& row) {
    std::vector<std::uint8_t> order(row.size());
    std::iota(order.begin(), order.end(), std::uint8_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return row[a] > row[b]; });
    WeightedPart::Vertex out;
    const std::size_t used = std::min<std::size_t>(4, row.size());
    float sum = 0;
    for (std::size_t k = 0; k < used; ++k) sum += row[order[k]];
    int left = 255;
    for (std::size_t k = used; k-- > 1;) {
        out.segment[k] = order[k];
        out.weight[k] = static_cast<std::uint8_t>(std::lround(255.0f * row[order[k]] / sum));
        left -= out.weight[k];
    }
    out.segment[0] = order[0], out.weight[0] = static_cast<std::uint8_t>(left);
    return out;
}

/// Finer vertices take the mean of the base vertices around them that face the same way.
std::vector<float> carry_over(const geometry::PointTree& base, const geometry::LevelMesh& mesh, const Rows& rows, std::uint32_t v) {
    const glm::vec3 point = mesh.position(v), normal = mesh.normal(v);
    std::vector<float> row(rows.front().size(), 0.0f);
    for (const geometry::PointTree::Hit& hit : base.nearest(point, 5)) {
        const float facing = std::max(0.02f, glm::dot(normal, mesh.normal(hit.index)));
        const float w = facing / (hit.distance * hit.distance + 1e-7f);
        for (std::size_t s = 0; s < row.size(); ++s) row[s] += w * rows[hit.index][s];
    }
    normalise(row);
    return row;
}

}  // namespace

std::vector<float> weigh_segments(const TissueModel& model, const std::vector<SegmentIndex>& segments, const glm::vec3& point,
                                  const glm::vec3& outward) {
    std::vector<float> row;
    for (const SegmentIndex s : segments) {
        glm::vec3 bone(0);
        const double distance = model.clouds->distance(s, point, bone);
        double inside = 1.0;
        if (glm::dot(outward, outward) > 0.5f && distance > 1e-4)
            inside = 0.0005 + smooth_step(-0.15, 0.35, glm::dot(glm::dvec3(outward), glm::dvec3(point - bone)) / distance);
        row.push_back(static_cast<float>(inside * std::pow(0.01 / (distance + 0.003), 4.0)));
    }
    normalise(row);
    return row;
}

WeightedPart make_weighted_part(const TissueModel& model, anatomy::PartIndex index) {
    const anatomy::Part& part = model.body->part(index);
    const geometry::LevelMesh& mesh = part.mesh;
    const geometry::MeshLevel& level = mesh.levels[find_level(mesh, k_base_error)];
    WeightedPart out;
    out.segments = model.slots[index].segments;
    // Only a closed surface over a limb tells inside from outside; thin parts lie between the bones.
    const bool closed = part.kind == anatomy::Kind::skin;
    Rows rows(level.vertex_count);
    std::vector<glm::vec3> points(level.vertex_count);
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) {
        points[v] = mesh.position(v);
        rows[v] = weigh_segments(model, out.segments, points[v], closed ? mesh.normal(v) : glm::vec3(0));
    }
    smooth_rows(mesh, level, rows);
    const auto count = static_cast<std::uint32_t>(mesh.vertices.size());
    out.vertices.resize(count);
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) out.vertices[v] = pack(rows[v]);
    if (level.vertex_count == count) return out;
    const geometry::PointTree base(std::move(points));
    for (std::uint32_t v = level.vertex_count; v < count; ++v) out.vertices[v] = pack(carry_over(base, mesh, rows, v));
    return out;
}

}  // namespace smrt::muscles
