// Fibre fields of all muscles: attachments, harmonic field, place along the fibres, direction.
#include "body_compiler/fibre_field.h"

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <unordered_map>

#include "anatomy/body.h"
#include "base/parallel.h"
#include "body_compiler/fibre_ends.h"
#include "geometry/disjoint_sets.h"
#include "geometry/harmonic.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Side;
using geometry::SurfaceTree;

/// Surfaces by what definitions call them, per side; trees are made once, when first asked for.
class Surfaces {
public:
    explicit Surfaces(std::span<const FibrePart> parts) : parts_(parts), trees_(parts.size()), made_(parts.size()) {
        for (std::uint32_t p = 0; p < parts.size(); ++p) {
            if (parts[p].mesh == nullptr || parts[p].mesh->empty()) continue;
            if (parts[p].kind == anatomy::Kind::bone || parts[p].kind == anatomy::Kind::cartilage)
                by_name_[anatomy::name_without_side(parts[p].name)].push_back(p);
            if (!parts[p].definition.empty()) by_name_[std::string(parts[p].definition)].push_back(p);
        }
    }

    std::vector<const SurfaceTree*> find(const std::vector<std::string>& names, Side side) {
        std::vector<const SurfaceTree*> out;
        for (const std::string& name : names) {
            const auto found = by_name_.find(name);
            if (found == by_name_.end()) continue;
            for (const std::uint32_t p : found->second) {
                const bool fits = parts_[p].side == side || parts_[p].side == Side::midline || side == Side::midline;
                if (fits) out.push_back(tree(p));
            }
        }
        return out;
    }

private:
    const SurfaceTree* tree(std::uint32_t p) {
        std::call_once(made_[p], [&] { trees_[p] = std::make_unique<SurfaceTree>(*parts_[p].mesh); });
        return trees_[p].get();
    }

    std::span<const FibrePart> parts_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_name_;
    std::vector<std::unique_ptr<SurfaceTree>> trees_;
    std::vector<std::once_flag> made_;
};

/// Stretches the field so that the held areas stand at 0 and 1.
void stretch(std::vector<double>& field, const FibreEnds& ends) {
    const auto level = [&](const std::vector<double>& hold) {
        double sum = 0, weight = 1e-20;
        for (std::size_t v = 0; v < field.size(); ++v) sum += field[v] * hold[v], weight += hold[v];
        return sum / weight;
    };
    const double low = level(ends.origin), high = std::max(level(ends.insertion), low + 1e-6);
    for (double& u : field) u = std::clamp((u - low) / (high - low), 0.0, 1.0);
}

/// A triangle of a field.
struct Growth {
    double middle = 0, slope = 0, area = 0;  ///< mean value, how fast it grows per metre, square metres
};

/// The triangles that have an area, in the order of their values.
std::vector<Growth> measure_growth(const geometry::TriangleMesh& mesh, const std::vector<double>& field) {
    std::vector<Growth> out;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t[0]]), b(mesh.positions[t[1]]), c(mesh.positions[t[2]]);
        const glm::dvec3 normal = glm::cross(b - a, c - a);
        const double twice = glm::length(normal);
        if (twice < 1e-14) continue;
        const glm::dvec3 slope = glm::cross(normal / twice, field[t[0]] * (c - b) + field[t[1]] * (a - c) + field[t[2]] * (b - a)) / twice;
        out.push_back({(field[t[0]] + field[t[1]] + field[t[2]]) / 3, glm::length(slope), 0.5 * twice});
    }
    std::stable_sort(out.begin(), out.end(), [](const Growth& a, const Growth& b) { return a.middle < b.middle; });
    return out;
}

