// Weights of soft parts without fibres: vessels and nerves by the flesh around their course, others by distance to the bones beneath.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "muscles/course.h"
#include "muscles/rigid_blend.h"
#include "muscles/skin_regions.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {
namespace {

using skeleton::SegmentIndex;
using Rows = std::vector<std::vector<float>>;  ///< weights per vertex, over the part's segments

constexpr double k_lies_on = 0.15;       ///< of such a belly, at either end: lies on its bone and goes with it
constexpr double k_very_end = 0.06;      ///< of the length of a belly around two bones
constexpr float k_base_error = 0.0025f;  ///< metres: weights are made on this level and carried over to finer ones

void normalise(std::vector<float>& row) {
    const float sum = std::accumulate(row.begin(), row.end(), 0.0f);
    for (float& w : row) w = sum > 0 ? w / sum : 0.0f;
}

/// Pairs of vertices on the two sides of a thin wall (skin is drawn as one): each lies behind the other.
std::vector<glm::uvec2> find_wall_pairs(const geometry::LevelMesh& mesh, const std::vector<glm::vec3>& points) {
    constexpr float k_wall = 0.012f;  // metres between coarse vertices of the two sides
    const geometry::PointTree tree(points);
    std::vector<glm::uvec2> out;
    for (std::uint32_t v = 0; v < points.size(); ++v) {
        const glm::vec3 normal = mesh.normal(v);
        int found = 0;
        for (const geometry::PointTree::Hit& hit : tree.nearest(points[v], 14)) {
            const glm::vec3 to = points[hit.index] - points[v], other = mesh.normal(hit.index);
            const bool behind = glm::dot(to, normal) < 0 && glm::dot(-to, other) < 0 && glm::dot(normal, other) < -0.3f;
            if (hit.distance > k_wall || found == 3) break;
            if (behind) out.emplace_back(v, hit.index), ++found;
        }
    }
    return out;
}

/// Neighbours share their weights: along the surface and through its wall, never across a gap.
void smooth_rows(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level, const std::vector<glm::uvec2>& pairs, int steps,
                 Rows& rows) {
    std::vector<float> count(rows.size());
    for (int step = 0; step < steps; ++step) {
        Rows next = rows;
        std::fill(count.begin(), count.end(), 1.0f);
        const auto share = [&](std::uint32_t to, std::uint32_t from, float weight) {
            for (std::size_t s = 0; s < rows[to].size(); ++s) next[to][s] += weight * rows[from][s];
            count[to] += weight;
        };
        for (std::uint32_t i = 0; i < level.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[level.first_index + i];
            for (int k = 0; k < 3; ++k) share(t[k], t[(k + 1) % 3], 0.5f), share(t[k], t[(k + 2) % 3], 0.5f);
        }
        for (const glm::uvec2& pair : pairs) share(pair[0], pair[1], 1.5f), share(pair[1], pair[0], 1.5f);
        for (std::size_t v = 0; v < rows.size(); ++v)
            for (std::size_t s = 0; s < rows[v].size(); ++s) rows[v][s] = next[v][s] / count[v];
    }
}

/// The largest weights; what would be the next one fades to nothing, so that none comes in with a jump.
WeightedPart::Vertex pack(const std::vector<float>& row) {
    constexpr std::size_t k_most = WeightedPart::Vertex::k_most;
    std::vector<std::uint8_t> order(row.size());
    std::iota(order.begin(), order.end(), std::uint8_t{0});
    const std::size_t kept = std::min(k_most + 1, row.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](auto a, auto b) { return row[a] > row[b] || (row[a] == row[b] && a < b); });
    const float floor = row.size() > k_most ? row[order[k_most]] : 0.0f;
    const std::size_t used = std::min(k_most, row.size());
    float sum = 0;
    for (std::size_t k = 0; k < used; ++k) sum += row[order[k]] - floor;
    WeightedPart::Vertex out;
    out.segment[0] = order[0];
    if (sum <= 0) return out;
    int left = WeightedPart::Vertex::k_all;
    for (std::size_t k = used; k-- > 1;) {
        out.segment[k] = order[k];
        out.weight[k] = static_cast<std::uint16_t>(std::lround(WeightedPart::Vertex::k_all * (row[order[k]] - floor) / sum));
        left -= out.weight[k];
    }
    out.weight[0] = static_cast<std::uint16_t>(left);
    return out;
}

/// What lies on a bone that its part comes from or goes to stays with it.
void grow_to_bones(const TissueModel& model, anatomy::PartIndex index, const geometry::LevelMesh& mesh, std::uint32_t vertex,
                   std::vector<float>& row) {
    const std::uint16_t along = mesh.vertices[vertex].along;
    if (model.slots[index].motion != Motion::fibred || along == geometry::PackedVertex::k_no_fibre) return;
    const auto [segment, grown] = grown_to(model, fibred_part(model, index), mesh.position(vertex),
                                           geometry::decode_octahedral(mesh.vertices[vertex].normal), along / 65534.0);
    // Around two bones only the very ends are grown: a belly torn between them would fold.
    const double end = std::min(along / 65534.0, 1.0 - along / 65534.0);
    const double share = model.slots[index].between_twins ? grown * (1.0 - smooth_step(k_very_end, 2 * k_very_end, end)) : grown;
    for (float& w : row) w *= static_cast<float>(1 - share);
    row[segment] += static_cast<float>(share);
}

