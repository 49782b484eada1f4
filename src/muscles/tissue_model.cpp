// Sorting the parts of a body into those that ride rigidly, those with fibres and those with weights.
#include "muscles/tissue_model.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/ensure.h"
#include "base/parallel.h"
#include "base/text.h"
#include "muscles/rigid_blend.h"

namespace smrt::muscles {
namespace {

using anatomy::Kind;
using anatomy::PartIndex;
using anatomy::Side;
using skeleton::SegmentIndex;

using BonesByName = std::unordered_map<std::string, std::vector<PartIndex>>;

BonesByName index_bones(const anatomy::Body& body) {
    BonesByName out;
    for (PartIndex p = 0; p < body.parts().size(); ++p)
        if (is_rigid_kind(body.part(p).kind)) out[anatomy::name_without_side(body.part(p).name)].push_back(p);
    return out;
}

std::set<SegmentIndex> segments_of_bones(const TissueModel& model, const BonesByName& bones, const std::vector<std::string>& names,
                                         Side side) {
    std::set<SegmentIndex> out;
    for (const std::string& name : names) {
        const auto found = bones.find(name);
        if (found == bones.end()) {  // drawn together with another bone: the coccyx in the mesh of the sacrum
            if (const auto fused = model.rig->find_segment(base::fold(name))) out.insert(*fused);
            continue;
        }
        for (const PartIndex p : found->second) {
            const Side other = model.body->part(p).side;
            if (other == side || other == Side::midline || side == Side::midline) out.insert(model.rig->segment_of_part[p]);
        }
    }
    return out;
}

/// Segments of all bones that some definitions join.
std::set<SegmentIndex> segments_of_soft(const TissueModel& model, const BonesByName& bones, const std::vector<std::string>& ids,
                                        Side side) {
    std::set<SegmentIndex> out;
    for (const std::string& id : ids)
        if (const anatomy::MuscleDefinition* soft = model.definitions.find(id))
            for (const auto& names : {soft->origin_bones, soft->insertion_bones}) out.merge(segments_of_bones(model, bones, names, side));
    return out;
}

/// From a segment up to the trunk, both included.
std::vector<SegmentIndex> way_to_trunk(const skeleton::Rig& rig, SegmentIndex segment) {
    std::vector<SegmentIndex> out{segment};
    while (segment != skeleton::k_root) out.push_back(segment = parent_of(rig, segment));
    return out;
}

/// All segments on the way between two.
void add_way(const skeleton::Rig& rig, SegmentIndex from, SegmentIndex to, std::set<SegmentIndex>& out) {
    std::vector<SegmentIndex> up = way_to_trunk(rig, from), down = way_to_trunk(rig, to);
    while (up.size() > 1 && down.size() > 1 && up[up.size() - 2] == down[down.size() - 2]) up.pop_back(), down.pop_back();
    out.insert(up.begin(), up.end()), out.insert(down.begin(), down.end());
}

bool has_fibres(const geometry::LevelMesh& mesh) {
    return std::any_of(mesh.vertices.begin(), mesh.vertices.end(),
                       [](const geometry::PackedVertex& v) { return v.along != geometry::PackedVertex::k_no_fibre; });
}

/// A belly that starts on one of two such bones and crosses to the other is wrapped around both.
bool lies_between_twins(const TissueModel& model, const PartSlot& slot) {
    for (std::size_t s = 0; s < slot.segments.size(); ++s) {
        const SegmentIndex parent = parent_of(*model.rig, slot.segments[s]);
        for (std::size_t o = 0; o < slot.segments.size(); ++o)
            if (slot.segments[o] == parent && slot.is_origin[o] && !slot.is_origin[s] && slot.is_insertion[s] &&
                are_twins(model, parent, slot.segments[s]))
                return true;
    }
    return false;
}

/// Result: false if the body has none of the bones that the muscle is told to join, so that fibres have nowhere to go.
bool sort_fibred(const TissueModel& model, const BonesByName& bones, PartIndex index, PartSlot& slot) {
    const anatomy::Part& part = model.body->part(index);
    const anatomy::MuscleDefinition muscle = with_shared_heads(*model.definitions.find(part.definition), model.definitions);
    std::set<SegmentIndex> origin = segments_of_bones(model, bones, muscle.origin_bones, part.side);
    std::set<SegmentIndex> insertion = segments_of_bones(model, bones, muscle.insertion_bones, part.side);
    // What ends in a tendon or a hood pulls at the bones beyond it too.
    if (part.kind == Kind::muscle)
        for (const std::string& soft : muscle.insertion_soft)
            if (carries_on(model.definitions, soft))
                insertion.merge(segments_of_bones(model, bones, model.definitions.find(soft)->insertion_bones, part.side));
    // An end without a bone of its own goes with the muscles and ligaments that it names; where those are none, with the other end.
    std::set<SegmentIndex> origin_way = origin, insertion_way = insertion;
    if (origin.empty()) origin_way = segments_of_soft(model, bones, muscle.origin_soft, part.side);
    if (insertion.empty()) insertion_way = segments_of_soft(model, bones, muscle.insertion_soft, part.side);
    if (origin_way.empty()) origin = origin_way = insertion;
    if (insertion_way.empty()) insertion = insertion_way = origin;
    if (origin.empty() && insertion.empty()) return false;
    std::set<SegmentIndex> all;
    for (const SegmentIndex from : origin_way)
        for (const SegmentIndex to : insertion_way) add_way(*model.rig, from, to, all);
    slot.motion = Motion::fibred;
    for (const SegmentIndex s : all) {
        slot.segments.push_back(s);
        slot.is_origin.push_back(origin.contains(s)), slot.is_insertion.push_back(insertion.contains(s));
    }
    // Sheets that wrap around a limb have their middle line inside it.
    slot.between_twins = lies_between_twins(model, slot);
    slot.wrapped = slot.between_twins && slot.segments.size() == 2;
    slot.by_weights = muscle.architecture == "sheet" || slot.between_twins;
    return true;
}

/// A part without fibres may follow every moving segment whose bones come near it; far from all of them it rests with the trunk.
void sort_weighted(const TissueModel& model, PartIndex index, PartSlot& slot) {
    const anatomy::Part& part = model.body->part(index);
    const bool in_flesh = part.kind == Kind::vessel || part.kind == Kind::nerve || part.kind == Kind::lymphoid;
    const float near = in_flesh ? 0.06f : 0.03f;  // metres
    slot.segments = {skeleton::k_root};
    for (SegmentIndex s = 1; s < model.clouds->count(); ++s) {
        const geometry::Box& bones = model.clouds->box(s);
        if (bones.empty()) continue;
        const glm::vec3 gap = glm::max(bones.lower - part.mesh.box.upper, part.mesh.box.lower - bones.upper);
        if (std::max({gap.x, gap.y, gap.z}) < near) slot.segments.push_back(s);
    }
    slot.motion = slot.segments.size() > 1 ? Motion::weighted : Motion::rigid;
}

void sort_part(TissueModel& model, const BonesByName& bones, PartIndex index) {
    const anatomy::Part& part = model.body->part(index);
    PartSlot& slot = model.slots[index];
    slot.segment = model.rig->segment_of_part[index];
    if (part.mesh.levels.empty() || model.rig->placed[index]) return;
    if (part.kind == Kind::skin &&
        (model.skin == anatomy::k_no_part || part.mesh.vertices.size() > model.body->part(model.skin).mesh.vertices.size()))
        model.skin = index;
    const bool defined = model.definitions.find(part.definition) != nullptr && has_fibres(part.mesh);
    if (defined && sort_fibred(model, bones, index, slot)) {
        model.fibred.push_back(index);
    } else {
        sort_weighted(model, index, slot);
    }
}

/// What holds tendons down: retinacula of wrist and ankle, sheaths of the fingers, the roof of the groove of biceps. Those of the patella
/// hold no tendon.
std::vector<glm::vec3> gather_retinacula(const anatomy::Body& body) {
    std::vector<glm::vec3> out;
    for (const anatomy::Part& part : body.parts()) {
        const bool holds = part.definition.find("retinaculum") != std::string::npos ||
                           part.definition.find("digital_fibrous_sheaths") != std::string::npos ||
                           part.definition == "transverse_humeral_ligament";
        if (!holds || part.definition.find("patellar") != std::string::npos || part.mesh.levels.empty()) continue;
        const std::uint32_t count = part.mesh.levels[find_level(part.mesh, 0.00125f)].vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) out.push_back(part.mesh.position(v));
    }
    return out;
}

}  // namespace

