// A camera as text, the same in the `camera` command, the --camera option and the settings.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "scene/camera.h"

namespace smrt::session {

/// "azimuth=30 elevation=10 distance=1.2 target=0.1,1.2,0 fov=30": degrees and metres, any order; what is missing stays as in `now`.
/// Errors: bad_usage that names the unknown word or the value and its range.
[[nodiscard]] base::Result<scene::Camera> parse_camera(std::string_view text, const scene::Camera& now);
/// Text that parse_camera reads back as the same picture.
[[nodiscard]] std::string camera_text(const scene::Camera& camera);

inline constexpr double k_least_distance = 0.01;  ///< metres: closer shows the inside of a surface
inline constexpr double k_most_distance = 50;     ///< metres

}  // namespace smrt::session
