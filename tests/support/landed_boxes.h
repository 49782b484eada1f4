// What a body gets where it lacks something, as boxes: the same on a body of other size or on its mirror image, up to that.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "body_compiler/fill_gaps.h"

namespace smrt::test {

using LandedBoxes = std::map<std::string, geometry::Box>;  ///< by part id

/// Fills the gaps of a body whose raw parts carry kind, side and definition already.
inline LandedBoxes land(const anatomy::RawBody& raw, const std::filesystem::path& assets) {
    std::vector<anatomy::Part> parts;
    for (const anatomy::RawPart& from : raw.parts) {
        anatomy::Part part;
        part.id = from.id, part.name = from.name, part.definition = from.definition;
        part.kind = anatomy::parse_kind(from.kind);
        part.side = from.side == "left" ? anatomy::Side::left : from.side == "right" ? anatomy::Side::right : anatomy::Side::midline;
        parts.push_back(std::move(part));
    }
    base::Findings findings;
    LandedBoxes out;
    for (const anatomy::RawPart& part : body_compiler::fill_gaps(raw, parts, assets, findings)) out[part.id] = part.mesh.bounds();
    return out;
}

inline anatomy::RawBody scaled(anatomy::RawBody raw, float scale) {
    for (anatomy::RawPart& part : raw.parts)
        for (glm::vec3& p : part.mesh.positions) p *= scale;
    return raw;
}

/// The mirror image: right parts are left ones, by name, side and triangles.
inline anatomy::RawBody mirrored(anatomy::RawBody raw) {
    for (anatomy::RawPart& part : raw.parts) {
        for (glm::vec3& p : part.mesh.positions) p.x = -p.x;
        for (glm::uvec3& t : part.mesh.triangles) std::swap(t.y, t.z);
        if (part.side != "left" && part.side != "right") continue;
        const bool was_left = part.side == "left";
        part.side = was_left ? "right" : "left";
        const std::string before = was_left ? "Left" : "Right";
        if (part.name.starts_with(before)) part.name = (was_left ? "Right" : "Left") + part.name.substr(before.size());
    }
    return raw;
}

/// How far boxes may differ: all but one in a hundred by no more than the lattice, none by more than a thin end that neighbours take.
struct BoxTolerance {
    float lattice = 2e-3f;  ///< metres: half a cell of the largest sheets, whose lattice lies elsewhere on another body
    float most = 5e-3f;
};

inline float box_difference(const geometry::Box& a, const geometry::Box& b) {
    return std::max(glm::distance(a.lower, b.lower), glm::distance(a.upper, b.upper));
}

/// Compares each box with the one that `find` gives for its id; a null one is passed over.
template <class Find>
void expect_same(const LandedBoxes& boxes, const Find& find, const BoxTolerance& tolerance = {}) {
    std::size_t compared = 0, far = 0;
    for (const auto& [id, box] : boxes) {
        const std::optional<geometry::Box> expected = find(id);
        if (!expected) continue;
        ++compared;
        const float difference = box_difference(box, *expected);
        EXPECT_LT(difference, tolerance.most) << id;
        far += difference > tolerance.lattice ? 1 : 0;
    }
    EXPECT_GE(compared, boxes.size() * 4 / 5);
    EXPECT_LE(far, compared / 100) << "of " << compared;
}

inline void expect_scaled(const LandedBoxes& boxes, const LandedBoxes& original, float scale) {
    ASSERT_EQ(boxes.size(), original.size());
    expect_same(boxes, [&](const std::string& id) -> std::optional<geometry::Box> {
        const auto whole = original.find(id);
        if (whole == original.end()) return std::nullopt;
        return geometry::Box{scale * whole->second.lower, scale * whole->second.upper};
    });
}

/// Left parts against right ones and the other way round. Midline parts only on a body that is symmetric itself: they lie on its right bones.
inline void expect_mirrored(const LandedBoxes& boxes, const LandedBoxes& original, bool with_midline) {
    expect_same(boxes, [&](const std::string& id) -> std::optional<geometry::Box> {
        const bool left = id.starts_with("left_"), right = id.starts_with("right_");
        const auto twin = original.find(left ? "right_" + id.substr(5) : right ? "left_" + id.substr(6) : id);
        if (!left && !right && !with_midline) return std::nullopt;
        EXPECT_NE(twin, original.end()) << id << " is laid on the mirror image alone";
        if (twin == original.end()) return std::nullopt;
        const geometry::Box& other = twin->second;
        return geometry::Box{{-other.upper.x, other.lower.y, other.lower.z}, {-other.lower.x, other.upper.y, other.upper.z}};
    });
}

}  // namespace smrt::test
