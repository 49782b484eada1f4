// What hands bring together: readings get shorter, the part and the skin over it are drawn towards the middle of the part.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "muscles/tissue_state.h"

namespace smrt::muscles {
namespace {

using anatomy::PartIndex;

constexpr double k_most = 0.35;  ///< of its length: no part is gathered by more

/// Parts that a place names: a definition, or a name with or without side.
std::vector<PartIndex> find_parts(const TissueModel& model, const skeleton::Gather& gather) {
    std::vector<PartIndex> out = model.body->find_definition(gather.place, gather.side);
    if (!out.empty()) return out;
    const std::string wanted = base::fold(gather.place);
    for (PartIndex p = 0; p < model.body->parts().size(); ++p) {
        const anatomy::Part& part = model.body->part(p);
        const bool on_side = gather.side == anatomy::Side::midline || part.side == anatomy::Side::midline || part.side == gather.side;
        if (on_side && (base::fold(part.name) == wanted || base::fold(anatomy::name_without_side(part.name)) == wanted)) out.push_back(p);
    }
    return out;
}

/// The line of a part under the posture: along its fibres, or along the longest side of its box.
GatherField make_field(const TissueModel& model, const skeleton::PosedBody& posed, PartIndex part, double metres) {
    const PartSlot& slot = model.slots[part];
    const geometry::Box& box = model.body->part(part).mesh.box;
    glm::dvec3 from(box.lower), to(box.upper);
    const glm::dvec3 size = to - from;
    const int longest = size.x > size.y ? (size.x > size.z ? 0 : 2) : (size.y > size.z ? 1 : 2);
    for (int k = 0; k < 3; ++k)
        if (k != longest) from[k] = to[k] = 0.5 * (from[k] + to[k]);
    skeleton::SegmentIndex near = slot.segment, far = slot.segment;
    if (slot.motion == Motion::fibred) {
        from = to = glm::dvec3(0);
        const FibredPart& fibred = fibred_part(model, part);
        for (const Strand& strand : fibred.strands) from += strand.centre.front(), to += strand.centre.back();
        from /= static_cast<double>(fibred.strands.size()), to /= static_cast<double>(fibred.strands.size());
        const SegmentWeights &a = fibred.strands.front().path.weights[fibred.strands.front().lead],
                             &b = fibred.strands.front()
                                      .path.weights[fibred.strands.front().lead + fibred.strands.front().centre.size() - 1];
        near = fibred.segments[a.segment[0]], far = fibred.segments[b.segment[0]];
    }
    from = glm::dvec3(posed.segments[near] * glm::dvec4(from, 1)), to = glm::dvec3(posed.segments[far] * glm::dvec4(to, 1));
    GatherField out;
    out.part = part, out.metres = metres;
    out.centre = 0.5 * (from + to);
    out.half = std::max(0.015, 0.5 * glm::distance(from, to));
    out.along = glm::distance(from, to) > 1e-6 ? glm::normalize(to - from) : glm::dvec3(0, 1, 0);
    out.reach = std::clamp(0.5 * out.half, 0.03, 0.10);
    return out;
}

}  // namespace

std::vector<GatherField> find_gathers(const TissueModel& model, const skeleton::PosedBody& posed, const std::vector<PartIndex>& parts) {
    std::vector<GatherField> out;
    for (const skeleton::Gather& gather : posed.gathers)
        for (const PartIndex part : gather.place.empty() ? parts : find_parts(model, gather)) {
            const bool on_side = gather.side == anatomy::Side::midline || model.body->part(part).side == anatomy::Side::midline ||
                                 model.body->part(part).side == gather.side;
            if (on_side && !model.body->part(part).mesh.levels.empty()) out.push_back(make_field(model, posed, part, gather.metres));
        }
    return out;
}

double gathered_length(const TissueState& state, PartIndex part, double length) {
    double sum = 0;
    for (const GatherField& field : state.gathers)
        if (field.part == part) sum += field.metres;
    return std::clamp(sum, 0.0, k_most * length);
}

bool is_gathered(const TissueState& state, PartIndex part) {
    return std::any_of(state.gathers.begin(), state.gathers.end(),
                       [&](const GatherField& field) { return field.part == part || part == state.model->skin; });
}

void move_gathered(const TissueState& state, geometry::PosedVertices& posed) {
    for (const GatherField& field : state.gathers) {
        const double metres = std::min(field.metres, 2 * k_most * field.half);
        for (glm::vec3& position : posed.positions) {
            const glm::dvec3 from = glm::dvec3(position) - field.centre;
            const double along = glm::dot(from, field.along) / field.half;
            const double aside = glm::length(from - glm::dot(from, field.along) * field.along);
            const double share = (1 - smooth_step(1.0, 1.6, std::abs(along))) * (1 - smooth_step(field.reach, 2 * field.reach, aside));
            position -= glm::vec3(0.5 * metres * std::clamp(along, -1.0, 1.0) * share * field.along);
        }
    }
}

}  // namespace smrt::muscles
