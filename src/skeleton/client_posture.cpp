// The body as a whole: turned to lie, let down until its bones, padded with flesh, touch the table.
#include "skeleton/client_posture.h"

#include <algorithm>
#include <array>
#include <glm/gtc/matrix_transform.hpp>

#include "base/text.h"
#include "skeleton/pose.h"

namespace smrt::skeleton {
namespace {

constexpr std::array<const char*, k_posture_count> k_names = {"standing",         "supine",          "prone",
                                                              "right side-lying", "left side-lying", "seated"};

bool carries_weight(anatomy::Region region) {
    using anatomy::Region;
    return region == Region::head || region == Region::neck || region == Region::thorax || region == Region::back ||
           region == Region::abdomen || region == Region::pelvis || region == Region::hip;
}

/// How a posture turns the body, without its place.
glm::dmat3 turn_of(Posture posture) {
    const double quarter = glm::radians(90.0);
    const glm::dmat4 none(1);
    switch (posture) {
        case Posture::supine:
            return glm::dmat3(glm::rotate(none, -quarter, {1, 0, 0}));
        case Posture::prone:
            return glm::dmat3(glm::rotate(none, quarter, {1, 0, 0}));
        case Posture::right_side_lying:
            return glm::dmat3(glm::rotate(none, quarter, {0, 0, 1}));
        case Posture::left_side_lying:
            return glm::dmat3(glm::rotate(none, -quarter, {0, 0, 1}));
        case Posture::standing:
        case Posture::seated:
            break;
    }
    return glm::dmat3(1);
}

}  // namespace

const char* name_of(Posture posture) {
    return k_names[static_cast<std::size_t>(posture)];
}

std::optional<Posture> parse_posture(std::string_view text) {
    std::string folded = base::fold(base::trim(text));
    for (char& c : folded)
        if (c == '_' || c == '-') c = ' ';
    for (std::size_t i = 0; i < k_names.size(); ++i) {
        std::string name = k_names[i];
        std::replace(name.begin(), name.end(), '-', ' ');
        if (folded == name) return static_cast<Posture>(i);
    }
    if (folded == "side lying") return Posture::right_side_lying;
    if (folded == "sitting") return Posture::seated;
    return std::nullopt;
}

std::vector<Support> find_supports(const anatomy::Body& body, const Rig& rig) {
    std::vector<Support> out;
    std::vector<glm::dvec3> ways;
    for (int x = -1; x <= 1; ++x)
        for (int y = -1; y <= 1; ++y)
            for (int z = -1; z <= 1; ++z)
                if (x != 0 || y != 0 || z != 0) ways.emplace_back(x, y, z);
    for (anatomy::PartIndex p = 0; p < body.parts().size(); ++p) {
        const anatomy::Part& part = body.part(p);
        if (part.kind != anatomy::Kind::bone || !rig.placed[p] || part.mesh.levels.empty()) continue;
        Support support{rig.segment_of_part[p], carries_weight(part.region),
                        std::vector<glm::dvec3>(ways.size(), glm::dvec3(part.mesh.position(0)))};
        const std::uint32_t count = part.mesh.levels.back().vertex_count;
        for (std::uint32_t v = 0; v < count; ++v) {
            const glm::dvec3 point(part.mesh.position(v));
            for (std::size_t w = 0; w < ways.size(); ++w)
                if (glm::dot(point, ways[w]) > glm::dot(support.points[w], ways[w])) support.points[w] = point;
        }
        out.push_back(std::move(support));
    }
    return out;
}

void take_posture(const Rig& rig, Posture posture, PosedBody& posed) {
    if (posture == Posture::standing) return;
    const glm::dmat4 turn(turn_of(posture));
    const std::vector<std::uint32_t>& sinks = rig.at_ease[static_cast<std::size_t>(posture)].sinks;
    double lowest = 1e9;
    glm::dvec3 middle(0);
    double count = 0;
    for (const Support& support : rig.supports) {
        if (!support.is_trunk || std::find(sinks.begin(), sinks.end(), support.segment) != sinks.end()) continue;
        for (const glm::dvec3& point : support.points) {
            lowest = std::min(lowest, (turn * posed.segments[support.segment] * glm::dvec4(point, 1)).y);
            if (support.segment == k_root) middle += point, count += 1;
        }
    }
    if (lowest > 1e8) return;
    if (count > 0) middle /= count;
    const double height = posture == Posture::seated ? rig.seat_height : k_table_height;
    const glm::dvec3 pelvis(turn * posed.segments[k_root] * glm::dvec4(middle, 1));
    // The pelvis stays over the middle of the floor, so that cameras find the body.
    const glm::dvec3 shift(posture == Posture::seated ? 0 : -pelvis.x, height + k_padding - lowest,
                           posture == Posture::seated ? 0 : -pelvis.z);
    const glm::dmat4 whole = glm::translate(glm::dmat4(1), shift) * turn;
    for (glm::dmat4& segment : posed.segments) segment = whole * segment;
}

}  // namespace smrt::skeleton
