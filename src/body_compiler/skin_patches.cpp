// Outer wall by rays that escape; patches by the nearest part beneath.
#include "body_compiler/skin_patches.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/definition_file.h"
#include "base/parallel.h"
#include "base/text.h"
#include "geometry/bvh.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;

constexpr float k_detail = 0.0005f;   ///< metres: level of the skin that is cut
constexpr float k_rim = 0.008f;       ///< metres by which patches overlap, and the right half passes the midplane
constexpr float k_left_out = 0.022f;  ///< metres: skin this close to what is left out goes with it
constexpr int k_rays = 24;
constexpr double k_least_free = 0.3;  ///< share of rays that escape from the outer wall

/// Directions spread over a sphere.
std::vector<glm::vec3> spread_directions(int count) {
    std::vector<glm::vec3> out;
    for (int i = 0; i < count; ++i) {
        const double y = 1 - 2 * (i + 0.5) / count, turn = 2.399963 * i, r = std::sqrt(1 - y * y);
        out.emplace_back(r * std::cos(turn), y, r * std::sin(turn));
    }
    return out;
}

/// Indices of the triangles from which enough of the outward rays leave the body.
std::vector<std::uint32_t> find_outer(const geometry::TriangleMesh& skin) {
    const geometry::Bvh tree(skin);
    const std::vector<glm::vec3> directions = spread_directions(2 * k_rays);
    std::vector<char> outer(skin.triangles.size(), 0);
    base::parallel_for(skin.triangles.size(), [&](std::size_t i) {
        const glm::uvec3& t = skin.triangles[i];
        const glm::vec3 &a = skin.positions[t.x], &b = skin.positions[t.y], &c = skin.positions[t.z];
        const glm::vec3 cross = glm::cross(b - a, c - a), centre = (a + b + c) / 3.0f;
        if (glm::length(cross) <= 0) return;
        const glm::vec3 normal = glm::normalize(cross);
        int tried = 0, free = 0;
        for (const glm::vec3& direction : directions) {
            if (glm::dot(direction, normal) < 0.15f) continue;
            ++tried;
            geometry::RaySpan ray;
            ray.origin = centre + 2e-4f * normal;
            ray.direction = direction;
            free += tree.find_first(ray) ? 0 : 1;
        }
        outer[i] = tried > 0 && free >= k_least_free * tried;
    });
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < outer.size(); ++i)
        if (outer[i] != 0) out.push_back(i);
    return out;
}

/// The parts beneath the skin as points, each with the patch group it belongs to.
struct Beneath {
    std::vector<glm::vec3> left_out;  ///< points of what no skin is wanted over, on both sides
    std::vector<glm::vec3> points;
    std::vector<int> group;  ///< index of the first patch over it; -1: none
};

Beneath gather_beneath(const anatomy::Body& body, const std::vector<SkinPatch>& patches) {
    Beneath out;
    for (const anatomy::Part& part : body.parts()) {
        const bool solid = part.kind == Kind::bone || part.kind == Kind::muscle || part.kind == Kind::cartilage ||
                           part.kind == Kind::tendon || part.kind == Kind::organ || part.kind == Kind::fascia;
        if (!solid || part.mesh.levels.empty()) continue;
        const bool left_out =
            std::any_of(patches.begin(), patches.end(), [&](const SkinPatch& patch) { return lies_under(part, patch.not_over); });
        if (part.side == anatomy::Side::left && !left_out) continue;
        int group = -1;
        for (std::size_t p = 0; p < patches.size() && group < 0; ++p)
            if (lies_under(part, patches[p].over)) group = static_cast<int>(p);
        const geometry::MeshLevel& level = part.mesh.levels[geometry::find_level(part.mesh, 0.0025f)];
        for (std::uint32_t v = 0; v < level.vertex_count; ++v) {
            const glm::vec3 p = part.mesh.position(v);
            if (left_out) out.left_out.push_back(p);
            if (p.x > 2 * k_rim || left_out) continue;
            out.points.push_back(p), out.group.push_back(group);
        }
    }
    return out;
}

geometry::TriangleMesh take_triangles(const geometry::TriangleMesh& mesh, const std::vector<std::uint32_t>& which) {
    geometry::TriangleMesh out;
    std::vector<std::uint32_t> place(mesh.positions.size(), ~std::uint32_t{0});
    for (const std::uint32_t i : which) {
        glm::uvec3 t = mesh.triangles[i];
        for (int k = 0; k < 3; ++k) {
            std::uint32_t& to = place[t[k]];
            if (to == ~std::uint32_t{0}) {
                to = static_cast<std::uint32_t>(out.positions.size());
                out.positions.push_back(mesh.positions[t[k]]), out.normals.push_back(mesh.normals[t[k]]);
            }
            t[k] = to;
        }
        out.triangles.push_back(t);
    }
    return out;
}

glm::vec3 centre_of(const geometry::TriangleMesh& mesh, std::uint32_t i) {
    const glm::uvec3& t = mesh.triangles[i];
    return (mesh.positions[t.x] + mesh.positions[t.y] + mesh.positions[t.z]) / 3.0f;
}

