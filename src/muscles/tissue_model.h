// The constant model behind tissue.h: fibred parts as strands, other soft parts with weights, made when first needed.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <mutex>
#include <vector>

#include "anatomy/muscle_definition.h"
#include "muscles/flesh.h"
#include "muscles/obstacles.h"
#include "muscles/segment_clouds.h"
#include "muscles/strand.h"
#include "muscles/tissue.h"

namespace smrt::muscles {

/// Shares of a part's segments at one place, the largest few; they add up to 1.
struct SegmentWeights {
    static constexpr std::size_t k_most = 6;
    std::array<std::uint16_t, k_most> segment{};  ///< places in FibredPart::segments
    std::array<float, k_most> weight{};           ///< largest first; 0: not used
};
/// The largest shares of a row over all segments of a part.
[[nodiscard]] SegmentWeights pack_weights(const std::vector<double>& row);

/// What a station of a path must keep away from.
struct Heed {
    std::uint32_t solid = 0;  ///< place in FibredPart::bones; k_barrel: the rib cage
    float clearance = 0;      ///< metres: how close the path may come
    static constexpr std::uint32_t k_barrel = 0xffffffff;
};

/// The line that a strand's length is measured along, from bone to bone: through the muscle and, where its mesh ends before its bone, on
/// through the tendon that it pulls at.
struct Path {
    std::vector<glm::dvec3> centre, tangent;  ///< stations at rest and the course there
    std::vector<glm::dvec3> offset;           ///< from the taut path at rest to the centre
    std::vector<double> spacing;              ///< of the taut path at rest, between stations
    std::vector<double> yielding;             ///< 0 tendon .. 1 belly, between stations
    std::vector<double> guide;                ///< how firmly a station is held where its segments carry it, 0 free .. 1
    std::vector<SegmentWeights> weights;      ///< where a station is carried
    std::vector<std::uint32_t> first_heed;    ///< into heeds; one more than stations
    std::vector<Heed> heeds;
    double taut_length = 0;  ///< metres, at rest
};

/// An end that rides on another part: the station of that part nearest to it.
struct Host {
    anatomy::PartIndex part = anatomy::k_no_part;
    std::uint32_t strand = 0, station = 0;
};

/// One strand at rest with all that a pose needs.
struct Strand {
    std::vector<glm::dvec3> centre, tangent;   ///< stations of the mesh from origin to insertion
    std::vector<SegmentWeights> turn_weights;  ///< those of the path spread along the strand: how it is twisted
    Path path;
    std::size_t lead = 0;      ///< stations of the path before the first of the mesh
    double grown = 0;          ///< metres at both ends that lie on the bones they are grown to: left out of the length
    double rest_length = 0;    ///< from the middle of one attachment to that of the other, metres
    std::uint32_t bundle = 0;  ///< named bundle that it belongs to, 1 for the first; 0: none
    std::array<Host, 2> host;  ///< origin, insertion
};

/// A part with fibres.
struct FibredPart {
    std::vector<skeleton::SegmentIndex> segments;  ///< from the origins' to the insertions', parents and children between them
    std::vector<bool> is_origin, is_insertion;     ///< per segment
    std::vector<std::uint32_t> bones;              ///< of Obstacles that the paths heed
    std::vector<std::size_t> bone_segments;        ///< place of each bone's segment in `segments`
    bool heeds_barrel = false;
    bool is_sheet = false;        ///< broad and thin: an end far from its bones is held by the sheath it ends in
    bool is_muscle = true;        ///< else a ligament, tendon, fascia or membrane
    std::vector<Strand> strands;  ///< all with as many stations; first those that shape the mesh, then lines that join them on the way
    std::size_t shaping = 0;      ///< how many shape the mesh
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sheets;  ///< first strand and count of strands that lie side by side
    std::vector<anatomy::PartIndex> hosts;                        ///< parts that ends of strands ride on
    int rank = 0;                                                 ///< parts that ride on others are solved after them
    double rest_length = 0;                                       ///< mean over the strands
    double rest_volume = 0;                                       ///< m3
};

/// How the vertices of a fibred part follow: which stations of which strands, and whether they are grown to a bone.
struct Fixation {
    struct Bond {
        std::uint8_t strand[3] = {0, 0, 0};
        std::uint8_t weight[3] = {255, 0, 0};  ///< adds up to 255
        std::uint8_t segment = 0;              ///< place in FibredPart::segments
        std::uint8_t share = 0;                ///< 0 follows the stations .. 255 rides on that segment
        float along = 0;                       ///< 0 .. 1 along the fibres
    };
    std::vector<Bond> bonds;
};

/// A soft part without fibres: weights of the segments around each vertex.
struct WeightedPart {
    struct Vertex {
        static constexpr std::size_t k_most = 6;
        static constexpr std::uint16_t k_all = 65535;
        std::uint8_t segment[k_most] = {};
        std::uint16_t weight[k_most] = {k_all};  ///< largest first; they add up to k_all
    };
    std::vector<skeleton::SegmentIndex> segments;  ///< all that occur
    std::vector<Vertex> vertices;
    std::vector<std::uint8_t> inner;  ///< skin only: 1 on the side of its wall that faces the body
};

enum class Motion : std::uint8_t { rigid, fibred, weighted };

/// What is made of a part when it is first needed.
struct PartSlot {
    Motion motion = Motion::rigid;
    skeleton::SegmentIndex segment = skeleton::k_root;  ///< of a rigid part
    std::vector<skeleton::SegmentIndex>
        segments;                               ///< of a fibred part: its ends' and all between them; of a weighted part: all it may follow
    std::vector<bool> is_origin, is_insertion;  ///< of a fibred part, per segment
    bool by_weights = false;     ///< of a fibred part: its vertices follow the bones around them, as on sheets and between twin bones
    bool between_twins = false;  ///< of a fibred part: it wraps two bones that turn side by side
    bool wrapped = false;        ///< of such a part: it joins nothing else (supinator lies on one of the two all along, and joins a third)
    mutable std::once_flag strands_made, weights_made;
    mutable std::once_flag fixation_made[2];  ///< middle levels of detail; all vertices
    mutable FibredPart fibred;
    mutable Fixation fixation[2];
    mutable WeightedPart weighted;
};

/// What carries the courses of all vessels and nerves that bend.
struct CourseWeights {
    geometry::PointTree nodes;
    std::vector<std::vector<float>> rows;  ///< per node, over all segments of the rig
};

struct TissueModel {
    anatomy::BodyPtr body;
    std::shared_ptr<const skeleton::Rig> rig;
    anatomy::MuscleDefinitions definitions;
    std::unique_ptr<SegmentClouds> clouds;
    Obstacles obstacles;
    std::unique_ptr<geometry::PointTree> retinacula;  ///< surfaces of what holds tendons down
    std::unique_ptr<PartSlot[]> slots;                ///< one per part
    std::vector<anatomy::PartIndex> fibred;           ///< parts with fibres, in order
    anatomy::PartIndex skin = anatomy::k_no_part;     ///< the largest skin part
    mutable std::once_flag skin_points_made;
    mutable std::unique_ptr<geometry::PointTree> skin_points;
    mutable std::once_flag flesh_made, courses_made;
    mutable std::unique_ptr<CourseWeights> courses;
    mutable std::unique_ptr<Flesh> flesh;
};

/// The strands of a fibred part; made on the first call, safe from several threads. So are the two below.
[[nodiscard]] const FibredPart& fibred_part(const TissueModel& model, anatomy::PartIndex part);
/// For at least the first `vertex_count` vertices.
[[nodiscard]] const Fixation& fixation(const TissueModel& model, anatomy::PartIndex part, std::uint32_t vertex_count);
[[nodiscard]] const WeightedPart& weighted_part(const TissueModel& model, anatomy::PartIndex part);

/// Muscles and bones as carriers of what lies on them; made on the first call, safe from several threads.
[[nodiscard]] const Flesh& flesh(const TissueModel& model);
[[nodiscard]] const CourseWeights& course_weights(const TissueModel& model);

/// Vertices of the skin at a middle level of detail.
[[nodiscard]] const geometry::PointTree& skin_points(const TissueModel& model);

/// How far a vertex is grown to a bone of its end: place of the segment in FibredPart::segments, and a share of 0 .. 1. What faces away from
/// the bone is not grown to it, however thin the muscle. Input: the vertex with its outward normal.
[[nodiscard]] std::pair<std::size_t, double> grown_to(const TissueModel& model, const FibredPart& part, const glm::vec3& point,
                                                      const glm::vec3& normal, double along);

/// Whether a soft part carries the pull of muscles on to bones of its own (a tendon, the extensor hood of a finger).
[[nodiscard]] bool carries_on(const anatomy::MuscleDefinitions& definitions, const std::string& soft);

/// Makers behind them.
[[nodiscard]] FibredPart make_fibred_part(const TissueModel& model, anatomy::PartIndex part);
[[nodiscard]] Fixation make_fixation(const TissueModel& model, anatomy::PartIndex part, std::uint32_t vertex_count);
[[nodiscard]] WeightedPart make_weighted_part(const TissueModel& model, anatomy::PartIndex part);

/// Bones side by side along their whole length (radius and ulna): no point of one is far from the other for its size.
[[nodiscard]] bool are_twins(const TissueModel& model, skeleton::SegmentIndex parent, skeleton::SegmentIndex child);

/// Weights of segments at a point by its distance to their bones; they add up to 1.
[[nodiscard]] std::vector<float> weigh_segments(const TissueModel& model, const std::vector<skeleton::SegmentIndex>& segments,
                                                const glm::vec3& point);

/// 0 below `from`, 1 above `to`, smooth between.
[[nodiscard]] inline double smooth_step(double from, double to, double x) {
    const double t = x <= from ? 0.0 : x >= to ? 1.0 : (x - from) / (to - from);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace smrt::muscles
