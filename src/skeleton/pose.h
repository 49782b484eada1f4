// One posture as values of coordinates, and the body's segments under it.
#pragma once

#include <glm/glm.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "skeleton/rig.h"

namespace smrt::skeleton {

/// Hands that bring the ends of a soft part together: skin, fascia, a belly, an organ towards its wall.
struct Gather {
    std::string word;  ///< "tissue approximation mm"
    anatomy::Side side = anatomy::Side::midline;
    double metres = 0;
    std::string place;  ///< name or definition of the soft part; empty: not said
    bool operator==(const Gather&) const = default;
};

/// A value per coordinate of a rig, in radians or metres. A value type: copies, compares, interpolates.
struct Pose {
    std::vector<double> values;
    Posture posture = Posture::standing;
    std::vector<Gather> gathers;
    bool operator==(const Pose&) const = default;
};

/// Every coordinate at rest (0); of a lying or sitting client with limbs that rest on what is below them.
[[nodiscard]] Pose make_rest_pose(const Rig& rig, Posture posture = Posture::standing);
/// a at 0, b at 1.
[[nodiscard]] Pose interpolate(const Pose& a, const Pose& b, double t);
/// "elbow flexion right=90; shoulder abduction left=30" or side first; degrees and millimetres. Limited to the range.
/// Errors: bad_usage that names the unknown word and the closest known one.
/// `posture=supine` lays the client on the table (prone, right or left side-lying, seated, standing), with her limbs on it where no word says
/// otherwise.
/// What was limited goes to `limited`, if given.
[[nodiscard]] base::Result<Pose> parse_pose(const Rig& rig, std::string_view text, base::Findings* limited = nullptr);
/// What a pose text says of the posture; standing where it says nothing.
[[nodiscard]] Posture posture_in(std::string_view text);
/// The same movements in another posture: what rests in the old one rests in the new one.
[[nodiscard]] Pose in_posture(const Rig& rig, const Pose& pose, Posture posture);
/// Values outside the normal range, clamped in place; one finding each.
[[nodiscard]] base::Findings limit_to_range(const Rig& rig, Pose& pose);

/// What one movement word asks for on a side: anatomical degrees, or millimetres for words that end in mm.
struct Movement {
    std::string word;
    anatomy::Side side = anatomy::Side::midline;  ///< paired words without a side move both sides
    double value = 0;
    std::string place;  ///< of what, for words that gather soft tissue
};

/// Sets what movement words ask for; words that move the same coordinate add up (cervical flexion with upper cervical extension),
/// coordinates that none of them moves stay. Not limited to the range.
/// Errors: bad_usage for a word that this rig does not know or lacks on that side; the pose is then unchanged.
[[nodiscard]] base::Status apply_movements(const Rig& rig, Pose& pose, const std::vector<Movement>& movements);
/// True for words that mean something else on each side: of limbs, and those towards or away from a side.
[[nodiscard]] bool needs_a_side(const Rig& rig, const anatomy::MovementDefinition& movement);
/// What each coordinate gets of a movement word on a side, per unit of the word; empty if the rig has none of them there.
[[nodiscard]] std::vector<std::pair<std::uint32_t, double>> shares_of(const Rig& rig, const anatomy::MovementDefinition& movement,
                                                                      anatomy::Side side);
/// False for what follows another coordinate and has no movement word of its own: it is seen where that one is.
[[nodiscard]] bool moves_alone(const Rig& rig, std::uint32_t coordinate);
/// One movement alone.
[[nodiscard]] base::Status apply_movement(const Rig& rig, Pose& pose, std::string_view word, anatomy::Side side, double value);
/// The pose as text that parse_pose reads back: only coordinates away from the rest of its posture, side last; "" at rest.
[[nodiscard]] std::string pose_text(const Rig& rig, const Pose& pose);
/// Anatomical value of a coordinate under a pose, as people read it: degrees or millimetres.
[[nodiscard]] double reading_of(const Rig& rig, const Pose& pose, std::uint32_t coordinate);
/// Pose value, radians or metres, of an anatomical reading in degrees or millimetres.
[[nodiscard]] double value_of_reading(const Coordinate& coordinate, double reading);

/// Where each segment is: maps resting coordinates to posed coordinates.
struct PosedBody {
    std::vector<glm::dmat4> segments;
    std::vector<Gather> gathers;  ///< as the pose says
    bool operator==(const PosedBody&) const = default;
};

/// Couplings included. At rest exactly the identity everywhere. Cost: microseconds.
[[nodiscard]] PosedBody measure_posed_body(const Rig& rig, const Pose& pose);
/// The pose's values with what the couplings add.
[[nodiscard]] std::vector<double> measure_coupled_values(const Rig& rig, const Pose& pose);

}  // namespace smrt::skeleton
