// A plate with slats and four legs, along the body that lies on it.
#include "scene/table_lines.h"

namespace smrt::scene {
namespace {

using skeleton::Posture;

/// A plate seen from above: its middle, half its sides, and the height of its top; metres.
struct Plate {
    glm::vec2 middle{0}, half{0.35f, 0.95f};  ///< x and z
    float top = 0;
};

void add(std::vector<Line>& lines, std::vector<glm::vec3> points, float width) {
    lines.push_back({std::move(points), glm::vec3(0.30f, 0.27f, 0.23f), width, 0.9f, false});
}

void add_plate(const Plate& plate, std::vector<Line>& lines) {
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

}  // namespace

std::vector<Line> make_table_lines(const skeleton::Rig* rig, Posture posture) {
    std::vector<Line> lines;
    if (rig == nullptr) return lines;
    const auto table = static_cast<float>(skeleton::k_table_height), seat = static_cast<float>(rig->seat_height);
    for (const skeleton::Cushion& cushion : rig->at_ease[static_cast<std::size_t>(posture)].cushions) add_cushion(cushion, lines);
    switch (posture) {
        case Posture::standing:
            break;
        case Posture::supine:
            add_plate({{0, 0.14f}, {0.35f, 1.0f}, table}, lines);
            break;
        case Posture::prone:
            add_plate({{0, 0.10f}, {0.35f, 0.86f}, table}, lines);
            break;  // the feet hang over its end
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
