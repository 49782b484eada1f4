// Contraction of a simplicial complex with spherical quadrics; opposite vertices of thin places are pairs too.
#include "geometry/sphere_collapse.h"

#include <algorithm>
#include <array>
#include <queue>
#include <set>

#include "geometry/medial_balls.h"
#include "geometry/sphere_quadric.h"

namespace smrt::geometry {
namespace {

struct Node {
    Sphere sphere;
    SphereQuadric quadric;
    float most = 0;                  ///< radius may not exceed this
    std::set<std::uint32_t> joined;  ///< by an edge of the complex
    std::set<std::uint32_t> facing;  ///< on the other side of a thin place; not joined yet
    std::vector<std::uint32_t> triangles;
    std::uint32_t version = 0;
    bool alive = true;
};

struct Candidate {
    double cost;
    std::uint32_t a, b, version_a, version_b;
    Sphere sphere;
    bool operator<(const Candidate& other) const {
        return cost != other.cost ? cost > other.cost : a != other.a ? a > other.a : b > other.b;
    }
};

class Complex {
public:
    Complex(const TriangleMesh& mesh, const SphereFitOptions& options);
    void contract_to(std::uint32_t wanted);
    [[nodiscard]] SphereMesh result() const;

private:
    void add_triangle(const TriangleMesh& mesh, const glm::uvec3& t);
    void consider(std::uint32_t a, std::uint32_t b);
    void consider_all(std::uint32_t a);
    void merge(const Candidate& chosen);
    void move_triangles(std::uint32_t from, std::uint32_t to);

    std::vector<Node> nodes_;
    std::vector<std::array<std::uint32_t, 3>> triangles_;  ///< sorted corners; all equal: gone
    std::priority_queue<Candidate> queue_;
    std::uint32_t alive_ = 0;
};

Complex::Complex(const TriangleMesh& mesh, const SphereFitOptions& options) : nodes_(mesh.positions.size()) {
    const std::vector<MedialBall> balls = find_medial_balls(mesh, options.around != nullptr ? *options.around : mesh, options.most_radius);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        nodes_[i].sphere = balls[i].ball;
        nodes_[i].most = balls[i].ball.radius;
    }
    for (const glm::uvec3& t : mesh.triangles) add_triangle(mesh, t);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        const std::uint32_t other = balls[i].opposite;
        if (other == i || nodes_[i].joined.count(other) > 0) continue;
        nodes_[i].facing.insert(other), nodes_[other].facing.insert(i);
    }
    for (Node& node : nodes_) {
        node.alive = !node.joined.empty();
        alive_ += node.alive;
    }
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        for (const std::uint32_t other : nodes_[i].joined)
            if (other > i) consider(i, other);
        for (const std::uint32_t other : nodes_[i].facing)
            if (other > i) consider(i, other);
    }
}

void Complex::add_triangle(const TriangleMesh& mesh, const glm::uvec3& t) {
    const glm::vec3 cross = glm::cross(mesh.positions[t.y] - mesh.positions[t.x], mesh.positions[t.z] - mesh.positions[t.x]);
    const float twice = glm::length(cross);
    if (t.x == t.y || t.y == t.z || t.z == t.x) return;
    std::array<std::uint32_t, 3> corners{t.x, t.y, t.z};
    std::sort(corners.begin(), corners.end());
    for (int k = 0; k < 3; ++k) {
        Node& node = nodes_[t[k]];
        if (twice > 1e-14f) node.quadric.add_plane(mesh.positions[t[k]], cross / twice, twice / 6);
        node.joined.insert(t[(k + 1) % 3]), node.joined.insert(t[(k + 2) % 3]);
        node.triangles.push_back(static_cast<std::uint32_t>(triangles_.size()));
    }
    triangles_.push_back(corners);
}

void Complex::consider(std::uint32_t a, std::uint32_t b) {
    const Node &x = nodes_[a], &y = nodes_[b];
    SphereQuadric sum = x.quadric;
    sum += y.quadric;
    const double share = sum.weight() > 0 ? y.quadric.weight() / sum.weight() : 0.5;
    const auto t = static_cast<float>(share);
    const Sphere wanted{glm::mix(x.sphere.centre, y.sphere.centre, t), glm::mix(x.sphere.radius, y.sphere.radius, t)};
    const Sphere best = sum.find_best(wanted, std::max(x.most, y.most));
    // A small price on distance makes flat places collapse evenly.
    const float way = glm::distance(x.sphere.centre, y.sphere.centre);
    const double cost = sum.error(best) + 1e-4 * sum.weight() * static_cast<double>(way) * static_cast<double>(way);
    queue_.push({cost, a, b, x.version, y.version, best});
}

