// Anchors on outside meshes, one side at a time: the left one is laid as a right one on mirrored bones.
#include "body_compiler/fill_gaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>

#include "anatomy/body.h"
#include "base/parallel.h"
#include "base/text.h"
#include "body_compiler/lay_lines.h"
#include "body_compiler/shape_surface.h"
#include "geometry/mesh_cleanup.h"
#include "geometry/nearest.h"

namespace smrt::body_compiler {
namespace {

using anatomy::Kind;
using anatomy::Part;
using anatomy::ShapeDefinition;
using anatomy::ShapeSide;
using anatomy::Side;

constexpr std::ptrdiff_t k_least_bones = 100;  ///< a body with fewer is a fragment

glm::vec3 mirrored(glm::vec3 p) {
    p.x = -p.x;
    return p;
}

/// A part of the body as far as this file needs it.
struct Known {
    std::string name, definition;  ///< name without side, folded
    Side side = Side::midline;
    Kind kind = Kind::unknown;
    const geometry::TriangleMesh* mesh = nullptr;
};

std::vector<Known> know_parts(const anatomy::RawBody& raw, const std::vector<Part>& parts) {
    std::vector<Known> out;
    for (std::size_t i = 0; i < parts.size(); ++i)
        out.push_back(
            {base::fold(anatomy::name_without_side(parts[i].name)), parts[i].definition, parts[i].side, parts[i].kind, &raw.parts[i].mesh});
    return out;
}

/// Where the body's sides meet: the middle one of the middles between left and right bones.
float find_midplane(const std::vector<Known>& parts) {
    std::map<std::string, std::pair<std::optional<float>, std::optional<float>>> pairs;
    for (const Known& part : parts) {
        if (part.kind != Kind::bone || part.side == Side::midline) continue;
        auto& pair = pairs[part.name];
        (part.side == Side::left ? pair.first : pair.second) = part.mesh->bounds().centre().x;
    }
    std::vector<float> middles;
    for (const auto& [name, pair] : pairs)
        if (pair.first && pair.second) middles.push_back(0.5f * (*pair.first + *pair.second));
    if (middles.empty()) return 0;
    const auto middle = middles.begin() + static_cast<std::ptrdiff_t>(middles.size() / 2);
    std::nth_element(middles.begin(), middle, middles.end());
    return *middle;
}

/// Mirror images of paired structures that the body has on one side only; what is paired is known from our own shapes.
std::vector<anatomy::RawPart> mirror_single_sides(const std::vector<Known>& parts, const std::vector<ShapeDefinition>& definitions) {
    std::set<std::pair<std::string, Side>> present;
    for (const Known& part : parts) present.emplace(part.definition, part.side);
    const float middle = find_midplane(parts);
    std::vector<anatomy::RawPart> out;
    for (const ShapeDefinition& definition : definitions) {
        const auto has = [&](Side side) { return present.contains({definition.id, side}); };
        if (definition.side != ShapeSide::paired || has(Side::left) == has(Side::right) || has(Side::midline)) continue;
        const auto source = std::find_if(parts.begin(), parts.end(), [&](const Known& part) { return part.definition == definition.id; });
        anatomy::RawPart part;
        const bool to_left = source->side == Side::right;
        part.side = to_left ? "left" : "right";
        part.id = part.side + "_" + definition.id;
        part.name = (to_left ? "Left " : "Right ") + source->name;
        part.kind = anatomy::name_of(source->kind);
        part.fma = to_left ? definition.fma_left : definition.fma;
        part.source = "assets/body/shapes";
        part.definition = definition.id;
        part.origin = anatomy::ShapeOrigin::mirrored;
        part.mesh = *source->mesh;
        for (glm::vec3& p : part.mesh.positions) p.x = 2 * middle - p.x;
        for (glm::vec3& n : part.mesh.normals) n.x = -n.x;
        for (glm::uvec3& t : part.mesh.triangles) std::swap(t.y, t.z);
        out.push_back(std::move(part));
    }
    return out;
}

/// The parts of one side and of the midline by name without side, seen as if the side were the right one.
class SideAnchors {
public:
    SideAnchors(const std::vector<Known>& parts, Side side) : mirror_(side == Side::left) {
        for (const Known& part : parts)
            if (part.side == side || part.side == Side::midline)
                by_name_.try_emplace(part.name, Entry{part.mesh, part.side == Side::midline, nullptr});
    }
    [[nodiscard]] std::optional<AnchorPart> find(const std::string& name) {
        const auto found = by_name_.find(base::fold(name));
        if (found == by_name_.end()) return std::nullopt;
        Entry& entry = found->second;
        if (!entry.surface) entry.surface = std::make_unique<geometry::SurfaceTree>(*entry.mesh);
        geometry::Box box = entry.surface->bounds();
        if (mirror_) box = {{-box.upper.x, box.lower.y, box.lower.z}, {-box.lower.x, box.upper.y, box.upper.z}};
        return AnchorPart{box, entry.midline, [surface = entry.surface.get(), mirror = mirror_](const glm::vec3& point) {
                              return mirror ? mirrored(surface->nearest(mirrored(point)).point) : surface->nearest(point).point;
                          }};
    }

private:
    struct Entry {
        const geometry::TriangleMesh* mesh = nullptr;
        bool midline = false;
        std::unique_ptr<geometry::SurfaceTree> surface;
    };
    bool mirror_;
    std::map<std::string, Entry> by_name_;
};

/// Sizes of the default body's measured parts, by folded name: what millimetres beside them are scaled by.
std::map<std::string, float> find_sizes(const std::vector<ShapeDefinition>& definitions) {
    std::map<std::string, float> out;
    for (const ShapeDefinition& definition : definitions)
        if (!definition.shape.spheres.empty() && definition.side != ShapeSide::left)
            out.try_emplace(base::fold(definition.name), glm::length(geometry::SphereField(definition.shape).bounds().size()));
    return out;
}

/// How much larger than in the default body the parts are that a definition lies on; 1 if none is known.
float find_scale(const ShapeDefinition& definition, const std::map<std::string, float>& sizes, SideAnchors& anchors) {
    double sum = 0;
    int count = 0;
    for (const auto& line : definition.lines)
        for (const anatomy::LinePoint& point : line) {
            const auto size = sizes.find(base::fold(point.part));
            const auto anchor = size == sizes.end() ? std::nullopt : anchors.find(point.part);
            if (anchor) sum += std::log(glm::length(anchor->box.size()) / size->second), ++count;
        }
    return count > 0 ? static_cast<float>(std::exp(sum / count)) : 1.0f;
}

/// Definitions that are written as lines and that the body has not, laid on one side; with their shape and side set.
std::vector<ShapeDefinition> lay_missing(const std::vector<ShapeDefinition>& definitions, const std::set<std::string>& present,
                                         SideAnchors& anchors, Side side) {
    std::vector<ShapeDefinition> out;
    const std::map<std::string, float> sizes = find_sizes(definitions);
    for (const ShapeDefinition& definition : definitions) {
        const bool midline = definition.side == ShapeSide::midline;
        const bool elsewhere = (side == Side::left && (midline || definition.side == ShapeSide::right)) ||
                               (side == Side::right && definition.side == ShapeSide::left);
        const bool there = present.contains(definition.id) || std::any_of(definition.part_of.begin(), definition.part_of.end(),
                                                                          [&](const std::string& id) { return present.contains(id); });
        if (definition.lines.empty() || !definition.cut.empty() || elsewhere || there) continue;
        base::Findings lacking;  // a part that the body has not is no fault: the structure then cannot be laid
        ShapeDefinition laid = definition;
        const float scale = find_scale(definition, sizes, anchors);
        for (auto& line : laid.lines)
            for (anatomy::LinePoint& point : line) point.offset *= scale, point.radius *= scale;
        laid.shape = lay_lines(
            laid, [&](const std::string& name) { return anchors.find(name); }, lacking);
        if (laid.shape.spheres.empty()) continue;
        if (side == Side::left) laid.shape = geometry::mirrored(laid.shape);
        if (!midline) laid.side = side == Side::left ? ShapeSide::left : ShapeSide::right;
        out.push_back(std::move(laid));
    }
    return out;
}

/// Which build of the default body a body is like, by the organs that it has; empty if it shows neither.
std::string find_build(const std::vector<Part>& parts) {
    const auto has = [&](const char* name) {
        return std::any_of(parts.begin(), parts.end(), [name](const Part& part) { return base::fold(part.name) == name; });
    };
    return has("uterus") ? "female" : has("prostate") ? "male" : "";
}

anatomy::RawPart make_part(const PlacedShape& shape, geometry::TriangleMesh mesh) {
    anatomy::RawPart part = name_part(shape);
    if (part.side != "midline" && !part.id.starts_with(part.side)) part.id = part.side + "_" + part.id;
    part.mesh = std::move(mesh);
    geometry::make_smooth_normals(part.mesh);
    return part;
}

}  // namespace

std::vector<anatomy::RawPart> fill_gaps(const anatomy::RawBody& raw, const std::vector<Part>& parts, const std::filesystem::path& assets,
                                        base::Findings& findings, const base::Progress& progress) {
    const auto is_bone = [](const Part& part) { return part.kind == anatomy::Kind::bone; };
    if (std::count_if(parts.begin(), parts.end(), is_bone) < k_least_bones) return {};
    base::Findings told_elsewhere;
    std::vector<ShapeDefinition> definitions = anatomy::read_shape_definitions(assets / "body" / "shapes", told_elsewhere);
    const std::string build = find_build(parts);
    std::erase_if(definitions, [&](const ShapeDefinition& definition) {
        if (definition.kind == anatomy::Kind::skin) return true;  // patches of the default body's own skin
        const std::vector<std::string>& builds = definition.builds;
        return !builds.empty() && std::find(builds.begin(), builds.end(), build) == builds.end();
    });
    std::vector<Known> known = know_parts(raw, parts);
    std::vector<anatomy::RawPart> images = mirror_single_sides(known, definitions);
    for (const anatomy::RawPart& part : images)
        known.push_back({base::fold(anatomy::name_without_side(part.name)), part.definition, part.side == "left" ? Side::left : Side::right,
                         anatomy::parse_kind(part.kind), &part.mesh});
    std::vector<ShapeDefinition> missing;
    for (const Side side : {Side::right, Side::left}) {
        std::set<std::string> present;
        for (const Known& part : known)
            if (part.side == side || part.side == Side::midline) present.insert(part.definition);
        SideAnchors anchors(known, side);
        std::vector<ShapeDefinition> laid = lay_missing(definitions, present, anchors, side);
        std::move(laid.begin(), laid.end(), std::back_inserter(missing));
    }
    const std::vector<PlacedShape> shapes = place_shapes(missing);
    std::vector<anatomy::RawPart> out(shapes.size());
    base::SharedProgress shared(progress, shapes.size());
    base::parallel_for(shapes.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        out[i] = make_part(shapes[i], make_shape_surface(shapes, i));
        shared.step("Adding what the body lacks");
    });
    std::move(images.begin(), images.end(), std::back_inserter(out));
    std::set<std::string> taken;
    for (const anatomy::RawPart& part : raw.parts) taken.insert(part.id);
    std::erase_if(out, [&](const anatomy::RawPart& part) { return part.mesh.empty() || !taken.insert(part.id).second; });
    for (const anatomy::RawPart& part : out)
        findings.add(
            base::Severity::note, part.id, "filled",
            part.name + (part.origin == anatomy::ShapeOrigin::mirrored ? " was not in the source and is the mirror image of the other side"
                                                                       : " was not in the source and is laid on the body's own bones"));
    return out;
}

}  // namespace smrt::body_compiler
