// Applies landmark rules to a body's bones.
#include "body_compiler/landmarks.h"

#include <cmath>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "body_compiler/landmark_surface.h"
#include "geometry/shape_fit.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Landmark;
using anatomy::Side;

constexpr double k_extreme_depth = 0.0006;  // metres: points this near to the furthest one count as one landmark
constexpr double k_poor_fit = 0.0015;       // metres r.m.s.
using Points = std::vector<SurfacePoint>;

/// Lateral is away from the midplane: +x on the left. Midline landmarks are read as right ones.
double lateral_sign(Side side) {
    return side == Side::left ? 1.0 : -1.0;
}

std::optional<glm::dvec3> mean_of(const Points& points) {
    glm::dvec3 sum{0};
    double area = 0;
    for (const SurfacePoint& one : points) sum += one.area * one.position, area += one.area;
    if (area > 0) return sum / area;
    return points.empty() ? std::nullopt : std::optional(points.front().position);  // corners of wide triangles only
}

std::vector<glm::dvec3> positions_of(const Points& points) {
    std::vector<glm::dvec3> positions;
    positions.reserve(points.size());
    for (const SurfacePoint& one : points) positions.push_back(one.position);
    return positions;
}

/// Absolute box of a rule's limits. `fused`: lowest share of the surface's height that counts as another bone.
struct AbsoluteLimits {
    glm::dvec3 lower, upper;

    AbsoluteLimits(const Surface& surface, const LandmarkLimits& limits, Side side, double fused) {
        glm::dvec3 low = surface.lower;
        low.y += fused * (surface.upper.y - surface.lower.y);
        const glm::dvec3 size = surface.upper - low;
        glm::dvec3 from = limits.lower;
        glm::dvec3 to = limits.upper;
        if (lateral_sign(side) < 0) from.x = 1 - limits.upper.x, to.x = 1 - limits.lower.x;
        constexpr double k_slack = 1e-9;  // metres: a point on the limit is inside
        lower = low + from * size - k_slack, upper = low + to * size + k_slack;
        if (limits.midplane > 0) lower.x = std::max(lower.x, -limits.midplane), upper.x = std::min(upper.x, limits.midplane);
    }
    [[nodiscard]] bool holds(const glm::dvec3& p) const {
        return p.x >= lower.x && p.x <= upper.x && p.y >= lower.y && p.y <= upper.y && p.z >= lower.z && p.z <= upper.z;
    }
};

Points points_within(const Surface& surface, const LandmarkLimits& limits, Side side, double fused) {
    const AbsoluteLimits box(surface, limits, side, fused);
    Points chosen;
    for (const SurfacePoint& one : surface.points)
        if (box.holds(one.position)) chosen.push_back(one);
    return chosen;
}

/// Extreme of the points inside the limits without copying them: most rules are of this kind.
std::optional<glm::dvec3> extreme_within(const Surface& surface, const LandmarkLimits& limits, glm::dvec3 toward, Side side, double fused) {
    const AbsoluteLimits box(surface, limits, side, fused);
    toward.x *= lateral_sign(side);
    double furthest = -1e300;
    Points ahead;  // all points that were within the depth of the furthest one when they were met
    for (const SurfacePoint& one : surface.points) {
        const double reach = glm::dot(one.position, toward);
        if (reach < furthest - k_extreme_depth || !box.holds(one.position)) continue;
        furthest = std::max(furthest, reach);
        ahead.push_back(one);
    }
    std::erase_if(ahead, [&](const SurfacePoint& one) { return glm::dot(one.position, toward) < furthest - k_extreme_depth; });
    return mean_of(ahead);
}

std::optional<glm::dvec3> extreme_of(const Points& points, glm::dvec3 toward, Side side) {
    toward.x *= lateral_sign(side);
    double furthest = -1e300;
    for (const SurfacePoint& one : points) furthest = std::max(furthest, glm::dot(one.position, toward));
    Points near_extreme;
    for (const SurfacePoint& one : points)
        if (glm::dot(one.position, toward) >= furthest - k_extreme_depth) near_extreme.push_back(one);
    return mean_of(near_extreme);
}

