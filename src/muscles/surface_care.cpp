// Folds are found against the normals that the pose carried along, and relaxed like a net that keeps its resting shape.
#include "muscles/surface_care.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/quaternion.hpp>

namespace smrt::muscles {
namespace {

using geometry::LevelMesh;
using geometry::MeshLevel;
using geometry::PosedVertices;

constexpr float k_turned = -0.1f, k_steep = 0.25f;  ///< shares of its resting area that a triangle shows: in a fold, and in none
constexpr int k_spread = 4;                         ///< edges around a fold that give way
constexpr float k_fade = 0.85f;                     ///< of the weight an edge nearer
constexpr float k_least_weight = 0.3f;              ///< less is none
constexpr int k_relaxations = 12;
constexpr float k_calm = 2e-5f;  ///< metres: a relaxation that moves nothing farther is the last

/// The finest level that uses no more than these vertices.
const MeshLevel* level_within(const LevelMesh& mesh, std::size_t vertices) {
    for (const MeshLevel& level : mesh.levels)
        if (level.vertex_count <= vertices) return &level;
    return nullptr;
}

/// Coarse level of a mesh: enough to tell its volume.
const MeshLevel& volume_level(const LevelMesh& mesh) {
    std::uint32_t level = find_level(mesh, 0.0025f);
    while (level > 0 && mesh.levels[level].vertex_count < 150) --level;
    return mesh.levels[level];
}

template <class Position>
double signed_volume(const LevelMesh& mesh, const MeshLevel& level, const Position& position) {
    glm::dvec3 middle(0);
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) middle += glm::dvec3(position(v));
    middle /= std::max(1.0, static_cast<double>(level.vertex_count));
    double volume = 0;
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::dvec3 a(position(t[0])), b(position(t[1])), c(position(t[2]));
        volume += glm::dot(a - middle, glm::cross(b - middle, c - middle)) / 6.0;
    }
    return volume;
}

/// The triangles of a level, some of its vertices free to move, the others as they are.
class Net {
public:
    Net(const LevelMesh& mesh, const MeshLevel& level, const Held& held, PosedVertices& posed)
        : mesh_(mesh), triangles_(&mesh.indices[level.first_index]), count_(level.index_count / 3), held_(held), posed_(posed) {
        place_.assign(level.vertex_count, k_none);
    }

    /// Weighs the vertices by how far the triangles around them are turned against their normals, and their neighbours by what is left a
    /// few edges away. Nothing comes in with a jump, so that folds neither come nor go with one. False if none is near turning.
    bool weigh_folds() {
        weight_.assign(place_.size(), 0.0f);
        bool any = false;
        for (std::uint32_t i = 0; i < count_; ++i) {
            const std::uint32_t* t = triangles_ + 3 * i;
            const float fold = measure_fold(t);
            if (fold <= 0 || !agrees_at_rest(t)) continue;
            for (int k = 0; k < 3; ++k) weight_[t[k]] = std::max(weight_[t[k]], fold);
            any = true;
        }
        if (!any) return false;
        std::vector<float> next;
        for (int step = 0; step < k_spread; ++step) {
            next = weight_;
            for (std::uint32_t i = 0; i < 3 * count_; i += 3) {
                const std::uint32_t* t = triangles_ + i;
                const float most = k_fade * std::max({weight_[t[0]], weight_[t[1]], weight_[t[2]]});
                for (int k = 0; k < 3; ++k) next[t[k]] = std::max(next[t[k]], most);
            }
            weight_.swap(next);
        }
        for (std::uint32_t v = 0; v < weight_.size(); ++v)
            if ((weight_[v] = std::max(0.0f, (weight_[v] - k_least_weight) / (1 - k_least_weight))) > 0) add(v);
        find_neighbours();
        return !free_.empty();
    }

