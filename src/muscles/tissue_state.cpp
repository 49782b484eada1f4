// Measuring all tissue under a pose; only muscles between segments that moved against each other are solved.
#include "muscles/tissue_state.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"

namespace smrt::muscles {
namespace {

using anatomy::PartIndex;

PosedSolids pose_solids(const TissueState& state, const FibredPart& part) {
    PosedSolids out;
    const TissueModel& model = *state.model;
    for (const std::uint32_t k : part.capsules) {
        Capsule capsule = model.obstacles.capsules[k];
        const glm::dmat4& m = state.segments[capsule.segment];
        capsule.a = glm::dvec3(m * glm::dvec4(capsule.a, 1)), capsule.b = glm::dvec3(m * glm::dvec4(capsule.b, 1));
        out.capsules.push_back(capsule);
    }
    if (!part.heeds_barrel) return out;
    out.barrel = &model.obstacles.barrel;
    out.barrel_motion = to_rigid(state.motions[skeleton::k_root]);
    return out;
}

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

/// Coarse level of a mesh: enough to tell its volume.
const geometry::MeshLevel& volume_level(const geometry::LevelMesh& mesh) {
    std::uint32_t level = find_level(mesh, 0.0025f);
    while (level > 0 && mesh.levels[level].vertex_count < 150) --level;
    return mesh.levels[level];
}

/// Signed volume; open meshes are closed towards their middle.
template <class Position>
double measure_volume(const geometry::LevelMesh& mesh, const geometry::MeshLevel& level, const Position& position) {
    glm::dvec3 middle(0);
    for (std::uint32_t v = 0; v < level.vertex_count; ++v) middle += glm::dvec3(position(v));
    middle /= std::max(1.0, static_cast<double>(level.vertex_count));
    double volume = 0;
    for (std::uint32_t i = 0; i < level.index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[level.first_index + i];
        const glm::dvec3 a(position(t[0])), b(position(t[1])), c(position(t[2]));
        volume += glm::dot(a - middle, glm::cross(b - middle, c - middle)) / 6.0;
    }
    return volume;
}

void make_all_frames(const FibredPart& part, PosedPart& posed, double plump) {
    posed.frames.clear();
    for (std::size_t k = 0; k < part.strands.size(); ++k)
        posed.frames.push_back(make_frames(part.strands[k], posed.strands[k], part.strands.size(), plump));
}

/// Frames whose mesh keeps its volume: bends and twists take some, thickness gives it back.
void make_frames_of_volume(const TissueState& state, PartIndex index, const FibredPart& part, PosedPart& posed) {
    const geometry::LevelMesh& mesh = state.model->body->part(index).mesh;
    const geometry::MeshLevel& level = volume_level(mesh);
    const double rest = measure_volume(mesh, level, [&](std::uint32_t v) { return mesh.position(v); });
    const double power = part.strands.size() == 1 ? 0.55 : 0.9;
    double plump = 1;
    make_all_frames(part, posed, plump);
    if (rest < 1e-8) return;  // no solid: nothing to keep
    for (int step = 0; step < 2; ++step) {
        const auto vertices = pose_fibred(state, index, posed, level.vertex_count);
        const double now = measure_volume(mesh, level, [&](std::uint32_t v) { return vertices->positions[v]; });
        plump = std::clamp(plump * std::pow(std::clamp(rest / std::max(now, 1e-9), 0.5, 2.0), power), 0.6, 1.7);
        make_all_frames(part, posed, plump);
    }
}

CarriedEnd carry_end(const TissueState& state, const Host& host) {
    if (host.part == anatomy::k_no_part) return {};
    const int place = find_fibred(*state.model, host.part);
    if (place < 0 || !state.fibred[static_cast<std::size_t>(place)].bent) return {};
    const PosedStation& station = state.fibred[static_cast<std::size_t>(place)].strands[host.strand][host.station];
    const glm::dvec3& rest = fibred_part(*state.model, host.part).strands[host.strand].centre[host.station];
    return {true, {station.turn, station.centre - station.turn * rest}};
}

void solve_part(TissueState& state, std::size_t place) {
    const PartIndex index = state.model->fibred[place];
    const FibredPart& part = fibred_part(*state.model, index);
    std::vector<DualQuaternion> motions;
    for (const skeleton::SegmentIndex s : part.segments) motions.push_back(state.motions[s]);
    const PosedSolids solids = pose_solids(state, part);
    const CarriedEnd origin = carry_end(state, part.host[0]), insertion = carry_end(state, part.host[1]);
    PosedPart posed;
    posed.bent = true;
    double length = 0;
    for (const Strand& strand : part.strands) {
        posed.strands.push_back(solve_strand(strand, motions, solids, origin, insertion));
        std::vector<glm::dvec3> line;
        for (const PosedStation& s : posed.strands.back()) line.push_back(s.centre);
        length += measure_length(line) / static_cast<double>(part.strands.size());
    }
    keep_width(part.strands, posed.strands);
    make_frames_of_volume(state, index, part, posed);
    state.fibred[place] = std::move(posed);
    state.readings[place].length = length;
}

/// Those whose ends ride on other muscles wait until these are solved.
void solve_parts(TissueState& state) {
    std::vector<std::size_t> first, second;
    for (std::size_t i = 0; i < state.model->fibred.size(); ++i) {
        const PartIndex p = state.model->fibred[i];
        state.readings[i].part = p;
        if (moves_as_one(state.segments, state.model->slots[p].segments)) continue;
        const FibredPart& part = fibred_part(*state.model, p);
        const bool guest = part.host[0].part != anatomy::k_no_part || part.host[1].part != anatomy::k_no_part;
        (guest ? second : first).push_back(i);
    }
    for (const auto& list : {first, second}) base::parallel_for(list.size(), [&](std::size_t i) { solve_part(state, list[i]); });
}

}  // namespace

int find_fibred(const TissueModel& model, PartIndex part) {
    const auto found = std::lower_bound(model.fibred.begin(), model.fibred.end(), part);
    return found == model.fibred.end() || *found != part ? -1 : static_cast<int>(found - model.fibred.begin());
}

bool moves_as_one(const std::vector<glm::dmat4>& posed, const std::vector<skeleton::SegmentIndex>& segments) {
    return std::all_of(segments.begin(), segments.end(), [&](skeleton::SegmentIndex s) { return posed[s] == posed[segments.front()]; });
}

TissueStatePtr measure_tissue(const TissueModelPtr& model, const skeleton::PosedBody& posed) {
    auto state = std::make_shared<TissueState>();
    state->model = model;
    state->segments = posed.segments;
    state->motions = make_segment_motions(*model->rig, posed);
    state->fibred.resize(model->fibred.size());
    state->readings.resize(model->fibred.size());
    // The strands of all muscles are needed for their resting lengths; later calls find them made.
    base::parallel_for(model->fibred.size(), [&](std::size_t i) {
        const double rest = fibred_part(*model, model->fibred[i]).rest_length;
        state->readings[i] = {model->fibred[i], rest, rest};
    });
    solve_parts(*state);
    return state;
}

const std::vector<Reading>& readings(const TissueState& state) {
    return state.readings;
}

const Reading* find_reading(const TissueState& state, PartIndex part) {
    const int place = find_fibred(*state.model, part);
    return place < 0 ? nullptr : &state.readings[static_cast<std::size_t>(place)];
}

std::vector<std::vector<glm::vec3>> fibre_lines(const TissueState& state, PartIndex part) {
    std::vector<std::vector<glm::vec3>> out;
    const int place = find_fibred(*state.model, part);
    if (place < 0) return out;
    const PosedPart& posed = state.fibred[static_cast<std::size_t>(place)];
    const FibredPart& fibred = fibred_part(*state.model, part);
    const glm::mat4 rigid = posed.bent ? glm::mat4(1) : placement(state, part);
    for (std::size_t k = 0; k < fibred.strands.size(); ++k) {
        auto& line = out.emplace_back();
        for (std::size_t i = 0; i < fibred.strands[k].centre.size(); ++i)
            line.push_back(posed.bent ? glm::vec3(posed.strands[k][i].centre)
                                      : glm::vec3(rigid * glm::vec4(glm::vec3(fibred.strands[k].centre[i]), 1)));
    }
    return out;
}

}  // namespace smrt::muscles