Landmark to_landmark(const geometry::ShapeFit& fit) {
    return {fit.centre, (fit.radii.x + fit.radii.y + fit.radii.z) / 3, fit.residual, fit.radii};
}

/// One run over a body: keeps what was found, so that rules may use other landmarks in any order.
class Run {
public:
    Run(const anatomy::Body& body, const std::vector<LandmarkDefinition>& definitions, base::Findings& findings)
        : bones_(body), findings_(findings) {
        for (const LandmarkDefinition& one : definitions) by_id_.emplace(one.id, &one);
    }

    const Landmark* measure(const LandmarkDefinition& rule, Side side) {
        const std::pair key(rule.id, rule.paired ? side : Side::midline);
        if (const auto found = out_.points.find(key); found != out_.points.end()) return &found->second;
        if (!started_.insert(key).second) return nullptr;  // absent, or waiting for itself
        std::optional<Landmark> landmark = apply(rule, key.second);
        if (!landmark) return nullptr;
        landmark->name = rule.name;
        if (landmark->residual > k_poor_fit && rule.rule != LandmarkRule::ellipsoid)
            findings_.add(base::Severity::warning, rule.id, "poor-fit",
                          fmt::format("{} {} fits its bone only to {:.1f} mm", name_of(key.second), rule.name, landmark->residual * 1000));
        return &out_.points.emplace(key, *landmark).first->second;
    }
    /// Samples the bones of all rules at once.
    void prepare(const std::vector<LandmarkDefinition>& definitions) {
        std::set<std::vector<anatomy::PartIndex>> wanted;
        for (const LandmarkDefinition& rule : definitions)
            for (const Side side : rule.paired ? std::vector{Side::right, Side::left} : std::vector{Side::midline}) {
                if (rule.rule == LandmarkRule::middle) continue;
                wanted.insert(bones_of(rule, side));
                if (!rule.touches.empty()) wanted.insert(bones_.find(rule.touches, side));
            }
        bones_.prepare(wanted);
    }
    anatomy::Landmarks take() { return std::move(out_); }

private:
    std::optional<Landmark> apply(const LandmarkDefinition& rule, Side side) {
        if (rule.rule == LandmarkRule::middle) return middle(rule, side);
        const std::vector<anatomy::PartIndex> parts = bones_of(rule, side);
        if (parts.empty()) return std::nullopt;
        if (rule.rule == LandmarkRule::extreme) return extreme(rule, parts, side);
        Points points = points_within(bones_.surface(parts), rule.within, side, fused_share(rule));
        if (!rule.touches.empty()) {
            const auto others = bones_.find(rule.touches, side);
            if (others.empty()) return std::nullopt;
            points = find_points_near(points, bones_.surface(others), rule.gap);
        }
        if (!rule.level_of.empty()) {
            const auto height = height_of(rule.level_of, side);
            if (!height) return std::nullopt;
            std::erase_if(points, [&](const SurfacePoint& p) { return std::abs(p.position.y - *height) > rule.gap; });
        }
        std::optional<Landmark> found = shape(rule, points, side);
        if (!found) tell_missing(rule, side, points.size());
        return found;
    }

    void tell_missing(const LandmarkDefinition& rule, Side side, std::size_t points) {
        findings_.add(base::Severity::warning, rule.id, "no-landmark",
                      fmt::format("{} {} was not found on its bone: {} points fit the rule", name_of(side), rule.name, points));
    }

    std::optional<Landmark> extreme(const LandmarkDefinition& rule, const std::vector<anatomy::PartIndex>& parts, Side side) {
        const auto point = extreme_within(bones_.surface(parts), rule.within, rule.toward, side, fused_share(rule));
        if (point) return Landmark{*point, 0, 0, glm::dvec3(0), {}};
        tell_missing(rule, side, 0);
        return std::nullopt;
    }

    [[nodiscard]] double fused_share(const LandmarkDefinition& rule) const {
        const bool apart = rule.fused.bone.empty() || !bones_.find(rule.fused.bone, Side::midline).empty();
        return apart ? 0.0 : rule.fused.share;
    }