/// Place along the fibres as a share of length: the harmonic field runs fast through thin tendons and slowly through the belly. A step of the
/// field is as long as the fibres that cross it are on average, whether they run side by side or in slips apart from each other.
std::vector<float> measure_along(const geometry::TriangleMesh& mesh, const std::vector<double>& field) {
    constexpr std::size_t k_bins = 48;
    constexpr double k_flat = 0.1;  // of the mean growth: what grows less than that is a corner that no fibre crosses
    const std::vector<Growth> growth = measure_growth(mesh, field);
    double total = 0, whole_growth = 0;
    for (const Growth& one : growth) total += one.area, whole_growth += one.slope * one.area;
    const double flat = k_flat * whole_growth / std::max(total, 1e-20);
    std::vector<double> value, rate;
    double weight = 0, value_sum = 0, rate_sum = 0;
    for (const Growth& one : growth) {
        value_sum += one.middle * one.area, rate_sum += one.slope * one.area, weight += one.area;
        if (weight < total / k_bins && &one != &growth.back()) continue;
        if (value.empty() || value_sum / weight > value.back() + 1e-7)
            value.push_back(value_sum / weight), rate.push_back(std::max(flat, rate_sum / weight));
        weight = value_sum = rate_sum = 0;
    }
    std::vector<float> out(field.size());
    if (value.size() < 3) {
        for (std::size_t v = 0; v < out.size(); ++v) out[v] = static_cast<float>(field[v]);
        return out;
    }
    std::vector<double> length(value.size(), 0.0);
    for (std::size_t i = 1; i < value.size(); ++i) length[i] = length[i - 1] + 2 * (value[i] - value[i - 1]) / (rate[i] + rate[i - 1]);
    // Half a bin at both ends lies beyond the first and last middle.
    const double head = 0.5 * (length[1] - length[0]), tail = 0.5 * (length.back() - length[length.size() - 2]);
    const double whole = head + length.back() + tail;
    const auto place = [&](double u) {
        if (u <= value.front()) return value.front() > 0 ? u / value.front() * head / whole : 0.0;
        if (u >= value.back()) return value.back() < 1 ? 1.0 - (1.0 - u) / (1.0 - value.back()) * tail / whole : 1.0;
        const auto above = static_cast<std::size_t>(std::upper_bound(value.begin(), value.end(), u) - value.begin());
        const double t = (u - value[above - 1]) / (value[above] - value[above - 1]);
        return (head + length[above - 1] + t * (length[above] - length[above - 1])) / whole;
    };
    for (std::size_t v = 0; v < out.size(); ++v) out[v] = static_cast<float>(place(field[v]));
    return out;
}

/// Cell size at which the mesh keeps about as many vertices as a smooth field needs.
float choose_cell(const geometry::TriangleMesh& mesh) {
    constexpr double k_vertices = 2500;
    const std::vector<double> area = geometry::measure_vertex_areas(mesh);
    const double whole = std::accumulate(area.begin(), area.end(), 0.0);
    return static_cast<float>(std::clamp(std::sqrt(whole / k_vertices), 0.0004, 0.004));
}

/// Values at the corners of a fine mesh from its coarse stand-in: the value of the cell and how it grows from the cell's
/// middle to the vertex.
std::vector<float> expand(const geometry::TriangleMesh& fine, const geometry::TriangleMesh& coarse,
                          const std::vector<std::uint32_t>& cell_of, const std::vector<float>& value,
                          const std::vector<glm::vec3>& direction) {
    std::vector<double> slope(coarse.positions.size(), 0.0), weight(coarse.positions.size(), 1e-12);
    for (const glm::uvec3& t : coarse.triangles)
        for (int k = 0; k < 3; ++k)
            for (const std::uint32_t other : {t[(k + 1) % 3], t[(k + 2) % 3]}) {
                const double run = glm::dot(coarse.positions[other] - coarse.positions[t[k]], direction[t[k]]);
                slope[t[k]] += run * (value[other] - value[t[k]]), weight[t[k]] += run * run;
            }
    std::vector<float> out(fine.positions.size());
    for (std::size_t v = 0; v < out.size(); ++v) {
        const std::uint32_t c = cell_of[v];
        const double run = glm::dot(fine.positions[v] - coarse.positions[c], direction[c]);
        out[v] = std::clamp(static_cast<float>(value[c] + run * std::max(0.0, slope[c] / weight[c])), 0.0f, 1.0f);
    }
    return out;
}

/// The surfaces at both ends of a muscle, or of a piece of it.
struct EndSurfaces {
    std::vector<const SurfaceTree*> origin, origin_soft, insertion, insertion_soft;
};

