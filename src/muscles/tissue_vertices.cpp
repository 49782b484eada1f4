// Where every vertex of a soft part goes.
#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "base/ensure.h"
#include "muscles/surface_care.h"
#include "muscles/tissue_state.h"

namespace smrt::muscles {
namespace {

using anatomy::PartIndex;
using geometry::LevelMesh;
using geometry::PosedVertices;

/// Three neighbouring stations and their weights: a quadratic spline, so that the surface has no creases at stations.
struct SplineWeights {
    std::size_t first = 0;
    float weight[3] = {1, 0, 0};
};

SplineWeights spline_at(float along, std::size_t stations) {
    const float x = std::clamp(along, 0.0f, 1.0f) * static_cast<float>(stations - 1);
    const auto nearest = static_cast<std::size_t>(x + 0.5f);
    SplineWeights out;
    // Half an interval from the ends the spline gives way to straight steps, so that what stands at an end stays with its bone.
    if (nearest == 0 || nearest + 1 >= stations) {
        const float t = nearest == 0 ? x : static_cast<float>(stations - 1) - x;  // 0 .. 0.5 from the end
        out.first = nearest == 0 ? 0 : stations - 2;
        out.weight[nearest == 0 ? 0 : 1] = 1 - t, out.weight[nearest == 0 ? 1 : 0] = t;
        return out;
    }
    out.first = nearest - 1;
    const float d = x - static_cast<float>(nearest);  // -0.5 .. 0.5
    out.weight[0] = 0.5f * (0.5f - d) * (0.5f - d);
    out.weight[1] = 0.75f - d * d;
    out.weight[2] = 0.5f * (0.5f + d) * (0.5f + d);
    return out;
}

struct Blend {
    glm::mat3 linear{0}, normal{0};
    glm::vec3 shift{0};
    void add(const StationFrame& frame, float weight) {
        linear += frame.linear * weight, normal += frame.normal * weight, shift += frame.shift * weight;
    }
};

glm::vec3 safe_normal(const glm::vec3& n, const glm::vec3& otherwise) {
    const float length = glm::length(n);
    return length > 1e-12f ? n / length : otherwise;
}

/// Motion of a vertex between its segments, and how far these disagree: 0 alike.
std::pair<Rigid, double> blend_vertex(const std::vector<DualQuaternion>& motions, const std::vector<Rigid>& rigid,
                                      const WeightedPart::Vertex& w) {
    if (w.weight[0] == WeightedPart::Vertex::k_all) return {rigid[w.segment[0]], 0.0};
    DualQuaternion sum{{0, 0, 0, 0}, {0, 0, 0, 0}};
    for (std::size_t k = 0; k < WeightedPart::Vertex::k_most && w.weight[k] > 0; ++k)
        add_weighted(sum, motions[w.segment[k]], w.weight[k] / static_cast<double>(WeightedPart::Vertex::k_all));
    return {to_rigid(sum), 1.0 - glm::length(sum.real)};
}

/// The motions of a part's segments, for blending and as they are.
std::pair<std::vector<DualQuaternion>, std::vector<Rigid>> motions_of(const TissueState& state, const WeightedPart& weighted) {
    std::pair<std::vector<DualQuaternion>, std::vector<Rigid>> out;
    for (const skeleton::SegmentIndex s : weighted.segments) {
        out.first.push_back(state.motions[s]);
        out.second.push_back(to_rigid(state.motions[s]));
    }
    return out;
}

/// Motion of each of the first vertices of a part between its segments.
std::vector<Rigid> blend_vertices(const TissueState& state, const WeightedPart& weighted, std::uint32_t count) {
    const auto [motions, rigid] = motions_of(state, weighted);
    std::vector<Rigid> out;
    for (std::uint32_t v = 0; v < count; ++v) out.push_back(blend_vertex(motions, rigid, weighted.vertices[v]).first);
    return out;
}

constexpr double k_sink = 0.006;  ///< metres: how far the inner side of the skin gives way in a fold

std::shared_ptr<PosedVertices> pose_weighted(const TissueState& state, PartIndex part, std::uint32_t count) {
    const WeightedPart& weighted = weighted_part(*state.model, part);
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    const auto [motions, rigid] = motions_of(state, weighted);
    auto out = std::make_shared<PosedVertices>();
    out->positions.resize(count), out->normals.resize(count);
    for (std::uint32_t v = 0; v < count; ++v) {
        const auto [motion, apart] = blend_vertex(motions, rigid, weighted.vertices[v]);
        // Motions that disagree cancel in the sum: there the skin folds, and the inner side of its wall gives way.
        const double sunk = !weighted.inner.empty() && weighted.inner[v] ? k_sink * std::min(1.0, 30.0 * apart) : 0.0;
        const glm::dvec3 normal = motion.turn * glm::dvec3(mesh.normal(v));
        out->positions[v] = glm::vec3(motion(glm::dvec3(mesh.position(v))) + sunk * normal);
        out->normals[v] = glm::vec3(normal);
    }
    return out;
}

}  // namespace

namespace {

/// Moves vertices that have come to lie in a bone, deeper than at rest, to where they are not: tissue slides over its bones.
/// Result: whether any was moved.
bool keep_out_of_bones(const TissueState& state, PartIndex part, const Held& held, PosedVertices& posed) {
    bool moved = false;
    constexpr float k_give = 0.0005f;  // metres below the surface that nobody sees
    const FibredPart& fibred = fibred_part(*state.model, part);
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    geometry::Box box;
    for (const glm::vec3& p : posed.positions) box.include(p);
    for (std::size_t b = 0; b < fibred.bones.size(); ++b) {
        const BoneSolid& bone = *state.model->obstacles.bones[fibred.bones[b]];
        const glm::mat4 m(state.segments[bone.segment]);
        const glm::mat3 turn(m);
        const glm::vec3 shift(m[3]);
        const geometry::Box& own = state.model->body->part(bone.part).mesh.box;
        const glm::vec3 half = 0.5f * (own.upper - own.lower), middle = turn * (0.5f * (own.lower + own.upper)) + shift;
        const glm::vec3 reach = glm::mat3(glm::abs(turn[0]), glm::abs(turn[1]), glm::abs(turn[2])) * half;
        if (glm::any(glm::greaterThan(middle - reach, box.upper)) || glm::any(glm::lessThan(middle + reach, box.lower))) continue;
        const geometry::DistanceGrid& grid = bone_grid(*state.model->body, bone);
        for (std::uint32_t v = 0; v < posed.positions.size(); ++v) {
            const glm::vec3 away = glm::abs(posed.positions[v] - middle);
            if (away.x > reach.x || away.y > reach.y || away.z > reach.z) continue;
            const glm::vec3 local = (posed.positions[v] - shift) * turn;
            if (grid.at_least(local) >= -k_give) continue;
            const auto sample = grid.sample(local);
            if (sample.distance >= -k_give) continue;
            const float allowed = std::min(-k_give, grid.sample(mesh.position(v)).distance);
            if (sample.distance >= allowed) continue;
            posed.positions[v] += (1 - held[v]) * (turn * (sample.outward * (allowed - sample.distance)));
            moved = true;
        }
    }
    return moved;
}

}  // namespace

std::shared_ptr<PosedVertices> pose_fibred(const TissueState& state, PartIndex part, const StrandFrames& frames, std::uint32_t count) {
    const FibredPart& fibred = fibred_part(*state.model, part);
    const Fixation& fixed = fixation(*state.model, part, count);
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    std::vector<glm::mat4> bone;
    for (const skeleton::SegmentIndex s : fibred.segments) bone.emplace_back(state.segments[s]);
    auto out = std::make_shared<PosedVertices>();
    out->positions.resize(count), out->normals.resize(count);
    for (std::uint32_t v = 0; v < count; ++v) {
        const Fixation::Bond& bond = fixed.bonds[v];
        const glm::vec3 rest = mesh.position(v), rest_normal = mesh.normal(v);
        const SplineWeights spline = spline_at(bond.along, frames.front().size());
        Blend blend;
        for (std::size_t s = 0; s < 3 && bond.weight[s] > 0; ++s) {
            const float share = static_cast<float>(bond.weight[s]) / 255.0f;
            for (std::size_t k = 0; k < 3; ++k)
                if (spline.weight[k] > 0) blend.add(frames[bond.strand[s]][spline.first + k], spline.weight[k] * share);
        }
        glm::vec3 position = blend.linear * rest + blend.shift, normal = blend.normal * rest_normal;
        if (bond.share > 0) {
            const glm::mat4& m = bone[bond.segment];
            const float share = static_cast<float>(bond.share) / 255.0f;
            position = glm::mix(position, glm::vec3(m * glm::vec4(rest, 1)), share);
            normal = glm::mix(normal, glm::mat3(m) * rest_normal, share);
        }
        out->positions[v] = position, out->normals[v] = safe_normal(normal, rest_normal);
    }
    return out;
}

bool is_deformed(const TissueState& state, PartIndex part) {
    const PartSlot& slot = state.model->slots[part];
    return is_gathered(state, part) || (slot.motion != Motion::rigid && !moves_as_one(state.segments, slot.segments));
}

glm::mat4 placement(const TissueState& state, PartIndex part) {
    const PartSlot& slot = state.model->slots[part];
    return glm::mat4(state.segments[slot.motion == Motion::rigid ? slot.segment : slot.segments.front()]);
}

namespace {

std::shared_ptr<PosedVertices> pose_carried(const TissueState& state, PartIndex part, std::uint32_t vertex_count) {
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    auto out = std::make_shared<PosedVertices>();
    const glm::mat4 m = placement(state, part);
    for (std::uint32_t v = 0; v < vertex_count; ++v) {
        out->positions.push_back(glm::vec3(m * glm::vec4(mesh.position(v), 1)));
        out->normals.push_back(glm::mat3(m) * mesh.normal(v));
    }
    return out;
}

constexpr float k_most_swelling = 0.003f;  ///< metres that a surface may move to keep its volume

/// How far each vertex is grown to a bone.
Held find_held(const TissueState& state, PartIndex part, std::uint32_t count) {
    const Fixation& fixed = fixation(*state.model, part, count);
    Held out(count);
    for (std::uint32_t v = 0; v < count; ++v) out[v] = static_cast<float>(fixed.bonds[v].share) / 255.0f;
    return out;
}

/// The posture of a part's segments a share of the way from rest, the first of them where it ends.
TissueState part_way(const TissueState& whole, const std::vector<skeleton::SegmentIndex>& segments, double share) {
    TissueState out;
    out.model = whole.model, out.motions = whole.motions, out.segments = whole.segments;
    const DualQuaternion first = whole.motions[segments.front()];
    for (const skeleton::SegmentIndex s : segments) {
        out.motions[s] = turn_part_against(first, whole.motions[s], share);
        const Rigid rigid = to_rigid(out.motions[s]);
        out.segments[s] = glm::translate(glm::dmat4(1), rigid.shift) * glm::mat4_cast(rigid.turn);
    }
    return out;
}

/// Folds, volume and bones, in turn: out of one bone may be into the next, and what a bone takes away swells elsewhere. The last word is that
/// of the bones.
void care_for(const TissueState& state, PartIndex part, const Held& held, PosedVertices& posed) {
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    const double volume = state.model->body->part(part).kind == anatomy::Kind::muscle ? fibred_part(*state.model, part).rest_volume : 0.0;
    unfold(mesh, held, posed);
    keep_volume(mesh, held, volume, k_most_swelling, posed);
    for (int passes = 0; keep_out_of_bones(state, part, held, posed) && ++passes < 3;) {
        if (volume <= 0) unfold(mesh, held, posed);
        keep_volume(mesh, held, volume, k_most_swelling, posed);
    }
}

/// A belly between two bones that turn side by side is wrapped, not mixed: it goes with them in small steps, each cared for.
std::shared_ptr<PosedVertices> pose_wrapped(const TissueState& state, PartIndex part, std::uint32_t count) {
    constexpr int k_steps = 6;  // always as many, so that no slider makes it jump
    const WeightedPart& weighted = weighted_part(*state.model, part);
    const Held held = find_held(state, part, count);
    const TissueState start = part_way(state, weighted.segments, 0);
    auto out = pose_weighted(start, part, count);
    std::vector<Rigid> before = blend_vertices(start, weighted, count);
    for (int step = 1; step <= k_steps; ++step) {
        const TissueState way = part_way(state, weighted.segments, static_cast<double>(step) / k_steps);
        std::vector<Rigid> now = blend_vertices(way, weighted, count);
        for (std::uint32_t v = 0; v < count; ++v) {
            const glm::dquat turn = now[v].turn * glm::conjugate(before[v].turn);
            const glm::dvec3 p(out->positions[v]);
            out->positions[v] = glm::vec3(turn * (p - before[v].shift) + now[v].shift);
            out->normals[v] = glm::vec3(turn * glm::dvec3(out->normals[v]));
        }
        care_for(way, part, held, *out);
        before = std::move(now);
    }
    return out;
}

/// Where the posture takes the vertices, before hands move them.
std::shared_ptr<PosedVertices> pose_by_segments(const TissueState& state, PartIndex part, std::uint32_t vertex_count) {
    const PartSlot& slot = state.model->slots[part];
    if (slot.motion == Motion::rigid || moves_as_one(state.segments, slot.segments)) return pose_carried(state, part, vertex_count);
    if (slot.wrapped) return pose_wrapped(state, part, vertex_count);
    if (slot.motion == Motion::weighted) {
        auto out = pose_weighted(state, part, vertex_count);
        unfold(state.model->body->part(part).mesh, {}, *out);
        return out;
    }
    auto out =
        slot.by_weights
            ? pose_weighted(state, part, vertex_count)
            : pose_fibred(state, part, frames_of(state, part, *state.fibred[static_cast<std::size_t>(find_fibred(*state.model, part))]),
                          vertex_count);
    care_for(state, part, find_held(state, part, vertex_count), *out);
    return out;
}

}  // namespace

std::shared_ptr<const PosedVertices> pose_vertices(const TissueState& state, PartIndex part, std::uint32_t vertex_count) {
    const LevelMesh& mesh = state.model->body->part(part).mesh;
    ENSURE(vertex_count <= mesh.vertices.size(), "part {} has {} vertices, {} wanted", state.model->body->part(part).id,
           mesh.vertices.size(), vertex_count);
    // A coarse level of a muscle is the beginning of one that is fine enough to tell its volume.
    const bool solid = state.model->slots[part].motion == Motion::fibred;
    auto out = pose_by_segments(state, part, solid ? std::max(vertex_count, count_volume_vertices(mesh)) : vertex_count);
    out->positions.resize(vertex_count), out->normals.resize(vertex_count);
    if (is_gathered(state, part)) move_gathered(state, *out);
    return out;
}

}  // namespace smrt::muscles