    std::optional<Landmark> shape(const LandmarkDefinition& rule, const Points& points, Side side) {
        if (rule.rule == LandmarkRule::sphere) {
            const auto fit = geometry::find_sphere(positions_of(points));
            return fit ? std::optional(to_landmark(*fit)) : std::nullopt;
        }
        if (rule.rule == LandmarkRule::ellipsoid) {
            const auto fit = geometry::find_upright_ellipsoid(positions_of(points));
            return fit ? std::optional(to_landmark(*fit)) : std::nullopt;
        }
        if (rule.rule == LandmarkRule::cylinder) {
            const Landmark* from = find(rule.between.at(0), side);
            const Landmark* to = find(rule.between.at(1), side);
            if (from == nullptr || to == nullptr) return std::nullopt;
            const auto fit = geometry::find_circle(positions_of(points), glm::normalize(to->position - from->position));
            return fit ? std::optional(to_landmark(*fit)) : std::nullopt;
        }
        const bool plain = rule.rule == LandmarkRule::touching || rule.rule == LandmarkRule::centroid;
        const auto point = plain ? mean_of(points) : extreme_of(points, rule.toward, side);
        return point ? std::optional(Landmark{*point, 0, 0, glm::dvec3(0), {}}) : std::nullopt;
    }

    std::optional<Landmark> middle(const LandmarkDefinition& rule, Side side) {
        glm::dvec3 sum{0};
        for (const std::string& id : rule.between) {
            const std::optional<glm::dvec3> one = place_of(id, side);
            if (!one) return std::nullopt;
            sum += *one;
        }
        const glm::dvec3 shift(lateral_sign(side) * rule.shift.x, rule.shift.y, rule.shift.z);
        return Landmark{sum / static_cast<double>(rule.between.size()) + shift, 0, 0, glm::dvec3(0), {}};
    }

    const Landmark* find(const std::string& id, Side side) {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : measure(*found->second, side);
    }

    /// Where a landmark is; the mean of both sides where a paired one is asked for from the midline.
    std::optional<glm::dvec3> place_of(const std::string& id, Side side) {
        const auto found = by_id_.find(id);
        if (found == by_id_.end()) return std::nullopt;
        if (side != Side::midline || !found->second->paired) {
            const Landmark* one = measure(*found->second, side);
            return one == nullptr ? std::nullopt : std::optional(one->position);
        }
        const Landmark *right = find(id, Side::right), *left = find(id, Side::left);
        if (right == nullptr || left == nullptr) return std::nullopt;
        return 0.5 * (right->position + left->position);
    }

    /// Height of a landmark; of both sides' mean when asked from the midline.
    std::optional<double> height_of(const std::string& id, Side side) {
        if (side != Side::midline) {
            const Landmark* one = find(id, side);
            return one == nullptr ? std::nullopt : std::optional(one->position.y);
        }
        const Landmark* right = find(id, Side::right);
        const Landmark* left = find(id, Side::left);
        if (right == nullptr || left == nullptr) return std::nullopt;
        return 0.5 * (right->position.y + left->position.y);
    }

    std::vector<anatomy::PartIndex> bones_of(const LandmarkDefinition& rule, Side side) const {
        std::vector<anatomy::PartIndex> parts;
        for (const std::string& bone : rule.bones) {
            const auto found = bones_.find(bone, side);
            parts.insert(parts.end(), found.begin(), found.end());
            if (!rule.together && !parts.empty()) break;
        }
        return parts;
    }

    BoneSurfaces bones_;
    base::Findings& findings_;
    std::map<std::string, const LandmarkDefinition*> by_id_;
    std::set<std::pair<std::string, Side>> started_;
    anatomy::Landmarks out_;
};

}  // namespace

anatomy::Landmarks measure_landmarks(const anatomy::Body& body, const std::vector<LandmarkDefinition>& definitions,
                                     base::Findings& findings) {
    Run run(body, definitions, findings);
    run.prepare(definitions);
    for (const LandmarkDefinition& rule : definitions) {
        if (rule.paired)
            run.measure(rule, Side::right), run.measure(rule, Side::left);
        else
            run.measure(rule, Side::midline);
    }
    return run.take();
}

}  // namespace smrt::body_compiler
