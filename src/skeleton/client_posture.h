// How the client lies, sits or stands, with or without a treatment table.
#pragma once

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

/// Height of the top of the table, and of the seat, over the floor, metres. Source: own, usual working heights.
inline constexpr double k_table_height = 0.65, k_seat_height = 0.48;
/// Flesh and skin between the bones and what they rest on, metres. Source: own.
inline constexpr double k_padding = 0.02;

/// Points of a segment that may touch the table: the farthest of its bones each way, resting body, metres.
struct Support {
    std::uint32_t segment = 0;
    std::vector<glm::dvec3> points;
};
/// Of pelvis, trunk, neck and head; limbs may hang over the edge.
[[nodiscard]] std::vector<Support> find_supports(const anatomy::Body& body, const Rig& rig);

/// Turns and places all segments so that the body rests in the posture. Standing leaves them as they are.
void take_posture(const Rig& rig, Posture posture, PosedBody& posed);

}  // namespace smrt::skeleton
