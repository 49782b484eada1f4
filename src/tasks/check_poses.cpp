// Moves every soft part into each posture and compares with rest.
#include "tasks/check_poses.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <mutex>

#include "base/parallel.h"
#include "geometry/units.h"
#include "muscles/surface_care.h"
#include "muscles/tissue_state.h"

namespace smrt::tasks {
namespace {

using anatomy::PartIndex;
using geometry::LevelMesh;
using geometry::MeshLevel;
using geometry::PosedVertices;

constexpr float k_same = 0.0002f;    ///< metres: no deeper than at rest, to the accuracy of the bones' distance grids
constexpr float k_level = 0.00125f;  ///< metres: error of the level that is looked at

/// The level that is looked at: a small part's coarse levels have too few vertices to tell anything.
const MeshLevel& level_of(const LevelMesh& mesh) {
    std::uint32_t level = find_level(mesh, k_level);
    while (level > 0 && mesh.levels[level].vertex_count < muscles::count_volume_vertices(mesh)) --level;
    return mesh.levels[level];
}

/// Triangles whose face turned against the normals of their corners, though it agreed at rest.
std::size_t count_flipped(const LevelMesh& mesh, const MeshLevel& level, const PosedVertices& posed) {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::vec3 a = mesh.position(t[0]), b = mesh.position(t[1]), c = mesh.position(t[2]);
        const glm::vec3 rest = glm::cross(b - a, c - a);
        if (glm::dot(rest, mesh.normal(t[0]) + mesh.normal(t[1]) + mesh.normal(t[2])) <= 0.3f * glm::length(rest)) continue;
        const glm::vec3 now = glm::cross(posed.positions[t[1]] - posed.positions[t[0]], posed.positions[t[2]] - posed.positions[t[0]]);
        count += glm::dot(now, posed.normals[t[0]] + posed.normals[t[1]] + posed.normals[t[2]]) < 0;
    }
    return count;
}

/// What one part does in one posture.
struct PartFaults {
    double drift = 0, volume = 0, fibre_depth = 0, deep_share = 0;
    std::size_t triangles = 0, flipped = 0;
};

class PoseCheck {
public:
    PoseCheck(const scene::Model& model, const muscles::TissueState& state) : model_(model), tissue_(*model.tissue), state_(state) {}

    PartFaults check(PartIndex index) const {
        PartFaults out;
        const anatomy::Part& part = model_.body->part(index);
        const MeshLevel& level = level_of(part.mesh);
        const auto posed = muscles::pose_vertices(state_, index, level.vertex_count);
        out.triangles = level.index_count / 3;
        out.flipped = count_flipped(part.mesh, level, *posed);
        if (muscles::find_fibred(tissue_, index) < 0) return out;
        const double rest = muscles::measure_rest_volume(part.mesh), now = muscles::measure_volume(part.mesh, posed->positions);
        if (part.kind == anatomy::Kind::muscle && rest > 1e-7) out.volume = now / rest - 1;
        const muscles::FibredPart& fibred = muscles::fibred_part(tissue_, index);
        out.drift = measure_drift(part.mesh, *posed, level.vertex_count, fibred);
        std::size_t deep = 0;
        for (std::uint32_t v = 0; v < level.vertex_count; ++v)
            deep += measure_depth(fibred, part.mesh.position(v), posed->positions[v], 0.003f) > 0;
        out.deep_share = static_cast<double>(deep) / std::max(1u, level.vertex_count);
        if (tissue_.slots[index].by_weights) return out;  // its lines are read, not drawn
        const auto lines = muscles::fibre_lines(state_, index);
        for (std::size_t k = 0; k < lines.size(); ++k)
            for (std::size_t i = 0; i < lines[k].size(); ++i)
                out.fibre_depth =
                    std::max(out.fibre_depth,
                             static_cast<double>(measure_depth(fibred, glm::vec3(fibred.strands[k].centre[i]), lines[k][i], 0.001f)));
        return out;
    }

private:
    /// How far below a limit a point is in a bone, if it was not so at rest; metres.
    float measure_depth(const muscles::FibredPart& part, const glm::vec3& rest, const glm::vec3& now, float limit) const {
        float deepest = 0;
        for (std::size_t b = 0; b < part.bones.size(); ++b) {
            const muscles::BoneSolid& bone = *tissue_.obstacles.bones[part.bones[b]];
            const glm::dmat4& m = state_.segments[bone.segment];
            const glm::vec3 local((glm::dvec3(now) - glm::dvec3(m[3])) * glm::dmat3(m));
            const geometry::Box& box = model_.body->part(bone.part).mesh.box;
            if (glm::any(glm::lessThan(local, box.lower)) || glm::any(glm::greaterThan(local, box.upper))) continue;
            const geometry::DistanceGrid& grid = muscles::bone_grid(*model_.body, bone);
            const float depth = -grid.sample(local).distance;
            if (depth <= limit) continue;
            const float before = std::max(limit, -grid.sample(rest).distance);
            if (depth - before > k_same) deepest = std::max(deepest, depth - before);
        }
        return deepest;
    }