/// Weights at a vertex from the base vertices around it: those that face the same way, and those behind it on the other side of a
/// thin wall, so that both sides of the wall move alike; not those in front of it, which belong to another limb.
std::vector<float> carry_over(const geometry::PointTree& base, const geometry::LevelMesh& mesh, const Rows& rows, std::uint32_t v) {
    const glm::vec3 point = mesh.position(v), normal = mesh.normal(v);
    std::vector<float> row(rows.front().size(), 0.0f);
    const auto hits = base.nearest(point, 14);
    const float reach = std::max(hits.back().distance, 1e-6f);  // the last one found fades to nothing: no facets, no jumps
    for (const geometry::PointTree::Hit& hit : hits) {
        const float facing = glm::dot(normal, mesh.normal(hit.index));
        const bool in_front = facing < 0 && glm::dot(base.points()[hit.index] - point, normal) > 0;
        if (in_front && hit.distance > 0.001f) continue;
        const float t = hit.distance / reach, near = 1 - t * t;
        for (std::size_t s = 0; s < row.size(); ++s) row[s] += rows[hit.index][s] * (near * near + 1e-6f);
    }
    normalise(row);
    return row;
}

/// The nearest base vertex that faces the same way.
std::uint32_t nearest_alike(const geometry::PointTree& base, const geometry::LevelMesh& mesh, std::uint32_t v) {
    const auto hits = base.nearest(mesh.position(v), 8);
    for (const geometry::PointTree::Hit& hit : hits)
        if (glm::dot(mesh.normal(v), mesh.normal(hit.index)) > 0) return hit.index;
    return hits.front().index;
}

/// Whether a skin vertex lies on the side of the wall that faces the body: its normal points to the nearest bone of its limb.
bool faces_bone(const TissueModel& model, const WeightedPart& part, const WeightedPart::Vertex& vertex, const glm::vec3& point,
                const glm::vec3& normal) {
    return glm::dot(normal, model.clouds->nearest(part.segments[vertex.segment[0]], point) - point) > 0;
}

/// What is twice as far counts a sixteenth.
float by_distance(float distance) {
    return static_cast<float>(std::pow(0.01 / (static_cast<double>(distance) + 0.003), 4.0));
}

/// Skin lies on flesh, in an arm that hangs beside the trunk often nearer to the trunk's bones; other parts lie among their bones.
Rows measure_distances(const TissueModel& model, const std::vector<SegmentIndex>& segments, const geometry::LevelMesh& mesh,
                       std::uint32_t count, bool skin) {
    Rows out(count);
    for (std::uint32_t v = 0; v < count; ++v)
        for (const SegmentIndex s : segments) {
            const glm::vec3 p = mesh.position(v);
            out[v].push_back(static_cast<float>(skin ? flesh(model).distance(s, p) : model.clouds->distance(s, p)));
        }
    return out;
}

/// Places among some segments of two bones that turn side by side, and the bone that both hang on.
struct Twins {
    std::size_t parent = 0, child = 0;
    SegmentIndex above = skeleton::k_root;
    double length = 0;  ///< metres
};

std::vector<Twins> find_twins(const TissueModel& model, const std::vector<SegmentIndex>& segments) {
    std::vector<Twins> out;
    for (std::size_t child = 0; child < segments.size(); ++child) {
        const SegmentIndex parent = parent_of(*model.rig, segments[child]);
        const auto place = std::find(segments.begin(), segments.end(), parent);
        if (place == segments.end() || !are_twins(model, parent, segments[child])) continue;
        const geometry::Box& box = model.clouds->box(segments[child]);
        out.push_back({static_cast<std::size_t>(place - segments.begin()), child, parent_of(*model.rig, parent),
                       static_cast<double>(glm::distance(box.lower, box.upper))});
    }
    return out;
}

/// What lies over two such bones twists little by little from the joint above to their far end, whichever of them is nearer.
void twist_evenly(const TissueModel& model, const std::vector<Twins>& all, const glm::vec3& point, std::vector<float>& row) {
    for (const Twins& twins : all) {
        if (row[twins.child] <= 0) continue;
        const double way = model.clouds->distance(twins.above, point) / twins.length;
        const float moved = row[twins.child] * static_cast<float>(1.0 - smooth_step(0.0, 0.8, way));
        row[twins.child] -= moved, row[twins.parent] += moved;
    }
}

/// A belly that joins just two such bones goes over from the one to the other along its fibres, so that it is wrapped as they turn; by distance
/// it would be torn where it lies on both.
std::vector<float> cross_over(const PartSlot& slot, double along) {
    const auto share = static_cast<float>(smooth_step(k_lies_on, 1 - k_lies_on, along));
    std::vector<float> row;
    for (std::size_t s = 0; s < slot.segments.size(); ++s) row.push_back(slot.is_origin[s] ? 1 - share : share);
    return row;
}