/// Triangles of the right half by the groups that lie nearest beneath them; where two lie about as near, both have the triangle.
std::vector<std::vector<std::uint32_t>> sort_by_group(const geometry::TriangleMesh& mesh, const std::vector<std::uint32_t>& outer,
                                                      const Beneath& beneath, std::size_t count) {
    constexpr std::size_t k_asked = 40;
    const geometry::PointTree tree(beneath.points), left_out(beneath.left_out);
    std::vector<std::vector<std::uint32_t>> groups(count);
    for (const std::uint32_t i : outer) {
        const glm::vec3 centre = centre_of(mesh, i);
        if (centre.x > k_rim) continue;
        if (!left_out.empty() && left_out.nearest(centre).distance < k_left_out) continue;
        const auto hits = tree.nearest(centre, k_asked);
        for (const geometry::PointTree::Hit& hit : hits) {
            if (hit.distance > hits.front().distance + 0.6f * k_rim) break;
            if (beneath.group[hit.index] < 0) continue;
            std::vector<std::uint32_t>& group = groups[static_cast<std::size_t>(beneath.group[hit.index])];
            if (group.empty() || group.back() != i) group.push_back(i);
        }
    }
    return groups;
}

/// Those of a group that lie in the patch's share of its box, with the rim.
std::vector<std::uint32_t> find_inside(const geometry::TriangleMesh& mesh, const std::vector<std::uint32_t>& group,
                                       const SkinPatch& patch) {
    geometry::Box box;
    for (const std::uint32_t i : group) box.include(centre_of(mesh, i));
    const glm::vec3 size = box.size();
    // The right side lies at negative x: lateral is towards the lower end of the box.
    const glm::vec3 lower(1 - patch.upper.x, patch.lower.y, patch.lower.z), upper(1 - patch.lower.x, patch.upper.y, patch.upper.z);
    const glm::vec3 from = box.lower + lower * size - k_rim, to = box.lower + upper * size + k_rim;
    std::vector<std::uint32_t> out;
    for (const std::uint32_t i : group) {
        const glm::vec3 centre = centre_of(mesh, i);
        if (glm::all(glm::greaterThanEqual(centre, from)) && glm::all(glm::lessThanEqual(centre, to))) out.push_back(i);
    }
    return out;
}

}  // namespace

bool lies_under(const anatomy::Part& part, const std::vector<std::string>& over) {
    const std::string folded = base::fold(part.name);
    return std::any_of(over.begin(), over.end(), [&](const std::string& word) {
        return word == anatomy::name_of(part.region) ||
               (anatomy::parse_region(word) == anatomy::Region::whole && folded.find(word) != std::string::npos);
    });
}

std::vector<SkinPatch> read_skin_patches(const std::filesystem::path& path, base::Findings& findings) {
    std::vector<SkinPatch> out;
    const auto file = base::read_definition_file(path);
    if (!file) {
        findings.add(base::Severity::error, file.error().place, "unreadable", file.error().message);
        return out;
    }
    for (const base::Definition& table : file->tables("patch")) {
        table.check_keys({"id", "over", "not_over", "fine", "lateral", "superior", "anterior"}, findings);
        SkinPatch patch{table.text("id", findings),
                        table.texts("over", findings),
                        glm::vec3(0),
                        glm::vec3(1),
                        table.texts("not_over", findings),
                        table.boolean_or("fine", false, findings)};
        constexpr std::array<const char*, 3> axes = {"lateral", "superior", "anterior"};
        for (int k = 0; k < 3; ++k) {
            const std::vector<double> span = table.numbers(axes[static_cast<std::size_t>(k)], findings);
            if (span.size() == 2) patch.lower[k] = static_cast<float>(span[0]), patch.upper[k] = static_cast<float>(span[1]);
        }
        out.push_back(std::move(patch));
    }
    return out;
}

CutSkin cut_skin(const anatomy::Body& body, const std::vector<SkinPatch>& patches) {
    CutSkin out;
    out.patches.resize(patches.size());
    const auto is_skin = [](const anatomy::Part& part) { return part.kind == Kind::skin && !part.mesh.levels.empty(); };
    const auto skin = std::find_if(body.parts().begin(), body.parts().end(), is_skin);
    if (skin == body.parts().end()) return out;
    const geometry::TriangleMesh mesh = geometry::unpack(skin->mesh, geometry::find_level(skin->mesh, k_detail));
    const std::vector<std::uint32_t> outer = find_outer(mesh);
    out.whole = take_triangles(mesh, outer);
    const std::vector<std::vector<std::uint32_t>> groups = sort_by_group(mesh, outer, gather_beneath(body, patches), patches.size());
    for (std::size_t p = 0; p < patches.size(); ++p) {
        // Patches over the same parts share their skin; the first of them holds it.
        const auto same = [&](const SkinPatch& patch) { return patch.over == patches[p].over; };
        const auto owner = static_cast<std::size_t>(std::find_if(patches.begin(), patches.end(), same) - patches.begin());
        out.patches[p] = take_triangles(mesh, find_inside(mesh, groups[owner], patches[p]));
    }
    return out;
}

}  // namespace smrt::body_compiler