    /// Vertices that lie on a bone of their end keep their place on it.
    double measure_drift(const LevelMesh& mesh, const PosedVertices& posed, std::uint32_t count, const muscles::FibredPart& part) const {
        double worst = 0;
        for (std::uint32_t v = 0; v < count; ++v) {
            if (mesh.vertices[v].along == geometry::PackedVertex::k_no_fibre) continue;
            const double along = mesh.vertices[v].along / 65534.0;
            if (along > 0.06 && along < 0.94) continue;
            double nearest = 0.001;  // metres: closer than this it is attached
            const glm::dmat4* motion = nullptr;
            for (std::size_t s = 0; s < part.segments.size(); ++s) {
                if (along < 0.5 ? !part.is_origin[s] : !part.is_insertion[s]) continue;
                const double distance = tissue_.clouds->distance(part.segments[s], mesh.position(v));
                if (distance < nearest) nearest = distance, motion = &state_.segments[part.segments[s]];
            }
            if (motion == nullptr) continue;
            const glm::dvec3 wanted(*motion * glm::dvec4(glm::dvec3(mesh.position(v)), 1));
            worst = std::max(worst, glm::distance(wanted, glm::dvec3(posed.positions[v])));
        }
        return worst;
    }

    const scene::Model& model_;
    const muscles::TissueModel& tissue_;
    const muscles::TissueState& state_;
};

/// The largest difference between the lengths of two states.
void compare_lengths(const scene::Model& model, const muscles::TissueState& a, const muscles::TissueState& b, const std::string& text,
                     Worst& worst) {
    for (std::size_t i = 0; i < muscles::readings(a).size(); ++i)
        worst.take(std::abs(muscles::readings(a)[i].length - muscles::readings(b)[i].length), text,
                   model.body->part(muscles::readings(a)[i].part).name);
}

/// A length depends on how the bones lie to each other, on nothing else: not on where the body is, nor on where it has been.
void check_lengths(const scene::Model& model, const skeleton::PosedBody& posed, const muscles::TissueStatePtr& state,
                   const std::string& text, PoseFaults& faults) {
    skeleton::PosedBody away = posed;
    const glm::dmat4 whole = glm::rotate(glm::translate(glm::dmat4(1), {0.3, -0.2, 0.7}), 1.1, glm::normalize(glm::dvec3(1, 2, -0.5)));
    for (glm::dmat4& segment : away.segments) segment = whole * segment;
    compare_lengths(model, *state, *muscles::measure_tissue(model.tissue, away), text, faults.moved_whole);
    const auto rest = skeleton::measure_posed_body(*model.rig, skeleton::make_rest_pose(*model.rig));
    const auto back = muscles::measure_tissue(model.tissue, rest, state);
    for (const muscles::Reading& reading : muscles::readings(*back))
        faults.not_back.take(std::abs(reading.length - reading.rest_length), text, model.body->part(reading.part).name);
}

void check_pose(const scene::Model& model, const skeleton::Pose& pose, const std::string& text, PoseFaults& faults) {
    const skeleton::PosedBody posed = skeleton::measure_posed_body(*model.rig, pose);
    const auto state = muscles::measure_tissue(model.tissue, posed);
    check_lengths(model, posed, state, text, faults);
    std::vector<PartIndex> parts;
    for (PartIndex p = 0; p < model.body->parts().size(); ++p)
        if (muscles::is_deformed(*state, p)) parts.push_back(p);
    std::vector<PartFaults> found(parts.size());
    const PoseCheck check(model, *state);
    base::parallel_for(parts.size(), [&](std::size_t i) { found[i] = check.check(parts[i]); });
    double triangles = 1, flipped = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const anatomy::Part& part = model.body->part(parts[i]);
        const PartFaults& one = found[i];
        const bool off = part.kind == anatomy::Kind::muscle && std::abs(one.volume) > 0.05;
        if (off || one.flipped > 0 || one.deep_share > 0.005) {
            PartTally& tally = faults.parts[part.name];
            tally.off_volume += off, tally.flipped += one.flipped;
            tally.deep += one.deep_share > 0.005;
            tally.volume = std::max(tally.volume, std::abs(one.volume));
        }
        if (part.kind == anatomy::Kind::skin) {
            faults.skin_flipped.take(static_cast<double>(one.flipped) / static_cast<double>(std::max<std::size_t>(1, one.triangles)), text,
                                     part.name);
        } else {
            faults.part_flipped.take(static_cast<double>(one.flipped) / static_cast<double>(std::max<std::size_t>(100, one.triangles)),
                                     text, part.name);
            triangles += static_cast<double>(one.triangles), flipped += static_cast<double>(one.flipped);
        }
        faults.drift.take(one.drift, text, part.name);
        if (part.kind != anatomy::Kind::muscle) continue;
        faults.volume.take(std::abs(one.volume), text, part.name);
        faults.fibre_depth.take(one.fibre_depth, text, part.name);
        faults.deep_share.take(one.deep_share, text, part.name);
        ++faults.muscles;
        faults.muscles_off_volume += std::abs(one.volume) > 0.05;
        faults.muscles_deep += one.deep_share > 0.005;
        faults.fibres_deep += one.fibre_depth > 0;
    }
    faults.flipped.take(flipped / triangles, text, "all soft tissue");
}