void Complex::consider_all(std::uint32_t a) {
    for (const std::uint32_t other : nodes_[a].joined) consider(a, other);
    for (const std::uint32_t other : nodes_[a].facing) consider(a, other);
}

void Complex::move_triangles(std::uint32_t from, std::uint32_t to) {
    for (const std::uint32_t index : nodes_[from].triangles) {
        std::array<std::uint32_t, 3>& t = triangles_[index];
        if (t[0] == t[2]) continue;
        if (std::find(t.begin(), t.end(), to) != t.end()) {  // folds to an edge, which `joined` keeps
            t = {0, 0, 0};
            continue;
        }
        std::replace(t.begin(), t.end(), from, to);
        std::sort(t.begin(), t.end());
        const bool doubled = std::any_of(nodes_[to].triangles.begin(), nodes_[to].triangles.end(),
                                         [&](std::uint32_t other) { return other != index && triangles_[other] == t; });
        if (doubled)
            t = {0, 0, 0};
        else
            nodes_[to].triangles.push_back(index);
    }
    nodes_[from].triangles.clear();
    std::erase_if(nodes_[to].triangles, [&](std::uint32_t index) { return triangles_[index][0] == triangles_[index][2]; });
}

void Complex::merge(const Candidate& chosen) {
    Node &to = nodes_[chosen.a], &from = nodes_[chosen.b];
    to.sphere = chosen.sphere;
    to.quadric += from.quadric;
    to.most = std::max(to.most, from.most);
    from.alive = false, --alive_;
    move_triangles(chosen.b, chosen.a);
    for (const std::uint32_t other : from.joined) {
        nodes_[other].joined.erase(chosen.b);
        if (other == chosen.a) continue;
        nodes_[other].joined.insert(chosen.a), to.joined.insert(other);
        nodes_[other].facing.erase(chosen.a), to.facing.erase(other);
    }
    for (const std::uint32_t other : from.facing) {
        nodes_[other].facing.erase(chosen.b);
        if (other == chosen.a || to.joined.count(other) > 0) continue;
        nodes_[other].facing.insert(chosen.a), to.facing.insert(other);
    }
    from.joined.clear(), from.facing.clear();
    ++to.version;
    consider_all(chosen.a);
}

void Complex::contract_to(std::uint32_t wanted) {
    while (alive_ > wanted && !queue_.empty()) {
        const Candidate next = queue_.top();
        queue_.pop();
        const Node &a = nodes_[next.a], &b = nodes_[next.b];
        if (a.alive && b.alive && a.version == next.version_a && b.version == next.version_b) merge(next);
    }
}

SphereMesh Complex::result() const {
    SphereMesh out;
    std::vector<std::uint32_t> place(nodes_.size(), 0);
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
        if (!nodes_[i].alive) continue;
        place[i] = static_cast<std::uint32_t>(out.spheres.size());
        out.spheres.push_back(nodes_[i].sphere);
    }
    std::set<std::array<std::uint32_t, 2>> covered;
    for (const auto& t : triangles_) {
        if (t[0] == t[2]) continue;
        out.triangles.emplace_back(place[t[0]], place[t[1]], place[t[2]]);
        covered.insert({t[0], t[1]}), covered.insert({t[1], t[2]}), covered.insert({t[0], t[2]});
    }
    for (std::uint32_t i = 0; i < nodes_.size(); ++i)
        for (const std::uint32_t other : nodes_[i].joined)
            if (other > i && covered.count({i, other}) == 0) out.edges.emplace_back(place[i], place[other]);
    return out;
}

}  // namespace

SphereMesh collapse_to_spheres(const TriangleMesh& mesh, const SphereFitOptions& options) {
    Complex complex(mesh, options);
    complex.contract_to(options.spheres);
    return complex.result();
}

}  // namespace smrt::geometry