bool is_course(anatomy::Kind kind) {
    return kind == anatomy::Kind::vessel || kind == anatomy::Kind::nerve || kind == anatomy::Kind::lymphoid;
}

/// Vessels and nerves lie in the flesh: they go where the muscles and bones around them go.
void weigh_course(const TissueModel& model, const geometry::LevelMesh& mesh, WeightedPart& out) {
    const CourseWeights& courses = course_weights(model);
    for (std::uint32_t v = 0; v < mesh.vertices.size(); ++v) {
        const std::vector<float> all = blend_nodes(courses.nodes, courses.rows, mesh.position(v));
        std::vector<float> row;
        for (const SegmentIndex s : out.segments) row.push_back(all[s]);
        row.front() += 1e-6f;  // the trunk, where no other segment of the part has a say
        out.vertices.push_back(pack(row));
    }
}

CourseWeights make_course_weights(const TissueModel& model) {
    constexpr int k_steps = 28;  // nodes: how far a bend spreads along a vessel
    std::vector<const geometry::LevelMesh*> meshes;
    for (anatomy::PartIndex p = 0; p < model.body->parts().size(); ++p)
        if (model.slots[p].motion == Motion::weighted && is_course(model.body->part(p).kind)) meshes.push_back(&model.body->part(p).mesh);
    Course course = make_course(meshes);
    Rows rows;
    std::vector<SegmentIndex> segments(model.rig->segments.size());
    std::iota(segments.begin(), segments.end(), SegmentIndex{0});
    const std::vector<Twins> twins = find_twins(model, segments);
    for (const glm::vec3& node : course.nodes) {
        rows.push_back(flesh(model).weigh(node));
        twist_evenly(model, twins, node, rows.back());
    }
    smooth_along(course, k_steps, rows);
    return {geometry::PointTree(std::move(course.nodes)), std::move(rows)};
}

}  // namespace

std::vector<float> weigh_segments(const TissueModel& model, const std::vector<SegmentIndex>& segments, const glm::vec3& point) {
    std::vector<float> row;
    for (const SegmentIndex s : segments) row.push_back(by_distance(static_cast<float>(model.clouds->distance(s, point))));
    normalise(row);
    return row;
}

const CourseWeights& course_weights(const TissueModel& model) {
    std::call_once(model.courses_made, [&] { model.courses = std::make_unique<CourseWeights>(make_course_weights(model)); });
    return *model.courses;
}

WeightedPart make_weighted_part(const TissueModel& model, anatomy::PartIndex index) {
    const anatomy::Part& part = model.body->part(index);
    const geometry::LevelMesh& mesh = part.mesh;
    const geometry::MeshLevel& level = mesh.levels[find_level(mesh, k_base_error)];
    WeightedPart out;
    out.segments = model.slots[index].segments;
    if (is_course(part.kind)) return weigh_course(model, mesh, out), out;
    // Sleeves of fascia lie on flesh like the skin over them.
    const bool wall = part.kind == anatomy::Kind::skin || (part.kind == anatomy::Kind::fascia && model.slots[index].by_weights);
    Rows rows = measure_distances(model, out.segments, mesh, level.vertex_count, wall);
    Rows claims;  // skin passes from limb to limb, and limbs hang side by side
    if (wall) claims = measure_skin_claims(mesh, level, rows);
    std::vector<glm::vec3> points(level.vertex_count);
    const std::vector<Twins> twins = wall ? find_twins(model, out.segments) : std::vector<Twins>{};
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) {
        points[v] = mesh.position(v);
        for (std::size_t s = 0; s < rows[v].size(); ++s) rows[v][s] = by_distance(rows[v][s]) * (claims.empty() ? 1.0f : claims[v][s]);
        normalise(rows[v]);
        twist_evenly(model, twins, points[v], rows[v]);
    }
    const int steps = wall ? 14 : part.kind == anatomy::Kind::muscle ? 12 : 5;
    smooth_rows(mesh, level, wall ? find_wall_pairs(mesh, points) : std::vector<glm::uvec2>{}, steps, rows);
    const auto count = static_cast<std::uint32_t>(mesh.vertices.size());
    out.vertices.resize(count);
    const geometry::PointTree base(std::move(points));
    for (std::uint32_t v = 0; v < count; ++v) {
        std::vector<float> row = wall || v >= level.vertex_count ? carry_over(base, mesh, rows, v) : rows[v];
        if (const std::uint16_t along = mesh.vertices[v].along; model.slots[index].wrapped && along != geometry::PackedVertex::k_no_fibre)
            row = cross_over(model.slots[index], along / 65534.0);
        grow_to_bones(model, index, mesh, v, row);
        out.vertices[v] = pack(row);
    }
    if (part.kind != anatomy::Kind::skin) return out;
    out.inner.resize(count);
    for (std::uint32_t v = 0; v < count; ++v)
        out.inner[v] = v < level.vertex_count ? faces_bone(model, out, out.vertices[v], mesh.position(v), mesh.normal(v))
                                              : out.inner[nearest_alike(base, mesh, v)];
    return out;
}

}  // namespace smrt::muscles