bool carries_on(const anatomy::MuscleDefinitions& definitions, const std::string& soft) {
    const anatomy::MuscleDefinition* definition = definitions.find(soft);
    if (definition == nullptr || definition->architecture == "sheet" || definition->insertion_bones.empty()) return false;
    // A muscle comes from bones and goes to bones or to such a part; what comes from a muscle alone is its tendon.
    return definition->origin_bones.empty() && std::any_of(definition->origin_soft.begin(), definition->origin_soft.end(),
                                                           [&](const std::string& id) { return definitions.find(id) != nullptr; });
}

bool are_twins(const TissueModel& model, SegmentIndex parent, SegmentIndex child) {
    if (parent == skeleton::k_root || parent == child || model.clouds->points(parent).empty()) return false;
    double farthest = 0;
    for (const glm::vec3& p : model.clouds->points(child)) farthest = std::max(farthest, model.clouds->distance(parent, p));
    const geometry::Box& box = model.clouds->box(child);
    return !box.empty() && farthest < 0.3 * static_cast<double>(glm::distance(box.lower, box.upper));
}

TissueModelPtr make_tissue_model(anatomy::BodyPtr body, std::shared_ptr<const skeleton::Rig> rig, anatomy::MuscleDefinitions definitions) {
    ENSURE(rig->segment_of_part.size() == body->parts().size(), "the rig was made for another body: {} parts, body has {}",
           rig->segment_of_part.size(), body->parts().size());
    auto model = std::make_shared<TissueModel>();
    model->body = std::move(body), model->rig = std::move(rig), model->definitions = std::move(definitions);
    model->clouds = std::make_unique<SegmentClouds>(*model->body, *model->rig);
    model->obstacles = make_obstacles(*model->body, *model->rig);
    model->retinacula = std::make_unique<geometry::PointTree>(gather_retinacula(*model->body));
    model->slots = std::make_unique<PartSlot[]>(model->body->parts().size());
    const BonesByName bones = index_bones(*model->body);
    for (PartIndex p = 0; p < model->body->parts().size(); ++p) sort_part(*model, bones, p);
    return model;
}

