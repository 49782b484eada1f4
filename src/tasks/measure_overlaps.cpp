// Vertices of one part inside of another.
#include "tasks/measure_overlaps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <mutex>

#include "base/parallel.h"
#include "geometry/solid.h"

namespace smrt::tasks {
namespace {

using anatomy::Kind;

bool is_hard(Kind kind) {
    return kind == Kind::bone || kind == Kind::cartilage || kind == Kind::disc;
}

bool boxes_meet(const geometry::Box& a, const geometry::Box& b) {
    return glm::all(glm::lessThan(a.lower, b.upper)) && glm::all(glm::lessThan(b.lower, a.upper));
}

Overlap measure(const anatomy::Part& part, const geometry::Solid& in, const geometry::Box& box, float limit) {
    Overlap out;
    const std::uint32_t count = part.mesh.levels.front().vertex_count;
    std::uint32_t deep = 0;
    for (std::uint32_t v = 0; v < count; ++v) {
        const glm::vec3 point = part.mesh.position(v);
        if (glm::any(glm::lessThan(point, box.lower)) || glm::any(glm::greaterThan(point, box.upper))) continue;
        const float depth = in.depth(point);
        out.deepest = std::max(out.deepest, depth);
        deep += depth > limit ? 1 : 0;
    }
    out.share = count > 0 ? static_cast<float>(deep) / static_cast<float>(count) : 0.0f;
    return out;
}

}  // namespace

std::vector<Overlap> measure_overlaps(const anatomy::Body& body, const anatomy::MuscleDefinitions& muscles, float limit) {
    std::vector<anatomy::PartIndex> hard;
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p)
        if (is_hard(body.part(p).kind) && !body.part(p).mesh.levels.empty()) hard.push_back(p);
    std::vector<Overlap> out;
    std::mutex guard;
    base::parallel_for(hard.size(), [&](std::size_t i) {
        const anatomy::Part& in = body.part(hard[i]);
        const geometry::Solid solid(geometry::unpack(in.mesh));
        if (!solid.closed()) return;
        for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
            const anatomy::Part& part = body.part(p);
            const bool asked = is_hard(part.kind) || part.kind == Kind::muscle;
            if (!asked || p == hard[i] || part.mesh.levels.empty() || !boxes_meet(part.mesh.box, in.mesh.box)) continue;
            Overlap found = measure(part, solid, in.mesh.box, limit);
            if (found.deepest <= limit) continue;
            found.part = p, found.in = hard[i];
            const anatomy::MuscleDefinition* muscle = muscles.find(part.definition);
            found.grown = muscle != nullptr && muscle->joins(in.name);
            const std::lock_guard lock(guard);
            out.push_back(found);
        }
    });
    std::sort(out.begin(), out.end(), [](const Overlap& a, const Overlap& b) {
        return a.deepest != b.deepest ? a.deepest > b.deepest : a.part != b.part ? a.part < b.part : a.in < b.in;
    });
    return out;
}

std::string describe_overlaps(const anatomy::Body& body, const std::vector<Overlap>& overlaps) {
    struct Group {
        const char* what;
        std::size_t pairs = 0;
        float deepest = 0;
    };
    std::array<Group, 3> groups = {Group{"bones, cartilages or discs in each other"}, Group{"muscles in bones that they pass"},
                                   Group{"muscles in bones that they are grown to"}};
    std::string out = fmt::format("{:<52} {:<52} {:>8} {:>8}\n", "part", "lies in", "mm", "% deep");
    for (const Overlap& overlap : overlaps) {
        const anatomy::Part &part = body.part(overlap.part), &in = body.part(overlap.in);
        out += fmt::format("{:<52} {:<52} {:>8.1f} {:>8.1f}{}\n", part.name, in.name, 1000 * overlap.deepest, 100 * overlap.share,
                           overlap.grown ? "  grown to it" : "");
        Group& group = groups[part.kind != Kind::muscle ? 0 : overlap.grown ? 2 : 1];
        ++group.pairs;
        group.deepest = std::max(group.deepest, overlap.deepest);
    }
    for (const Group& group : groups) out += fmt::format("{} {}, deepest {:.1f} mm\n", group.pairs, group.what, 1000 * group.deepest);
    return out;
}

}  // namespace smrt::tasks
