// Soft tissue of a body under a pose: fibre paths, lengths, and where every vertex goes.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/muscle_definition.h"
#include "geometry/level_mesh.h"
#include "skeleton/pose.h"
#include "skeleton/rig.h"

namespace smrt::muscles {

/// Length of one structure under a pose.
struct Reading {
    anatomy::PartIndex part = anatomy::k_no_part;
    double rest_length = 0;  ///< metres, mean over the fibres along their paths, tendon included
    double length = 0;       ///< metres
    [[nodiscard]] double ratio() const { return rest_length > 0 ? length / rest_length : 1.0; }
};

/// Fibre paths, stations and vertex bindings of every part that moves. Constant once made; opaque to callers.
struct TissueModel;
using TissueModelPtr = std::shared_ptr<const TissueModel>;

/// Makes all that poses will need (strands, bindings and weights of every moving part), on all cores; otherwise the first pose and
/// the first picture make what they need. Safe beside measure_tissue and pose_vertices in other threads. Cost: about 0.5 s for a whole body.
void prepare_tissue(const TissueModelPtr& model);

/// Every moving tissue under one pose.
struct TissueState;
using TissueStatePtr = std::shared_ptr<const TissueState>;

/// Input: body and rig of the same body. Parts without fibres (skin, vessels, nerves) are bound to segments by distance.
/// Quick: strands and weights are made when a pose first needs them.
[[nodiscard]] TissueModelPtr make_tissue_model(anatomy::BodyPtr body, std::shared_ptr<const skeleton::Rig> rig,
                                               anatomy::MuscleDefinitions definitions);

/// Paths, radii and lengths under a pose. Cost: only tissue that crosses joints moved away from rest.
/// Input: `before`, if given, is any other state of the model: what has not moved since is taken over from it, and is the same.
[[nodiscard]] TissueStatePtr measure_tissue(const TissueModelPtr& model, const skeleton::PosedBody& posed,
                                            const TissueStatePtr& before = nullptr);
/// True if every vertex and fibre of a part is in the same place in both states of one model.
[[nodiscard]] bool is_same(const TissueState& a, const TissueState& b, anatomy::PartIndex part);

/// Readings of all fibred parts, by part index order.
[[nodiscard]] const std::vector<Reading>& readings(const TissueState& state);
/// Reading of one part; nullptr if it has no fibres.
[[nodiscard]] const Reading* find_reading(const TissueState& state, anatomy::PartIndex part);
/// All parts with fibres, in order.
[[nodiscard]] const std::vector<anatomy::PartIndex>& fibred_parts(const TissueModelPtr& model);
/// A fibred part by its fibres: one line each.
struct FibreLengths {
    std::vector<double> lengths;                 ///< metres, from bone to bone
    std::vector<std::uint32_t> bundles;          ///< named bundle of each, 1 for the first of its definition; 0: none
    std::vector<std::vector<glm::dvec3>> paths;  ///< metres; empty where the part is carried as a whole
    /// Mean over all fibres, or over those of one bundle; 0 if there are none.
    [[nodiscard]] double mean(std::uint32_t bundle = 0) const;
};
/// Lengths alone: what readings would say for some fibred parts, without shapes. Cost: only those parts and what they ride on.
/// Input: parts with fibres; others get no fibres. `start` holds the lengths of the same parts in a posture close by, if there is one:
/// where a path can pass a bone on either side, it then stays on the side where it is.
[[nodiscard]] std::vector<FibreLengths> measure_lengths(const TissueModelPtr& model, const skeleton::PosedBody& posed,
                                                        const std::vector<anatomy::PartIndex>& parts,
                                                        const std::vector<FibreLengths>* start = nullptr);
/// Parts with fibres whose length may differ between two postures: not those that are carried as a whole.
[[nodiscard]] std::vector<anatomy::PartIndex> find_changed(const TissueModelPtr& model, const skeleton::PosedBody& before,
                                                           const skeleton::PosedBody& after);
/// Fibre lines of a part under the pose, metres, origin to insertion; empty if it has none.
[[nodiscard]] std::vector<std::vector<glm::vec3>> fibre_lines(const TissueState& state, anatomy::PartIndex part);

/// True if the part's vertices differ from a rigid placement under this pose (then use pose_vertices).
[[nodiscard]] bool is_deformed(const TissueState& state, anatomy::PartIndex part);
/// Rigid placement of a part that is not deformed.
[[nodiscard]] glm::mat4 placement(const TissueState& state, anatomy::PartIndex part);
/// The first `vertex_count` vertices of the part's LevelMesh, moved. Safe to call for different parts in parallel.
[[nodiscard]] std::shared_ptr<const geometry::PosedVertices> pose_vertices(const TissueState& state, anatomy::PartIndex part,
                                                                           std::uint32_t vertex_count);
/// A point on or near the skin or a bone (resting coordinates, metres) carried along with the tissue around it; used by lymph.
struct Anchor {
    std::uint32_t segment[4] = {0, 0, 0, 0};
    float weight[4] = {1, 0, 0, 0};
};
[[nodiscard]] Anchor make_anchor(const TissueModel& model, const glm::vec3& resting_point);
[[nodiscard]] glm::vec3 carry(const skeleton::PosedBody& posed, const Anchor& anchor, const glm::vec3& resting_point);

}  // namespace smrt::muscles
