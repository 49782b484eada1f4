// Collecting the surfaces of muscles and bones and asking what carries the flesh around a point.
#include "muscles/flesh.h"

#include <algorithm>
#include <cmath>

#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;

constexpr std::size_t k_around = 24;  ///< points of flesh asked for

/// Weights of a muscle's segments at one of its vertices: those of the stations beside it, of the nearest strand.
std::vector<float> weights_at(const FibredPart& part, const glm::vec3& point, double along) {
    const Strand* nearest = nullptr;
    double least = 1e30;
    for (std::size_t k = 0; k < part.shaping; ++k) {
        const Strand& strand = part.strands[k];
        const auto at = static_cast<std::size_t>(along * static_cast<double>(strand.centre.size() - 1) + 0.5);
        const double distance = glm::distance(glm::dvec3(point), strand.centre[at]);
        if (distance < least) least = distance, nearest = &strand;
    }
    const double x = along * static_cast<double>(nearest->centre.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(x), nearest->centre.size() - 2);
    const auto f = static_cast<float>(x - static_cast<double>(i));
    std::vector<float> out(part.segments.size(), 0.0f);
    for (std::size_t k = 0; k < SegmentWeights::k_most; ++k) {
        const SegmentWeights &a = nearest->path.weights[nearest->lead + i], &b = nearest->path.weights[nearest->lead + i + 1];
        out[a.segment[k]] += (1 - f) * a.weight[k], out[b.segment[k]] += f * b.weight[k];
    }
    return out;
}

}  // namespace

Flesh::Flesh(const TissueModel& model) : points_({}) {
    std::vector<glm::vec3> points;
    add_bones(model, points);
    add_muscles(model, points);
    std::vector<std::vector<glm::vec3>> own(model.clouds->count());
    for (std::size_t i = 0; i < points.size(); ++i) own[carriers_[i].segment[0]].push_back(points[i]);
    for (auto& list : own) own_.emplace_back(std::move(list));
    points_ = geometry::PointTree(std::move(points));
}

void Flesh::add_bones(const TissueModel& model, std::vector<glm::vec3>& points) {
    for (SegmentIndex s = 0; s < model.clouds->count(); ++s)
        for (const glm::vec3& p : model.clouds->points(s)) {
            points.push_back(p);
            carriers_.push_back({{s}, {1.0f}});
        }
}

void Flesh::add_muscles(const TissueModel& model, std::vector<glm::vec3>& points) {
    for (const anatomy::PartIndex p : model.fibred) {
        const FibredPart& part = fibred_part(model, p);
        const geometry::LevelMesh& mesh = model.body->part(p).mesh;
        const std::uint32_t count = mesh.levels[find_level(mesh, 0.00125f)].vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) {
            if (mesh.vertices[v].along == geometry::PackedVertex::k_no_fibre) continue;
            const std::vector<float> weights = weights_at(part, mesh.position(v), mesh.vertices[v].along / 65534.0);
            std::vector<std::size_t> order(part.segments.size());
            for (std::size_t s = 0; s < order.size(); ++s) order[s] = s;
            std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
            Carrier carrier;
            for (std::size_t k = 0; k < std::min(k_carriers, order.size()); ++k)
                carrier.segment[k] = part.segments[order[k]], carrier.weight[k] = weights[order[k]];
            points.push_back(mesh.position(v));
            carriers_.push_back(carrier);
        }
    }
}

std::vector<float> Flesh::weigh(const glm::vec3& point) const {
    std::vector<float> row(own_.size(), 0.0f);
    float sum = 0;
    for (const geometry::PointTree::Hit& hit : points_.nearest(point, k_around)) {
        const float near = hit.distance + 0.003f;  // metres
        const float share = 1.0f / (near * near * near * near);
        const Carrier& carrier = carriers_[hit.index];
        for (std::size_t k = 0; k < k_carriers; ++k) {
            row[carrier.segment[k]] += share * carrier.weight[k];
            sum += share * carrier.weight[k];
        }
    }
    if (sum <= 0) row.front() = sum = 1;  // no flesh: the trunk
    for (float& w : row) w /= sum;
    return row;
}

double Flesh::distance(SegmentIndex segment, const glm::vec3& point) const {
    constexpr double k_far = 10.0;  // metres; no body is that large
    return own_[segment].empty() ? k_far : static_cast<double>(own_[segment].nearest(point).distance);
}

}  // namespace smrt::muscles
