// One posture of all tissue, behind tissue.h: posed stations of every muscle that is bent, readings of all.
#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <vector>

#include "muscles/strand_path.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// A station ready for vertices: resting point -> linear * point + shift.
struct StationFrame {
    glm::mat3 linear{1}, normal{1};
    glm::vec3 shift{0};
};

/// A fibred part that is bent.
struct PosedPart {
    std::vector<std::vector<PosedStation>> strands;
    std::vector<std::vector<StationFrame>> frames;
    std::vector<double> lengths;                 ///< metres, per strand, from bone to bone
    std::vector<std::vector<glm::dvec3>> paths;  ///< taut, per strand
    bool bent = false;
};

struct TissueState {
    TissueModelPtr model;
    std::vector<glm::dmat4> segments;
    std::vector<DualQuaternion> motions;
    std::vector<PosedPart> fibred;  ///< in the order of TissueModel::fibred
    std::vector<Reading> readings;  ///< likewise
};

/// Vertices [0, count) of a bent fibred part.
[[nodiscard]] std::shared_ptr<geometry::PosedVertices> pose_fibred(const TissueState& state, anatomy::PartIndex part,
                                                                   const PosedPart& posed, std::uint32_t count);

/// Place of a part among the fibred ones; -1 if it is none.
[[nodiscard]] int find_fibred(const TissueModel& model, anatomy::PartIndex part);
/// True if the segments are carried alike, so that what lies between them is not bent.
[[nodiscard]] bool moves_as_one(const std::vector<glm::dmat4>& posed, const std::vector<skeleton::SegmentIndex>& segments);

}  // namespace smrt::muscles
