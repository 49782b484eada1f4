// Turns direction texts of joint definitions into vectors of one body and side.
#pragma once

#include <glm/glm.hpp>
#include <string>
#include <string_view>

#include "anatomy/landmarks.h"
#include "base/result.h"

namespace smrt::skeleton {

/// "lateral", "from A to B", "across DIRECTION and DIRECTION" (cross product), "square DIRECTION to DIRECTION" (the first without its
/// part along the second), or a weighted sum "anterior + 0.9 superior", with round brackets where needed, as a unit vector. On the left it is the mirror image of
/// the same text on the right (products "across" change their sign for that).
/// Errors: bad_data that names the missing landmark or what is not understood.
[[nodiscard]] base::Result<glm::dvec3> measure_direction(std::string_view text, const anatomy::Landmarks& landmarks, anatomy::Side side);

/// Sign that makes a positive turn about a mirrored direction the mirror image of the right one: -1 on the left.
[[nodiscard]] inline double turn_sign(anatomy::Side side) {
    return side == anatomy::Side::left ? -1.0 : 1.0;
}

}  // namespace smrt::skeleton
