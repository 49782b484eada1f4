// Nearest points through a k-d tree (nanoflann), refined on the triangles around the nearest vertex.
#include "geometry/nearest.h"

#include <algorithm>
#include <nanoflann.hpp>

#include "base/ensure.h"

namespace smrt::geometry {
namespace {

struct Cloud {
    std::vector<glm::vec3> points;
    [[nodiscard]] std::size_t kdtree_get_point_count() const { return points.size(); }
    [[nodiscard]] float kdtree_get_pt(std::size_t index, std::size_t axis) const { return points[index][static_cast<int>(axis)]; }
    template <class Bounds>
    bool kdtree_get_bbox(Bounds&) const {
        return false;
    }
};

using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Cloud>, Cloud, 3, std::uint32_t>;

}  // namespace

struct PointTree::Index {
    Cloud cloud;
    Tree tree;
    explicit Index(std::vector<glm::vec3> points)
        : cloud{std::move(points)}, tree(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(12)) {
        tree.buildIndex();
    }
};

PointTree::PointTree(std::vector<glm::vec3> points) : index_(std::make_unique<Index>(std::move(points))) {}
PointTree::~PointTree() = default;
PointTree::PointTree(PointTree&&) noexcept = default;
PointTree& PointTree::operator=(PointTree&&) noexcept = default;

bool PointTree::empty() const {
    return index_->cloud.points.empty();
}
const std::vector<glm::vec3>& PointTree::points() const {
    return index_->cloud.points;
}

PointTree::Hit PointTree::nearest(const glm::vec3& point) const {
    ENSURE(!empty(), "a cloud without points has no nearest one");
    std::uint32_t index = 0;
    float squared = 0;
    const float query[3] = {point.x, point.y, point.z};
    index_->tree.knnSearch(query, 1, &index, &squared);
    return {index, std::sqrt(squared)};
}

std::vector<PointTree::Hit> PointTree::nearest(const glm::vec3& point, std::size_t count) const {
    std::vector<std::uint32_t> indices(count);
    std::vector<float> squared(count);
    const float query[3] = {point.x, point.y, point.z};
    const std::size_t found = empty() ? 0 : index_->tree.knnSearch(query, count, indices.data(), squared.data());
    std::vector<Hit> hits(found);
    for (std::size_t i = 0; i < found; ++i) hits[i] = {indices[i], std::sqrt(squared[i])};
    return hits;
}

SurfaceTree::SurfaceTree(const TriangleMesh& mesh)
    : mesh_(&mesh), vertices_(mesh.positions), bounds_(mesh.bounds()), first_(mesh.positions.size() + 1, 0) {
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) ++first_[t[k] + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    around_.resize(mesh.triangles.size() * 3);
    std::vector<std::uint32_t> fill(first_.begin(), first_.end() - 1);
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t)
        for (int k = 0; k < 3; ++k) around_[fill[mesh.triangles[t][k]]++] = t;
}

SurfaceTree::Hit SurfaceTree::nearest(const glm::vec3& point) const {
    const PointTree::Hit vertex = vertices_.nearest(point);
    Hit best{mesh_->positions[vertex.index], vertex.distance};
    for (std::uint32_t k = first_[vertex.index]; k < first_[vertex.index + 1]; ++k) {
        const glm::uvec3& t = mesh_->triangles[around_[k]];
        const glm::vec3 on = nearest_on_triangle(point, mesh_->positions[t[0]], mesh_->positions[t[1]], mesh_->positions[t[2]]);
        const float distance = glm::distance(point, on);
        if (distance < best.distance) best = {on, distance};
    }
    return best;
}

glm::vec3 nearest_on_triangle(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0 && d2 <= 0) return a;
    const glm::vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0 && d4 <= d3) return b;
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return d1 > d3 ? a + ab * (d1 / (d1 - d3)) : a;
    const glm::vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0 && d5 <= d6) return c;
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return d2 > d6 ? a + ac * (d2 / (d2 - d6)) : a;
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
        const float along = (d4 - d3) + (d5 - d6);
        return along > 0 ? b + (c - b) * ((d4 - d3) / along) : b;
    }
    const float sum = va + vb + vc;
    return sum > 0 ? a + ab * (vb / sum) + ac * (vc / sum) : a;
}

}  // namespace smrt::geometry
