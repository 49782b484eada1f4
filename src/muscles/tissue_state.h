// One posture of all tissue, behind tissue.h: posed stations of every muscle that is bent, readings of all.
#pragma once

#include <glm/glm.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "muscles/strand_path.h"
#include "muscles/tissue_model.h"

namespace smrt::muscles {

/// A station ready for vertices: resting point -> linear * point + shift.
struct StationFrame {
    glm::mat3 linear{1}, normal{1};
    glm::vec3 shift{0};
};

/// Of all stations of all strands of a part.
using StrandFrames = std::vector<std::vector<StationFrame>>;

/// A fibred part that is bent.
struct PosedPart {
    std::vector<StrandProgress> progress;  ///< taut paths and what carries them, per strand
    mutable std::once_flag tautened, shaped, framed;
    mutable std::vector<std::vector<PosedStation>> taut;     ///< made when first asked for; seen from the part's first segment
    mutable std::vector<std::vector<PosedStation>> strands;  ///< made when first asked for: see stations_of
    mutable StrandFrames frames;                             ///< made when vertices are first asked for: see frames_of
    std::vector<double> lengths;                             ///< metres, per strand, from bone to bone
    double length = 0;                                       ///< metres, mean over the strands
};

/// Soft tissue that hands have brought together: along one part, from both ends towards its middle.
struct GatherField {
    anatomy::PartIndex part = anatomy::k_no_part;
    double metres = 0;  ///< by which the ends come closer
    glm::dvec3 centre{0}, along{0, 1, 0};
    double half = 0.05;   ///< metres from the middle to an end
    double reach = 0.05;  ///< metres to the side within which tissue goes along
};

struct TissueState {
    TissueModelPtr model;
    std::vector<GatherField> gathers;
    std::vector<glm::dmat4> segments;
    std::vector<DualQuaternion> motions;
    std::vector<std::shared_ptr<const PosedPart>> fibred;  ///< in the order of TissueModel::fibred; null: carried as a whole
    std::vector<Reading> readings;                         ///< likewise
};

/// Stations of all strands of a bent part, drooping where it is slack; made on the first call, safe from several threads.
[[nodiscard]] const std::vector<std::vector<PosedStation>>& stations_of(const TissueState& state, anatomy::PartIndex part,
                                                                        const PosedPart& posed);
/// Frames whose mesh keeps its volume; made on the first call, safe from several threads.
[[nodiscard]] const StrandFrames& frames_of(const TissueState& state, anatomy::PartIndex part, const PosedPart& posed);
/// Vertices [0, count) of a bent fibred part.
[[nodiscard]] std::shared_ptr<geometry::PosedVertices> pose_fibred(const TissueState& state, anatomy::PartIndex part,
                                                                   const StrandFrames& frames, std::uint32_t count);

/// Fields of what a pose gathers; places that this body does not have are left out. `parts`: where no place is said.
[[nodiscard]] std::vector<GatherField> find_gathers(const TissueModel& model, const skeleton::PosedBody& posed,
                                                    const std::vector<anatomy::PartIndex>& parts);
/// Metres by which a part is shorter for being gathered.
[[nodiscard]] double gathered_length(const TissueState& state, anatomy::PartIndex part, double length);
/// True if vertices of a part are moved by hands: the part that is gathered, and the skin.
[[nodiscard]] bool is_gathered(const TissueState& state, anatomy::PartIndex part);
void move_gathered(const TissueState& state, geometry::PosedVertices& posed);

/// Place of a part among the fibred ones; -1 if it is none.
[[nodiscard]] int find_fibred(const TissueModel& model, anatomy::PartIndex part);
/// True if the segments are carried alike, so that what lies between them is not bent.
[[nodiscard]] bool moves_as_one(const std::vector<glm::dmat4>& posed, const std::vector<skeleton::SegmentIndex>& segments);

}  // namespace smrt::muscles
