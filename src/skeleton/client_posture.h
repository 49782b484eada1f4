// How the client lies, sits or stands, with or without a treatment table.
#pragma once

#include <array>
#include <glm/glm.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/part.h"

namespace smrt::skeleton {

struct Rig;
struct PosedBody;

/// Side-lying is named after the side that lies on the table.
enum class Posture : std::uint8_t { standing, supine, prone, right_side_lying, left_side_lying, seated };
inline constexpr int k_posture_count = 6;
[[nodiscard]] const char* name_of(Posture posture);
/// "supine", "right side-lying"; case ignored. A text that only says side-lying means the right side.
[[nodiscard]] std::optional<Posture> parse_posture(std::string_view text);

/// Height of the top of the table, and of the seat where no feet tell it, over the floor, metres. Source: own, usual working heights.
inline constexpr double k_table_height = 0.65, k_seat_height = 0.48;
/// Flesh and skin between the bones and what they rest on, metres. Source: own.
inline constexpr double k_padding = 0.02;

/// Points of a segment that may touch the table: the farthest of its bones each way, resting body, metres.
struct Support {
    std::uint32_t segment = 0;
    bool is_trunk = true;  ///< of pelvis, trunk, neck or head, which carry the body; limbs may hang over the edge
    std::vector<glm::dvec3> points;
};
[[nodiscard]] std::vector<Support> find_supports(const anatomy::Body& body, const Rig& rig);

/// A block under a part of the client that does not reach the table, metres in the world.
struct Cushion {
    glm::dvec3 lower{0}, upper{0};
};

/// A ring in the top of the table that a face lies in, metres in the world.
struct FaceRing {
    glm::dvec3 centre{0};
    double radius = 0.12;
};

/// How a client lies or sits before anybody moves her.
struct AtEase {
    std::vector<double> values;        ///< of a pose: limbs that rest on what is below them; empty: as delivered
    std::vector<Cushion> cushions;     ///< for the head, for a knee
    std::vector<std::uint32_t> sinks;  ///< segments that do not carry the body: they lie in the ring
    std::optional<FaceRing> ring;
};
using AtEaseTable = std::array<AtEase, k_posture_count>;

/// Turns and places all segments so that the body rests in the posture. Standing leaves them as they are.
void take_posture(const Rig& rig, Posture posture, PosedBody& posed);
/// True for somebody on a table.
[[nodiscard]] inline bool lies(Posture posture) {
    return posture != Posture::standing && posture != Posture::seated;
}

}  // namespace smrt::skeleton