/// Writes the fibres of some vertices of a part: those of one mesh, of which `vertices` are the places in the part. Tells whether its ends
/// were found; with `both`, only by contact at either end.
bool make_field(const geometry::TriangleMesh& whole, const std::vector<std::uint32_t>& vertices, const EndSurfaces& surfaces,
                const EndHabits& habits, bool both, FibreField& out) {
    std::vector<std::uint32_t> cell_of;
    const geometry::TriangleMesh mesh = geometry::cluster_vertices(whole, choose_cell(whole), cell_of);
    const FibreEnds ends =
        find_fibre_ends(mesh, surfaces.origin, surfaces.origin_soft, surfaces.insertion, surfaces.insertion_soft, habits);
    if (both ? !ends.origin_found || !ends.insertion_found : !ends.origin_found && !ends.insertion_found) return false;
    std::vector<double> field = geometry::solve_harmonic(mesh, {ends.origin, ends.insertion});
    if (field.empty()) return false;
    const std::vector<glm::vec3> direction = geometry::measure_gradient_direction(mesh, field);
    stretch(field, ends);
    const std::vector<float> along = expand(whole, mesh, cell_of, measure_along(mesh, field), direction);
    for (std::size_t v = 0; v < along.size(); ++v) {
        // On the surface: what points in or out of it is not seen.
        const glm::vec3 d = direction[cell_of[v]];
        const glm::vec3 n = whole.normals.empty() ? glm::vec3(0) : whole.normals[v];
        const glm::vec3 flat = d - n * glm::dot(d, n);
        out.along[vertices[v]] = along[v];
        out.direction[vertices[v]] = glm::length(flat) > 0.2f ? glm::normalize(flat) : d;
    }
    return true;
}

/// A piece of a mesh that does not hang together with the rest.
struct Piece {
    geometry::TriangleMesh mesh;
    std::vector<std::uint32_t> vertices;  ///< of the whole
    double area = 0;
};

/// What hangs together, scraps with the nearest piece that is none; one piece if there is nothing to split.
std::vector<Piece> split_pieces(const geometry::TriangleMesh& mesh) {
    constexpr double k_crumb = 0.004, k_fair = 0.3;  // of the whole area, of the mean of what is no crumb
    std::vector<std::uint32_t> place;
    const geometry::TriangleMesh welded = geometry::weld_positions(mesh, place);
    geometry::DisjointSets sets(welded.positions.size());
    for (const glm::uvec3& t : welded.triangles) sets.join(t[0], t[1]), sets.join(t[2], t[1]);
    std::map<std::uint32_t, double> areas;
    std::map<std::uint32_t, glm::vec3> middles;  // a place of each
    const std::vector<double> area = geometry::measure_vertex_areas(welded);
    double whole = 0;
    for (std::uint32_t v = 0; v < sets.size(); ++v)
        areas[sets.find(v)] += area[v], middles.emplace(sets.find(v), welded.positions[v]), whole += area[v];
    double fair = 0, count = 0;
    for (const auto& [root, one] : areas)
        if (one >= k_crumb * whole) fair += one, count += 1;
    std::map<std::uint32_t, std::size_t> kept;
    for (const auto& [root, one] : areas)
        if (one >= std::max(k_crumb * whole, k_fair * fair / std::max(1.0, count))) kept.emplace(root, kept.size());
    if (kept.size() < 2) return std::vector<Piece>(1);
    std::map<std::uint32_t, std::size_t> piece_of = kept;
    for (const auto& [root, middle] : middles) {
        if (kept.contains(root)) continue;
        float nearest = 1e9f;
        for (std::uint32_t v = 0; v < sets.size(); ++v)
            if (const auto own = kept.find(sets.find(v)); own != kept.end() && glm::distance(welded.positions[v], middle) < nearest)
                nearest = glm::distance(welded.positions[v], middle), piece_of[root] = own->second;
    }
    std::vector<Piece> out(kept.size());
    std::vector<std::uint32_t> at(mesh.positions.size());
    const auto piece = [&](std::uint32_t v) -> Piece& { return out[piece_of[sets.find(place[v])]]; };
    for (std::uint32_t v = 0; v < at.size(); ++v) {
        Piece& own = piece(v);
        at[v] = static_cast<std::uint32_t>(own.vertices.size());
        own.vertices.push_back(v);
        own.mesh.positions.push_back(mesh.positions[v]);
        if (!mesh.normals.empty()) own.mesh.normals.push_back(mesh.normals[v]);
    }
    for (const glm::uvec3& t : mesh.triangles) piece(t[0]).mesh.triangles.emplace_back(at[t[0]], at[t[1]], at[t[2]]);
    return out;
}

