// A plate with slats and four legs, along the body that lies on it.
#include "scene/table_lines.h"

#include <cmath>
#include <glm/gtc/constants.hpp>

namespace smrt::scene {
namespace {

using skeleton::Posture;

/// A plate seen from above: its middle, half its sides, and the height of its top; metres.
struct TableTop {
    glm::vec2 middle{0}, half{0.35f, 0.95f};  ///< x and z
    float top = 0;
};

void add(std::vector<Line>& lines, std::vector<glm::vec3> points, float width) {
    lines.push_back({std::move(points), glm::vec3(0.30f, 0.27f, 0.23f), width, 0.9f, false});
}

void add_plate(const TableTop& plate, std::vector<Line>& lines) {
    constexpr float k_thickness = 0.06f, k_slat = 0.09f;  // metres
    const glm::vec2 a = plate.middle - plate.half, b = plate.middle + plate.half;
    for (const float y : {plate.top, plate.top - k_thickness})
        add(lines, {{a.x, y, a.y}, {b.x, y, a.y}, {b.x, y, b.y}, {a.x, y, b.y}, {a.x, y, a.y}}, 2);
    const bool along_z = plate.half.y > plate.half.x;
    for (float s = k_slat; s < 2 * (along_z ? plate.half.x : plate.half.y); s += k_slat)
        add(lines,
            along_z ? std::vector<glm::vec3>{{a.x + s, plate.top, a.y}, {a.x + s, plate.top, b.y}}
                    : std::vector<glm::vec3>{{a.x, plate.top, a.y + s}, {b.x, plate.top, a.y + s}},
            1);
    for (const float x : {a.x + 0.05f, b.x - 0.05f})
        for (const float z : {a.y + 0.05f, b.y - 0.05f}) add(lines, {{x, plate.top - k_thickness, z}, {x, 0, z}}, 3);
}

/// A block, by its edges.
void add_cushion(const skeleton::Cushion& cushion, std::vector<Line>& lines) {
    const glm::vec3 a(cushion.lower), b(cushion.upper);
    for (const float y : {a.y, b.y}) add(lines, {{a.x, y, a.z}, {b.x, y, a.z}, {b.x, y, b.z}, {a.x, y, b.z}, {a.x, y, a.z}}, 2);
    for (const float x : {a.x, b.x})
        for (const float z : {a.z, b.z}) add(lines, {{x, a.y, z}, {x, b.y, z}}, 2);
}

/// A ring at the head's end of a plate, and the two rods that hold it.
void add_ring(const skeleton::FaceRing& ring, const TableTop& plate, std::vector<Line>& lines) {
    constexpr int k_corners = 40;
    const glm::vec3 centre(ring.centre);
    const auto radius = static_cast<float>(ring.radius);
    std::vector<glm::vec3> around;
    for (int i = 0; i <= k_corners; ++i) {
        const float a = 2 * glm::pi<float>() * static_cast<float>(i) / static_cast<float>(k_corners);
        around.push_back(centre + radius * glm::vec3(std::cos(a), 0, std::sin(a)));
    }
    add(lines, std::move(around), 4);
    for (const float side : {-0.6f, 0.6f}) {
        const float x = centre.x + side * radius;
        add(lines, {{x, plate.top, plate.middle.y + plate.half.y}, {x, centre.y, centre.z - 0.8f * radius}}, 3);
    }
}

/// From the feet's end to before the ring.
TableTop before_ring(const TableTop& whole, const skeleton::FaceRing& ring) {
    const float from = whole.middle.y - whole.half.y, to = static_cast<float>(ring.centre.z - ring.radius) - 0.02f;
    return {{whole.middle.x, 0.5f * (from + to)}, {whole.half.x, 0.5f * (to - from)}, whole.top};
}

}  // namespace

std::vector<Line> make_table_lines(const skeleton::Rig* rig, Posture posture) {
    std::vector<Line> lines;
    if (rig == nullptr) return lines;
    const auto table = static_cast<float>(skeleton::k_table_height), seat = static_cast<float>(rig->seat_height);
    const skeleton::AtEase& at_ease = rig->at_ease[static_cast<std::size_t>(posture)];
    for (const skeleton::Cushion& cushion : at_ease.cushions) add_cushion(cushion, lines);
    switch (posture) {
        case Posture::standing:
            break;
        case Posture::supine:
            add_plate({{0, 0.14f}, {0.35f, 1.0f}, table}, lines);
            break;
        case Posture::prone: {
            const TableTop whole{{0, 0.10f}, {0.35f, 0.86f}, table};  // the feet hang over its end
            if (at_ease.ring) add_ring(*at_ease.ring, before_ring(whole, *at_ease.ring), lines);
            add_plate(at_ease.ring ? before_ring(whole, *at_ease.ring) : whole, lines);
            break;
        }
        case Posture::right_side_lying:
            add_plate({{0.12f, 0}, {1.0f, 0.35f}, table}, lines);
            break;
        case Posture::left_side_lying:
            add_plate({{-0.12f, 0}, {1.0f, 0.35f}, table}, lines);
            break;
        case Posture::seated:
            add_plate({{0, 0.06f}, {0.24f, 0.20f}, seat}, lines);
            break;
    }
    return lines;
}

}  // namespace smrt::scene
