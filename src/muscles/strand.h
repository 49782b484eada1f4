// Strands: a muscle as a few rods side by side, each with stations from origin to insertion.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "anatomy/body.h"
#include "geometry/level_mesh.h"

namespace smrt::muscles {

/// How a muscle spreads across its fibres, at even steps along them: which way it is wide and from where to where.
struct CrossSection {
    glm::dvec3 wide{1, 0, 0};     ///< unit
    double lower = 0, upper = 1;  ///< range of the coordinate along `wide`, metres
};

/// Coordinates of a muscle's own: along its fibres and across them.
struct FibreFrame {
    std::vector<CrossSection> sections;  ///< evenly spaced in `along`
    std::uint32_t strands = 1;
    double length = 0;  ///< metres, of the line through the middle
    /// 0 .. strands - 1: position of a point across the strands.
    [[nodiscard]] double across(const glm::dvec3& point, double along) const;
};

/// The line through one strand at rest.
struct StrandShape {
    std::vector<glm::dvec3> centre;  ///< stations, evenly spaced in `along`
    std::vector<double> radius;      ///< root mean square distance of the surface from the line, metres
};

/// A place on the surface used to build strands.
struct FibreSample {
    glm::dvec3 position{0};
    double along = 0, area = 0;
    std::uint32_t bundle = 0;  ///< named bundle; 0: none
    std::uint32_t piece = 0;   ///< of the mesh: what hangs together
};

/// Samples of a part in order along its fibres: the vertices of a middle level of detail that have fibres, with their share of the surface.
/// Input: with `row`, slips that hang together at their ends (where the place along their fibres leaps) are pieces of their own.
[[nodiscard]] std::vector<FibreSample> sample_fibres(const geometry::LevelMesh& mesh, bool row = false);

/// Samples that make strands of their own: pieces of a mesh that do not hang together (muscles between the ribs, one a level), else named
/// bundles that run from origin to insertion (tendons to four fingers); each in order along the fibres. Small scraps join the nearest group.
[[nodiscard]] std::vector<std::vector<FibreSample>> group_samples(const std::vector<FibreSample>& samples);

/// Input: samples in order along the fibres (not empty). `groups` of them make up the part. Strand count grows with how wide the muscle is against its thickness and length.
[[nodiscard]] FibreFrame make_fibre_frame(const std::vector<FibreSample>& samples, std::size_t groups);
[[nodiscard]] std::vector<StrandShape> make_strand_shapes(const std::vector<FibreSample>& samples, const FibreFrame& frame,
                                                          std::size_t stations);
/// Length of a polyline, metres.
[[nodiscard]] double measure_length(const std::vector<glm::dvec3>& line);
/// Stations that a strand of this length needs.
[[nodiscard]] std::size_t count_stations(double length);

}  // namespace smrt::muscles