/// Of bones in the order of a column, of which one is an origin and the next its insertion: the two that a piece lies between.
EndSurfaces choose_neighbours(const geometry::TriangleMesh& piece, const std::vector<const SurfaceTree*>& column) {
    std::vector<float> gap(column.size(), 1.0f);
    for (std::size_t c = 0; c < column.size(); ++c)
        for (const glm::vec3& p : piece.positions) {
            const geometry::Box& box = column[c]->bounds();
            const glm::vec3 off = glm::max(glm::max(box.lower - p, p - box.upper), glm::vec3(0));
            if (glm::length(off) < gap[c]) gap[c] = std::min(gap[c], column[c]->nearest(p).distance);
        }
    std::vector<std::size_t> order(column.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return gap[a] < gap[b]; });
    EndSurfaces out;
    out.origin = {column[std::min(order[0], order[1])]}, out.insertion = {column[std::max(order[0], order[1])]};
    return out;
}

/// Bones of a row in order from above downwards.
std::vector<const SurfaceTree*> sort_by_height(std::vector<const SurfaceTree*> bones) {
    const auto height = [](const SurfaceTree* bone) { return bone->bounds().centre().y; };
    std::stable_sort(bones.begin(), bones.end(), [&](auto a, auto b) { return height(a) > height(b); });
    return bones;
}

/// A mesh of slips that hang together, cut where they meet at a bone: a piece for each space between two bones of a row, empty where there is
/// nothing. A triangle between two spaces belongs to the upper one.
std::vector<Piece> cut_at_bones(const geometry::TriangleMesh& mesh, const std::vector<const SurfaceTree*>& row) {
    const auto gap = [&](std::size_t bone, const glm::vec3& p) { return row[bone]->nearest(p).distance; };
    std::vector<std::size_t> space(mesh.positions.size());
    for (std::uint32_t v = 0; v < space.size(); ++v) {
        const glm::vec3& p = mesh.positions[v];
        std::size_t nearest = 0;
        float least = 1e9f;
        for (std::size_t b = 0; b < row.size(); ++b) {
            const geometry::Box& box = row[b]->bounds();
            const glm::vec3 off = glm::max(glm::max(box.lower - p, p - box.upper), glm::vec3(0));
            if (glm::length(off) >= least) continue;
            if (const float distance = gap(b, p); distance < least) least = distance, nearest = b;
        }
        const bool above = nearest + 1 == row.size() || (nearest > 0 && gap(nearest - 1, p) < gap(nearest + 1, p));
        space[v] = above ? nearest - 1 : nearest;
    }
    std::vector<Piece> out(row.size() - 1);
    std::vector<std::map<std::uint32_t, std::uint32_t>> at(out.size());
    for (const glm::uvec3& t : mesh.triangles) {
        const std::size_t s = std::min({space[t[0]], space[t[1]], space[t[2]]});
        glm::uvec3 own;
        for (int k = 0; k < 3; ++k) {
            const auto [place, is_new] = at[s].emplace(t[k], static_cast<std::uint32_t>(out[s].vertices.size()));
            own[k] = place->second;
            if (!is_new) continue;
            out[s].vertices.push_back(t[k]), out[s].mesh.positions.push_back(mesh.positions[t[k]]);
            if (!mesh.normals.empty()) out[s].mesh.normals.push_back(mesh.normals[t[k]]);
        }
        out[s].mesh.triangles.push_back(own);
    }
    return out;
}

/// Fibres of a row of slips drawn as one mesh, each from one bone to the next.
bool make_row(const FibrePart& part, const EndSurfaces& surfaces, const std::vector<const SurfaceTree*>& column, FibreField& out) {
    constexpr std::size_t k_least_triangles = 12;
    const std::vector<const SurfaceTree*> row = sort_by_height(column);
    const auto mean_height = [](const std::vector<const SurfaceTree*>& bones) {
        float sum = 0;
        for (const SurfaceTree* bone : bones) sum += bone->bounds().centre().y;
        return sum / static_cast<float>(std::max<std::size_t>(1, bones.size()));
    };
    const bool downwards = mean_height(surfaces.origin) > mean_height(surfaces.insertion);
    const std::vector<Piece> pieces = cut_at_bones(*part.mesh, row);
    bool any = false;
    for (std::size_t s = 0; s < pieces.size(); ++s) {
        if (pieces[s].mesh.triangles.size() < k_least_triangles) continue;
        EndSurfaces own;
        own.origin = {downwards ? row[s] : row[s + 1]}, own.insertion = {downwards ? row[s + 1] : row[s]};
        any = make_field(pieces[s].mesh, pieces[s].vertices, own, {}, false, out) || any;
    }
    return any;
}

