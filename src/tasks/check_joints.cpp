// Vertices of moved bones inside of others, a coordinate at a time.
#include "tasks/check_joints.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "base/parallel.h"
#include "geometry/solid.h"
#include "geometry/units.h"
#include "skeleton/curves.h"
#include "skeleton/pose.h"

namespace smrt::tasks {
namespace {

using anatomy::PartIndex;
using skeleton::SegmentIndex;

constexpr double k_shares[] = {0.25, 0.5, 0.75, 1.0};  ///< of the way to either end of a range

class Checker {
public:
    explicit Checker(const scene::Model& model) : model_(model), body_(*model.body) {
        for (PartIndex p = 0; p < body_.parts().size(); ++p)
            if (body_.part(p).kind == anatomy::Kind::bone && model.rig->placed[p] && !body_.part(p).mesh.levels.empty())
                bones_.push_back(p);
        solids_.resize(bones_.size());
        base::parallel_for(bones_.size(), [&](std::size_t i) {
            auto solid = std::make_unique<geometry::Solid>(geometry::unpack(body_.part(bones_[i]).mesh));
            if (solid->closed()) solids_[i] = std::move(solid);
        });
    }

    /// The worst clash of every pair for one coordinate.
    std::vector<BoneClash> check(std::uint32_t c, double limit) {
        const skeleton::Coordinate& coordinate = model_.rig->coordinates[c];
        if (!skeleton::moves_alone(*model_.rig, c)) return {};
        std::map<std::pair<PartIndex, PartIndex>, BoneClash> worst;
        for (const double end : {coordinate.lower, coordinate.upper})
            for (const double share : k_shares) {
                if (end == 0) continue;
                skeleton::Pose pose = skeleton::make_rest_pose(*model_.rig);
                pose.values[c] = share * end;
                const auto posed = skeleton::measure_posed_body(*model_.rig, pose);
                for (std::size_t a = 0; a < bones_.size(); ++a)
                    for (std::size_t b = 0; b < bones_.size(); ++b) {
                        if (a == b || solids_[b] == nullptr) continue;
                        const double depth = measure_excess(posed, a, b);
                        if (depth <= limit) continue;
                        BoneClash& known = worst[std::minmax(bones_[a], bones_[b])];
                        if (depth > known.depth) known = {c, share * end, bones_[a], bones_[b], depth, are_beside(c, bones_[a], bones_[b])};
                    }
            }
        std::vector<BoneClash> out;
        for (const auto& [pair, clash] : worst) out.push_back(clash);
        return out;
    }

private:
    /// How much deeper bone a lies in bone b than at rest; 0 if they have not moved against each other.
    double measure_excess(const skeleton::PosedBody& posed, std::size_t a, std::size_t b) {
        const glm::dmat4& of_a = posed.segments[model_.rig->segment_of_part[bones_[a]]];
        const glm::dmat4& of_b = posed.segments[model_.rig->segment_of_part[bones_[b]]];
        if (of_a == of_b) return 0;
        const double now = measure_depth(glm::inverse(of_b) * of_a, a, b);
        return now > 0 ? now - rest_depth(a, b) : 0;
    }

    double rest_depth(std::size_t a, std::size_t b) {
        {
            const std::lock_guard lock(guard_);
            if (const auto found = rest_.find({a, b}); found != rest_.end()) return found->second;
        }
        const double depth = measure_depth(glm::dmat4(1), a, b);
        const std::lock_guard lock(guard_);
        return rest_[{a, b}] = depth;
    }

    /// Deepest vertex of a in b, metres; `motion` takes a into the resting frame of b.
    double measure_depth(const glm::dmat4& motion, std::size_t a, std::size_t b) const {
        const geometry::LevelMesh& mesh = body_.part(bones_[a]).mesh;
        const geometry::Box& box = body_.part(bones_[b]).mesh.box;
        geometry::Box moved;
        for (int corner = 0; corner < 8; ++corner) {
            const glm::vec3 at((corner & 1) != 0 ? mesh.box.upper.x : mesh.box.lower.x,
                               (corner & 2) != 0 ? mesh.box.upper.y : mesh.box.lower.y,
                               (corner & 4) != 0 ? mesh.box.upper.z : mesh.box.lower.z);
            moved.include(glm::vec3(motion * glm::dvec4(at, 1)));
        }
        if (glm::any(glm::lessThan(moved.upper, box.lower)) || glm::any(glm::lessThan(box.upper, moved.lower))) return 0;
        float deepest = 0;
        const glm::mat4 m(motion);
        for (std::uint32_t v = 0; v < mesh.levels.front().vertex_count; ++v) {
            const glm::vec3 p(m * glm::vec4(mesh.position(v), 1));
            if (glm::any(glm::lessThan(p, box.lower)) || glm::any(glm::lessThan(box.upper, p))) continue;
            deepest = std::max(deepest, solids_[b]->depth(p));
        }
        return static_cast<double>(deepest);
    }