/// The parts with most of each fault.
std::string describe_worst_parts(const PoseFaults& faults) {
    constexpr std::size_t k_most = 12;
    std::string out;
    const auto list = [&](const char* title, std::size_t PartTally::*count) {
        std::vector<std::pair<std::string, PartTally>> parts(faults.parts.begin(), faults.parts.end());
        std::stable_sort(parts.begin(), parts.end(), [&](const auto& a, const auto& b) { return a.second.*count > b.second.*count; });
        out += fmt::format("{}\n", title);
        for (std::size_t i = 0; i < std::min(k_most, parts.size()) && parts[i].second.*count > 0; ++i)
            out += fmt::format("  {:6}  {}{}\n", parts[i].second.*count, parts[i].first,
                               count == &PartTally::off_volume ? fmt::format(", at worst {:.0f} %", 100 * parts[i].second.volume) : "");
    };
    list("postures more than 5 % off volume, by part", &PartTally::off_volume);
    list("postures with over 0.5 % of vertices 3 mm deep, by part", &PartTally::deep);
    list("triangles turned inside out in all postures, by part", &PartTally::flipped);
    return out;
}

}  // namespace

void Worst::take(double found, const std::string& in_pose, const std::string& in_part) {
    if (found > value) value = found, pose = in_pose, part = in_part;
}

base::Result<PoseFaults> check_poses(const scene::Model& model, const std::vector<std::string>& poses, const base::Progress& progress) {
    PoseFaults faults;
    for (const std::string& text : poses) {
        base::Findings limits;
        const auto pose = skeleton::parse_pose(*model.rig, text, &limits);
        if (!pose) return base::fail_while(pose.error(), fmt::format("checking `{}`", text));
        for (const base::Finding& limit : limits.list) faults.out_of_range.push_back(fmt::format("{}: {}", text, limit.what));
        check_pose(model, *pose, text, faults);
        ++faults.poses;
        progress.tell(static_cast<double>(faults.poses) / static_cast<double>(poses.size()), "moving the body");
        if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "checking was stopped");
    }
    return faults;
}

std::string describe_pose_faults(const PoseFaults& faults) {
    std::string out = fmt::format("{} postures, {} muscles bent\n", faults.poses, faults.muscles);
    const auto line = [&](const char* what, const Worst& worst, double unit, const char* name) {
        out += fmt::format("{:<34} {:8.3f} {:<3} {} in {}\n", what, worst.value / unit, name, worst.part, worst.pose);
    };
    line("attachment drift, worst", faults.drift, geometry::k_mm, "mm");
    line("volume off, worst", faults.volume, 0.01, "%");
    line("fibre point in bone, worst", faults.fibre_depth, geometry::k_mm, "mm");
    line("vertices deep in bone, worst", faults.deep_share, 0.01, "%");
    line("flipped triangles, worst", faults.flipped, 0.01, "%");
    line("flipped triangles of one part", faults.part_flipped, 0.01, "%");
    line("flipped triangles of skin, worst", faults.skin_flipped, 0.01, "%");
    line("length changed by moving the body", faults.moved_whole, geometry::k_mm, "mm");
    line("length off when back at rest", faults.not_back, geometry::k_mm, "mm");
    const double all = std::max<double>(1, static_cast<double>(faults.muscles)) / 100;
    out += fmt::format("{:<34} {:8.3f} %   of muscles in postures\n", "volume more than 5 % off",
                       static_cast<double>(faults.muscles_off_volume) / all);
    out += fmt::format("{:<34} {:8.3f} %\n", "a fibre point over 1 mm in bone", static_cast<double>(faults.fibres_deep) / all);
    out += fmt::format("{:<34} {:8.3f} %\n", "over 0.5 % of vertices 3 mm deep", static_cast<double>(faults.muscles_deep) / all);
    out += describe_worst_parts(faults);
    out += fmt::format("{:<34} {:8}     times a value was limited\n", "normal range left", faults.out_of_range.size());
    for (const std::string& left : faults.out_of_range) out += "  " + left + "\n";
    return out;
}

}  // namespace smrt::tasks
