// Where a belly lies on bones of its ends along its side, and lines from there.
#include "muscles/strand_roots.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "muscles/rigid_blend.h"

namespace smrt::muscles {
namespace {

constexpr double k_contact = 0.006;   ///< metres: a surface as near as this lies on the bone
constexpr double k_served = 0.012;    ///< metres: an end of a strand as near as this to a bone comes from it
constexpr std::size_t k_least = 4;    ///< samples of a contact
constexpr double k_very_end = 0.06;   ///< along the fibres: what is nearer to an end is the end
constexpr std::size_t k_row = 3;      ///< bones of an end that make it a row along the trunk
constexpr std::size_t k_narrow = 2;   ///< strands of a belly that hugs such a row; broad ones begin all along it anyhow
constexpr double k_least_way = 0.25;  ///< along the fibres: less is no line
constexpr double k_joins = 0.35;      ///< of its length within which a line joins the strand that it runs along

/// Where a belly lies on one bone of an end.
struct Root {
    double along = 0;
    glm::dvec3 point{0};
};

/// Vertebrae, ribs and what else hangs on a bone of the midline.
bool is_of_trunk(const TissueModel& model, skeleton::SegmentIndex segment) {
    const auto side = [&](skeleton::SegmentIndex s) { return model.rig->joints[model.rig->segments[s].joint].side; };
    if (segment == skeleton::k_root || side(segment) == anatomy::Side::midline) return true;
    const skeleton::SegmentIndex parent = parent_of(*model.rig, segment);
    return parent == skeleton::k_root || side(parent) == anatomy::Side::midline;
}

double nearest_end(const TissueModel& model, skeleton::SegmentIndex segment, const std::vector<StrandShape>& shapes, bool origin) {
    double out = 1;
    for (const StrandShape& shape : shapes)
        out = std::min(out, model.clouds->distance(segment, glm::vec3(origin ? shape.centre.front() : shape.centre.back())));
    return out;
}

std::optional<Root> find_root(const TissueModel& model, skeleton::SegmentIndex segment, const std::vector<FibreSample>& samples,
                              bool origin) {
    Root root;
    double weight = 0;
    std::size_t count = 0;
    for (const FibreSample& sample : samples) {
        if (model.clouds->distance(segment, glm::vec3(sample.position)) > k_contact) continue;
        root.along += sample.area * sample.along, root.point += sample.area * sample.position, weight += sample.area, ++count;
    }
    if (count < k_least) return std::nullopt;
    root.along /= weight, root.point /= weight;
    const double way = origin ? 1 - root.along : root.along;
    if (way < k_least_way || way > 1 - k_very_end) return std::nullopt;
    return root;
}

/// The roots of an end in order along the fibres, its very end among them.
std::vector<Root> find_roots(const TissueModel& model, const FibredPart& part, const std::vector<FibreSample>& samples,
                             const std::vector<StrandShape>& shapes, bool origin) {
    std::vector<Root> out;
    std::vector<skeleton::SegmentIndex> row;
    for (std::size_t s = 0; s < part.segments.size(); ++s) {
        const bool own = origin ? part.is_origin[s] && !part.is_insertion[s] : part.is_insertion[s] && !part.is_origin[s];
        if (own && is_of_trunk(model, part.segments[s])) row.push_back(part.segments[s]);
    }
    for (const skeleton::SegmentIndex segment : row) {
        if (row.size() < k_row || nearest_end(model, segment, shapes, origin) < k_served) continue;
        if (const auto root = find_root(model, segment, samples, origin)) out.push_back(*root);
    }
    const double end = origin ? 0.0 : 1.0;
    out.push_back({end, {}});
    std::sort(out.begin(), out.end(), [](const Root& a, const Root& b) { return a.along < b.along; });
    return out;
}

glm::dvec3 at(const StrandShape& shape, double along) {
    const double x = std::clamp(along, 0.0, 1.0) * static_cast<double>(shape.centre.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(x), shape.centre.size() - 2);
    return glm::mix(shape.centre[i], shape.centre[i + 1], x - static_cast<double>(i));
}

double radius_at(const StrandShape& shape, double along) {
    return shape.radius[static_cast<std::size_t>(std::lround(std::clamp(along, 0.0, 1.0) * static_cast<double>(shape.radius.size() - 1)))];
}

/// The strand that runs nearest to the roots of a line.
std::size_t find_main(const std::vector<StrandShape>& shapes, const Root& from, const Root& to) {
    const auto off = [&](const StrandShape& shape) {
        return (from.along > 0 ? glm::distance(at(shape, from.along), from.point) : 0.0) +
               (to.along < 1 ? glm::distance(at(shape, to.along), to.point) : 0.0);
    };
    return static_cast<std::size_t>(
        std::min_element(shapes.begin(), shapes.end(), [&](const auto& a, const auto& b) { return off(a) < off(b); }) - shapes.begin());
}

RootedLine make_line(const std::vector<StrandShape>& shapes, const Root& from, const Root& to) {
    RootedLine out;
    out.main = find_main(shapes, from, to), out.from = from.along, out.to = to.along;
    const StrandShape& main = shapes[out.main];
    const glm::dvec3 off_from = from.along > 0 ? from.point - at(main, from.along) : glm::dvec3(0);
    const glm::dvec3 off_to = to.along < 1 ? to.point - at(main, to.along) : glm::dvec3(0);
    const auto last = static_cast<double>(main.centre.size() - 1);
    for (std::size_t i = 0; i < main.centre.size(); ++i) {
        const double u = static_cast<double>(i) / last, along = out.from + u * (out.to - out.from);
        out.shape.centre.push_back(at(main, along) + (1 - smooth_step(0, k_joins, u)) * off_from + smooth_step(1 - k_joins, 1, u) * off_to);
        out.shape.radius.push_back(radius_at(main, along));
    }
    return out;
}

}  // namespace

std::vector<RootedLine> find_rooted_lines(const TissueModel& model, const FibredPart& part, const std::vector<FibreSample>& samples,
                                          const std::vector<StrandShape>& shapes) {
    if (part.shaping > k_narrow) return {};
    const std::vector<Root> origins = find_roots(model, part, samples, shapes, true);
    const std::vector<Root> insertions = find_roots(model, part, samples, shapes, false);
    const std::size_t count = std::max(origins.size(), insertions.size());
    std::vector<RootedLine> out;
    if (count < 2) return out;
    const auto pick = [count](const std::vector<Root>& roots, std::size_t k) {
        return roots[static_cast<std::size_t>(std::lround(static_cast<double>(k * (roots.size() - 1)) / static_cast<double>(count - 1)))];
    };
    for (std::size_t k = 0; k < count; ++k) {
        const Root from = pick(origins, k), to = pick(insertions, k);
        const bool whole = from.along <= 0 && to.along >= 1;  // the strand itself
        if (!whole && to.along - from.along >= k_least_way) out.push_back(make_line(shapes, from, to));
    }
    return out;
}

}  // namespace smrt::muscles