/// A set of muscles or ligaments drawn as one part, one a level or a finger: each piece has its own fibres from bone to bone.
bool make_set(const FibrePart& part, const anatomy::MuscleDefinition& muscle, const EndSurfaces& surfaces, FibreField& out) {
    const std::vector<Piece> pieces = split_pieces(*part.mesh);
    std::vector<const SurfaceTree*> column = surfaces.origin;
    for (const SurfaceTree* bone : surfaces.insertion)
        if (std::find(column.begin(), column.end(), bone) == column.end()) column.push_back(bone);
    const bool chain = column.size() >= 3 && column.size() < surfaces.origin.size() + surfaces.insertion.size();
    if (muscle.to_neighbours && chain && 2 * pieces.size() < column.size()) return make_row(part, surfaces, column, out);
    if (muscle.divides() || pieces.size() < (chain ? 2 : 3) || column.size() < 3) return false;
    std::size_t torn = 0;  // what ends before its bone
    for (const Piece& piece : pieces) {
        const EndSurfaces own = chain ? choose_neighbours(piece.mesh, column) : surfaces;
        if (make_field(piece.mesh, piece.vertices, own, {}, true, out)) continue;
        if (4 * ++torn > pieces.size() || !make_field(piece.mesh, piece.vertices, own, {}, false, out)) return false;
    }
    return true;
}

bool make_fields(const FibrePart& part, const anatomy::MuscleDefinition& muscle, Surfaces& surfaces, FibreField& out) {
    std::vector<std::string> insertion = muscle.insertion_bones;
    // A broad sheet ends in bone along one rim and in a sheath along another: the oblique muscles in the iliac crest and the linea alba.
    if (muscle.architecture == "sheet") insertion.insert(insertion.end(), muscle.insertion_soft.begin(), muscle.insertion_soft.end());
    const EndSurfaces ends{surfaces.find(muscle.origin_bones, part.side), surfaces.find(muscle.origin_soft, part.side),
                           surfaces.find(insertion, part.side), surfaces.find(muscle.insertion_soft, part.side)};
    out.along.assign(part.mesh->positions.size(), -1.0f), out.direction.assign(part.mesh->positions.size(), glm::vec3(0));
    if (make_set(part, muscle, ends, out)) return true;
    std::vector<std::uint32_t> all(part.mesh->positions.size());
    std::iota(all.begin(), all.end(), 0u);
    if (make_field(*part.mesh, all, ends, {muscle.divides(), muscle.architecture == "fan"}, false, out)) return true;
    out = {};
    return false;
}

}  // namespace

std::vector<FibreField> make_fibre_fields(std::span<const FibrePart> parts, const anatomy::MuscleDefinitions& definitions,
                                          base::Findings& findings, const base::Progress& progress) {
    std::vector<FibreField> out(parts.size());
    std::vector<std::uint32_t> muscles;
    for (std::uint32_t p = 0; p < parts.size(); ++p)
        if (parts[p].mesh != nullptr && !parts[p].mesh->empty() && definitions.find(parts[p].definition) != nullptr) muscles.push_back(p);
    // Large meshes first, so that the last core is not left alone with one.
    std::stable_sort(muscles.begin(), muscles.end(),
                     [&](auto a, auto b) { return parts[a].mesh->triangles.size() > parts[b].mesh->triangles.size(); });
    Surfaces surfaces(parts);
    std::vector<char> made(parts.size(), 0);
    std::atomic<std::size_t> done{0};
    std::mutex telling;
    base::parallel_for(muscles.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        const std::uint32_t p = muscles[i];
        const anatomy::MuscleDefinition muscle = anatomy::with_shared_heads(*definitions.find(parts[p].definition), definitions);
        made[p] = make_fields(parts[p], muscle, surfaces, out[p]);
        const std::scoped_lock lock(telling);
        progress.tell(static_cast<double>(++done) / static_cast<double>(muscles.size()), "following muscle fibres");
    });
    std::sort(muscles.begin(), muscles.end());
    for (const std::uint32_t p : muscles)
        if (!made[p] && !progress.cancelled())
            findings.add(base::Severity::note, std::string(parts[p].id), "no-attachment",
                         fmt::format("{} touches none of the bones that its definition `{}` names; it has no fibres", parts[p].name,
                                     parts[p].definition),
                         "check its place and its definition");
    return out;
}

}  // namespace smrt::body_compiler
