// Frames of the stations, and how thick they must be for the mesh to keep its volume.
#include <algorithm>
#include <cmath>

#include "muscles/surface_care.h"
#include "muscles/tissue_state.h"

namespace smrt::muscles {
namespace {

/// How much thicker a strand gets for its stretch: one rod alone thickens both ways; of strands side by side the neighbours
/// keep the width, so the thickness takes more.
double thickening(double stretch, std::size_t strands) {
    const double power = strands == 1 ? -0.5 : strands == 2 ? -0.75 : -1.0;
    return std::clamp(std::pow(stretch, power), 0.6, 1.8);
}

/// Input: `plump` corrects the thickness of the inner stations for the volume that the bend has taken or given.
std::vector<StationFrame> make_frames(const Strand& strand, const std::vector<PosedStation>& stations, std::size_t strands, double plump) {
    std::vector<StationFrame> out(stations.size());
    for (std::size_t i = 0; i < stations.size(); ++i) {
        const PosedStation& s = stations[i];
        const glm::dmat3 turn = glm::mat3_cast(s.turn);
        const glm::dvec3& t = strand.tangent[i];
        const double u = static_cast<double>(i) / static_cast<double>(stations.size() - 1);
        const double inner = smooth_step(0.0, 0.2, std::min(u, 1.0 - u));
        const double thick = thickening(s.stretch, strands) * (1.0 + inner * (plump - 1.0));
        const glm::dmat3 along = glm::outerProduct(t, t);
        const glm::dmat3 linear = turn * (glm::dmat3(thick) + (s.stretch - thick) * along);
        out[i].linear = glm::mat3(linear);
        out[i].normal = glm::mat3(turn * (glm::dmat3(1 / thick) + (1 / s.stretch - 1 / thick) * along));
        out[i].shift = glm::vec3(s.centre - linear * strand.centre[i]);
    }
    return out;
}

StrandFrames make_all_frames(const FibredPart& part, const std::vector<std::vector<PosedStation>>& stations, double plump) {
    StrandFrames out;
    for (const auto& [first, count] : part.sheets)
        for (std::size_t k = first; k < first + count; ++k) out.push_back(make_frames(part.strands[k], stations[k], count, plump));
    return out;
}

/// Bends and twists take volume, thickness gives it back; what is left over is given back at the surface.
StrandFrames make_frames_of_volume(const TissueState& state, anatomy::PartIndex index, const PosedPart& posed) {
    const FibredPart& part = fibred_part(*state.model, index);
    const geometry::LevelMesh& mesh = state.model->body->part(index).mesh;
    const double power = part.sheets.front().second == 1 ? 0.55 : 0.9;
    const auto& stations = stations_of(state, index, posed);
    StrandFrames frames = make_all_frames(part, stations, 1);
    if (part.rest_volume < k_no_solid) return frames;
    const auto vertices = pose_fibred(state, index, frames, count_volume_vertices(mesh));
    const double now = measure_volume(mesh, vertices->positions);
    return make_all_frames(part, stations,
                           std::clamp(std::pow(std::clamp(part.rest_volume / std::max(now, 1e-9), 0.5, 2.0), power), 0.6, 1.7));
}

}  // namespace

const StrandFrames& frames_of(const TissueState& state, anatomy::PartIndex part, const PosedPart& posed) {
    std::call_once(posed.framed, [&] { posed.frames = make_frames_of_volume(state, part, posed); });
    return posed.frames;
}

}  // namespace smrt::muscles