    /// Whether two bones meet in the joint of a coordinate, or next to it.
    bool are_beside(std::uint32_t c, PartIndex a, PartIndex b) const {
        const skeleton::Rig& rig = *model_.rig;
        const auto depth_below = [&](SegmentIndex from, SegmentIndex to) {
            int steps = 0;
            for (; from != to; ++steps) {
                if (from == skeleton::k_root || steps > 3) return 99;
                from = rig.joints[rig.segments[from].joint].parent;
            }
            return steps;
        };
        const skeleton::Joint& joint = rig.joints[rig.coordinates[c].joint];
        const SegmentIndex sa = rig.segment_of_part[a], sb = rig.segment_of_part[b];
        const auto near = [&](SegmentIndex s) {
            return depth_below(s, joint.parent) <= 2 || depth_below(joint.parent, s) <= 1 || s == joint.child;
        };
        return near(sa) && near(sb);
    }

    const scene::Model& model_;
    const anatomy::Body& body_;
    std::vector<PartIndex> bones_;
    std::vector<std::unique_ptr<geometry::Solid>> solids_;  ///< null: not closed
    std::mutex guard_;
    std::map<std::pair<std::size_t, std::size_t>, double> rest_;
};

}  // namespace

base::Result<std::vector<BoneClash>> check_joints(const scene::Model& model, double limit, const base::Progress& progress) {
    if (model.rig == nullptr) return base::fail(base::ErrorCode::bad_data, "none of this program's joints fits the bones of this body");
    Checker checker(model);
    std::vector<std::vector<BoneClash>> found(model.rig->coordinates.size());
    std::size_t done = 0;
    std::mutex guard;
    base::parallel_for(found.size(), [&](std::size_t c) {
        if (progress.cancelled()) return;
        found[c] = checker.check(static_cast<std::uint32_t>(c), limit);
        const std::lock_guard lock(guard);
        progress.tell(static_cast<double>(++done) / static_cast<double>(found.size()), "moving the joints");
    });
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "checking was stopped");
    std::vector<BoneClash> out;
    for (const auto& list : found) out.insert(out.end(), list.begin(), list.end());
    std::stable_sort(out.begin(), out.end(), [](const BoneClash& a, const BoneClash& b) { return a.depth > b.depth; });
    return out;
}

std::string describe_bone_clashes(const scene::Model& model, const std::vector<BoneClash>& clashes) {
    std::string out = fmt::format("{:>6}  {:<44} {:>9}  {}\n", "mm", "coordinate", "at", "bones");
    std::size_t own = 0, others = 0;
    double own_worst = 0;
    for (const BoneClash& clash : clashes) {
        const skeleton::Coordinate& coordinate = model.rig->coordinates[clash.coordinate];
        out += fmt::format("{:>6.1f}  {:<44} {:>6.1f} {:<2}  {} in {}{}\n", clash.depth / geometry::k_mm, coordinate.id,
                           (coordinate.rest + clash.value) / coordinate.unit, coordinate.millimetres ? "mm" : "°",
                           model.body->part(clash.part).name, model.body->part(clash.in).name, clash.own ? "" : "  (not of this joint)");
        (clash.own ? own : others) += 1;
        if (clash.own) own_worst = std::max(own_worst, clash.depth);
    }
    return out + fmt::format(
                     "{} pairs of a joint's own bones lie more than 1 mm deeper in each other than at rest, by at most {:.1f} mm; "
                     "{} pairs of other bones\n",
                     own, own_worst / geometry::k_mm, others);
}

}  // namespace smrt::tasks