    /// Draws the marked vertices towards their resting shape, piece by piece as rigid as the rest allows. Source: Sorkine and Alexa 2007.
    void relax(int steps) {
        std::vector<glm::quat> turn;
        turn.reserve(free_.size());
        for (const std::uint32_t v : free_) turn.push_back(turn_between(mesh_.normal(v), posed_.normals[v]));
        std::vector<glm::vec3> next(free_.size());
        std::vector<glm::mat3> frame(free_.size());  // the turns, quicker to apply
        for (int step = 0; step < steps; ++step) {
            float farthest = 0;
            for (std::size_t i = 0; i < free_.size(); ++i) {
                turn[i] = fit_turn(i, turn[i], step == 0 ? 3 : 1);
                frame[i] = glm::mat3_cast(turn[i]);
            }
            for (std::size_t i = 0; i < free_.size(); ++i) {
                const std::uint32_t v = free_[i];
                glm::vec3 sum(0), own(0);  // own: of the resting edges that its own turn carries
                for (std::uint32_t e = first_edge_[i]; e < first_edge_[i + 1]; ++e) {
                    const Edge& edge = edges_[e];
                    sum += posed_.positions[edge.to];
                    if (edge.place == k_none)
                        own += edge.rest;
                    else
                        own += 0.5f * edge.rest, sum -= 0.5f * (frame[edge.place] * edge.rest);
                }
                sum -= frame[i] * own;
                const float share = 0.8f * weight_[v] * (held_.empty() ? 1.0f : 1.0f - held_[v]);
                next[i] = glm::mix(posed_.positions[v], sum / static_cast<float>(first_edge_[i + 1] - first_edge_[i]), share);
            }
            for (std::size_t i = 0; i < free_.size(); ++i) {
                const glm::vec3 moved = next[i] - posed_.positions[free_[i]];
                farthest = std::max(farthest, glm::dot(moved, moved));
                posed_.positions[free_[i]] = next[i];
            }
            if (farthest < k_calm * k_calm) break;
        }
        for (std::size_t i = 0; i < free_.size(); ++i)
            if (const std::uint32_t v = free_[i]; held_.empty() || held_[v] < 1)
                posed_.normals[v] = glm::normalize(glm::mix(posed_.normals[v], turn[i] * mesh_.normal(v), weight_[v]));
    }

private:
    static constexpr std::uint32_t k_none = 0xffffffff;

    void add(std::uint32_t v) {
        if (place_[v] == k_none) place_[v] = static_cast<std::uint32_t>(free_.size()), free_.push_back(v);
    }
    /// Edges of the free vertices, each once.
    void find_neighbours() {
        std::vector<std::vector<std::uint32_t>> lists(free_.size());
        for (std::uint32_t i = 0; i < count_; ++i)
            for (int k = 0; k < 3; ++k) {
                const std::uint32_t v = triangles_[3 * i + k];
                if (place_[v] == k_none) continue;
                for (const std::uint32_t n : {triangles_[3 * i + (k + 1) % 3], triangles_[3 * i + (k + 2) % 3]})
                    if (auto& list = lists[place_[v]]; std::find(list.begin(), list.end(), n) == list.end()) list.push_back(n);
            }
        edges_.clear(), first_edge_.clear();
        for (std::size_t i = 0; i < free_.size(); ++i) {
            first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
            const glm::vec3 own = mesh_.position(free_[i]);
            for (const std::uint32_t n : lists[i]) edges_.push_back({n, place_[n], mesh_.position(n) - own});
        }
        first_edge_.push_back(static_cast<std::uint32_t>(edges_.size()));
    }
    /// 0 where a triangle shows enough of its resting area along the normals of its corners, 1 where it is turned against them. Areas, not
    /// angles: a triangle that is crushed flat turns from one moment to the next, but it shrinks before.
    [[nodiscard]] float measure_fold(const std::uint32_t* t) const {
        const auto& p = posed_.positions;
        const glm::vec3 face = glm::cross(p[t[1]] - p[t[0]], p[t[2]] - p[t[0]]);
        const glm::vec3 normal = posed_.normals[t[0]] + posed_.normals[t[1]] + posed_.normals[t[2]];
        const float length = glm::length(normal), shown = length > 0 ? glm::dot(face, normal) / length : 0.0f;
        const glm::vec3 a = mesh_.position(t[0]), b = mesh_.position(t[1]), c = mesh_.position(t[2]);
        const float rest = glm::length(glm::cross(b - a, c - a));
        return rest <= 0 ? 0.0f : 1.0f - glm::smoothstep(k_turned, k_steep, shown / rest);
    }
    /// Whether a triangle agrees with the normals of its corners at rest; thin rims do not.
    [[nodiscard]] bool agrees_at_rest(const std::uint32_t* t) const {
        const glm::vec3 a = mesh_.position(t[0]), b = mesh_.position(t[1]), c = mesh_.position(t[2]), face = glm::cross(b - a, c - a);
        return glm::dot(face, mesh_.normal(t[0]) + mesh_.normal(t[1]) + mesh_.normal(t[2])) > 0.3f * glm::length(face);
    }
    static glm::quat turn_between(const glm::vec3& from, const glm::vec3& to) {
        const glm::vec3 axis = glm::cross(from, to);
        return glm::normalize(glm::quat(1.0f + std::clamp(glm::dot(from, to), -0.9999f, 1.0f), axis.x, axis.y, axis.z));
    }
    /// The turn that takes a vertex' resting edges closest to where they are. Source: Mueller and others 2016.
    [[nodiscard]] glm::quat fit_turn(std::size_t place, glm::quat turn, int steps) const {
        const glm::vec3 now = posed_.positions[free_[place]];
        for (int step = 0; step < steps; ++step) {
            glm::vec3 axis(0);
            float size = 1e-14f;
            const glm::mat3 frame = glm::mat3_cast(turn);
            for (std::uint32_t e = first_edge_[place]; e < first_edge_[place + 1]; ++e) {
                const glm::vec3 is = posed_.positions[edges_[e].to] - now, wanted = frame * edges_[e].rest;
                axis += glm::cross(wanted, is), size += std::abs(glm::dot(wanted, is));
            }
            axis /= size;
            const float angle = glm::length(axis);
            if (angle < 1e-5f) break;
            axis *= 0.5f * std::min(1.0f, 1.5f / angle);
            turn = glm::normalize(glm::quat(1.0f, axis.x, axis.y, axis.z) * turn);  // nearly that angle, and exactly none in the end
        }
        return turn;
    }