void prepare_tissue(const TissueModelPtr& model) {
    base::parallel_for(model->body->parts().size(), [&](std::size_t i) {
        const auto part = static_cast<PartIndex>(i);
        const PartSlot& slot = model->slots[part];
        if (slot.motion == Motion::weighted) (void)weighted_part(*model, part);
        if (slot.motion != Motion::fibred) return;
        (void)fibred_part(*model, part);
        if (slot.segments.size() > 1) (void)fixation(*model, part, 1);
        if (slot.by_weights) (void)weighted_part(*model, part);
    });
}

const FibredPart& fibred_part(const TissueModel& model, PartIndex part) {
    const PartSlot& slot = model.slots[part];
    std::call_once(slot.strands_made, [&] { slot.fibred = make_fibred_part(model, part); });
    return slot.fibred;
}

const Fixation& fixation(const TissueModel& model, PartIndex part, std::uint32_t vertex_count) {
    const geometry::LevelMesh& mesh = model.body->part(part).mesh;
    const std::uint32_t middle = mesh.levels[find_level(mesh, 0.00125f)].vertex_count;
    const int which = vertex_count <= middle ? 0 : 1;
    const PartSlot& slot = model.slots[part];
    const auto count = which == 0 ? middle : static_cast<std::uint32_t>(mesh.vertices.size());
    std::call_once(slot.fixation_made[which], [&] { slot.fixation[which] = make_fixation(model, part, count); });
    return slot.fixation[which];
}

const WeightedPart& weighted_part(const TissueModel& model, PartIndex part) {
    const PartSlot& slot = model.slots[part];
    std::call_once(slot.weights_made, [&] { slot.weighted = make_weighted_part(model, part); });
    return slot.weighted;
}

const Flesh& flesh(const TissueModel& model) {
    std::call_once(model.flesh_made, [&] { model.flesh = std::make_unique<Flesh>(model); });
    return *model.flesh;
}

const geometry::PointTree& skin_points(const TissueModel& model) {
    std::call_once(model.skin_points_made, [&] {
        const geometry::LevelMesh& mesh = model.body->part(model.skin).mesh;
        std::vector<glm::vec3> points;
        const std::uint32_t count = mesh.levels[find_level(mesh, 0.0025f)].vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) points.push_back(mesh.position(v));
        model.skin_points = std::make_unique<geometry::PointTree>(std::move(points));
    });
    return *model.skin_points;
}

}  // namespace smrt::muscles
