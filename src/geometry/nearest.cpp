// Nearest points through a k-d tree (nanoflann), and through a tree of boxes over triangles.
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

SurfaceTree::SurfaceTree(const TriangleMesh& mesh) : triangles_(mesh), bounds_(mesh.bounds()) {}

SurfaceTree::Hit SurfaceTree::nearest(const glm::vec3& point) const {
    const auto hit = triangles_.find_nearest(point);
    ENSURE(hit, "a surface without triangles has no nearest place");
    return {hit->point, hit->distance};
}

}  // namespace smrt::geometry