    /// From a free vertex to a neighbour.
    struct Edge {
        std::uint32_t to = 0, place = 0;  ///< the neighbour, and its place among the free ones
        glm::vec3 rest{0};                ///< from the free vertex to it
    };

    const LevelMesh& mesh_;
    const std::uint32_t* triangles_;
    std::uint32_t count_;
    const Held& held_;
    PosedVertices& posed_;
    std::vector<float> weight_;                ///< of every vertex: how far it may move
    std::vector<std::uint32_t> free_, place_;  ///< vertices that may move; place of a vertex among them
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> first_edge_;  ///< of each free vertex; one more than those
};

}  // namespace

void unfold(const LevelMesh& mesh, const Held& held, PosedVertices& posed) {
    const MeshLevel* level = level_within(mesh, posed.positions.size());
    if (level == nullptr) return;
    Net net(mesh, *level, held, posed);
    if (net.weigh_folds()) net.relax(k_relaxations);
}

std::uint32_t count_volume_vertices(const LevelMesh& mesh) {
    return mesh.levels.empty() ? 0 : volume_level(mesh).vertex_count;
}

double measure_volume(const LevelMesh& mesh, const std::vector<glm::vec3>& positions) {
    const MeshLevel& level = volume_level(mesh);
    if (positions.size() < level.vertex_count) return 0;
    return signed_volume(mesh, level, [&](std::uint32_t v) { return positions[v]; });
}

double measure_rest_volume(const LevelMesh& mesh) {
    if (mesh.levels.empty()) return 0;
    return signed_volume(mesh, volume_level(mesh), [&](std::uint32_t v) { return mesh.position(v); });
}

void keep_volume(const LevelMesh& mesh, const Held& held, double rest, float most, PosedVertices& posed) {
    const MeshLevel& level = volume_level(mesh);
    if (posed.positions.size() < level.vertex_count) return;
    if (rest < k_no_solid) return;
    const auto free = [&](std::uint32_t v) { return held.empty() ? 1.0f : 1.0f - held[v]; };
    float moved = 0;
    for (int step = 0; step < 2; ++step) {
        const double lack = rest - measure_volume(mesh, posed.positions);
        if (std::abs(lack) < 0.004 * rest) return;
        double area = 1e-12;
        for (std::uint32_t i = 0; i < level.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[level.first_index + i];
            const glm::vec3 face = glm::cross(posed.positions[t[1]] - posed.positions[t[0]], posed.positions[t[2]] - posed.positions[t[0]]);
            for (int k = 0; k < 3; ++k) area += static_cast<double>(free(t[k]) * glm::dot(face, posed.normals[t[k]])) / 6.0;
        }
        if (area <= 1e-9) return;                                                     // what is free is still folded
        if (step == 0) most = std::min(most, static_cast<float>(0.4 * rest / area));  // a thin part has little to give
        const float wanted = std::clamp(moved + static_cast<float>(std::clamp(lack / area, -1.0, 1.0)), -most, most);
        for (std::uint32_t v = 0; v < posed.positions.size(); ++v) posed.positions[v] += (wanted - moved) * free(v) * posed.normals[v];
        moved = wanted;
    }
}

}  // namespace smrt::muscles
