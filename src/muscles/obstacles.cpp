// Distances around bones, and ellipses fitted to the rib cage.
#include "muscles/obstacles.h"

#include <algorithm>
#include <cmath>

#include "muscles/segment_clouds.h"

namespace smrt::muscles {
namespace {

constexpr double k_far = 10.0;

Barrel fit_barrel(const anatomy::Body& body, const skeleton::Rig& rig) {
    std::vector<glm::dvec3> points;
    Barrel barrel;
    barrel.bottom = k_far, barrel.top = -k_far;
    barrel.segment = rig.find_segment("manubrium").value_or(skeleton::k_root);
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        if (body.part(p).region != anatomy::Region::thorax || !is_rigid_kind(body.part(p).kind) || body.part(p).mesh.levels.empty())
            continue;
        const geometry::LevelMesh& mesh = body.part(p).mesh;
        const std::uint32_t count = mesh.levels[find_level(mesh, 0.0025f)].vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) {
            points.emplace_back(mesh.position(v));
            barrel.bottom = std::min(barrel.bottom, points.back().y), barrel.top = std::max(barrel.top, points.back().y);
        }
    }
    if (points.size() < 200) return {};
    constexpr std::size_t k_slices = 16;
    struct Extent {
        double lower_x = k_far, upper_x = -k_far, lower_z = k_far, upper_z = -k_far;
    };
    std::vector<Extent> extent(k_slices);
    for (const glm::dvec3& p : points) {
        const double t = (p.y - barrel.bottom) / (barrel.top - barrel.bottom) * (k_slices - 1);
        Extent& e = extent[static_cast<std::size_t>(t + 0.5)];
        e.lower_x = std::min(e.lower_x, p.x), e.upper_x = std::max(e.upper_x, p.x);
        e.lower_z = std::min(e.lower_z, p.z), e.upper_z = std::max(e.upper_z, p.z);
    }
    for (const Extent& e : extent) {
        if (e.upper_x - e.lower_x < 0.02 || e.upper_z - e.lower_z < 0.02) return {};
        barrel.slices.push_back(
            {0.5 * (e.lower_x + e.upper_x), 0.5 * (e.lower_z + e.upper_z), 0.5 * (e.upper_x - e.lower_x), 0.5 * (e.upper_z - e.lower_z)});
    }
    return barrel;
}

}  // namespace

Obstacles make_obstacles(const anatomy::Body& body, const skeleton::Rig& rig) {
    Obstacles out;
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        if (body.part(p).kind != anatomy::Kind::bone || !rig.placed[p] || body.part(p).mesh.levels.empty()) continue;
        auto& bone = out.bones.emplace_back(std::make_unique<BoneSolid>());
        bone->part = p, bone->segment = rig.segment_of_part[p];
    }
    out.barrel = fit_barrel(body, rig);
    return out;
}

const geometry::DistanceGrid& bone_grid(const anatomy::Body& body, const BoneSolid& bone) {
    std::call_once(bone.made, [&] {
        const geometry::LevelMesh& mesh = body.part(bone.part).mesh;
        const float size = glm::distance(mesh.box.lower, mesh.box.upper);
        const float cell = std::clamp(size / 90.0f, 0.0012f, 0.004f);
        bone.grid = geometry::make_distance_grid(geometry::unpack(mesh, geometry::find_level(mesh, 0.25f * cell)), cell,
                                                 std::max(5 * cell, 0.010f));
    });
    return bone.grid;
}

Clearance measure_clearance(const Barrel& barrel, const glm::dvec3& point) {
    if (barrel.slices.empty() || point.y < barrel.bottom || point.y > barrel.top) return {k_far, glm::dvec3(0)};
    const double t = (point.y - barrel.bottom) / (barrel.top - barrel.bottom) * static_cast<double>(barrel.slices.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(t), barrel.slices.size() - 2);
    const double f = t - static_cast<double>(i);
    const auto mix = [&](double Barrel::Slice::*member) { return barrel.slices[i].*member * (1 - f) + barrel.slices[i + 1].*member * f; };
    const double width = mix(&Barrel::Slice::half_width), depth = mix(&Barrel::Slice::half_depth);
    const double dx = point.x - mix(&Barrel::Slice::x), dz = point.z - mix(&Barrel::Slice::z);
    const double k = std::hypot(dx / width, dz / depth);
    if (k < 1e-6) return {-std::min(width, depth), glm::dvec3(0)};
    const glm::dvec3 slope(dx / (width * width), 0, dz / (depth * depth));
    const double steep = glm::length(slope) / k;  // of k in space
    // Above and below the cage the barrel fades out, so that it has no edge to jump over.
    const double fade = 0.02, rim = std::min({1.0, (point.y - barrel.bottom) / fade, (barrel.top - point.y) / fade});
    return {(k - 1.0) / steep + (1.0 - rim) * 0.1, slope / glm::length(slope)};
}

}  // namespace smrt::muscles
