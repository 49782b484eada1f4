// A movement in time: poses at times, and OpenSim motion files (.mot) of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "skeleton/pose.h"

namespace smrt::skeleton {

/// Key poses in time. Times are seconds and strictly increase; as many poses as times, all of one rig.
struct Motion {
    std::vector<double> seconds;
    std::vector<Pose> poses;
    bool operator==(const Motion&) const = default;
};

/// The pose at a time in seconds: exact at the keys, never beyond the values of the keys around it, with continuous speed. Before the
/// first and after the last key: that key. The speed is 0 at both ends. Needs at least one key.
[[nodiscard]] Pose pose_at(const Motion& motion, double seconds);

/// The motion as an OpenSim file: a column per coordinate that any key moves, named by its id with the side last (`elbow_flexion_r`), and a
/// row per key. Anatomical readings: degrees, and metres for what people read in millimetres. The name becomes the first line.
[[nodiscard]] std::string write_mot(const Rig& rig, const Motion& motion, std::string_view name);

/// Reads what write_mot or OpenSim wrote; angles in degrees unless the header says `inDegrees=no`. Columns bear our ids or the coordinate
/// names of OpenSim's Rajagopal2016 model, with that model's signs. `pelvis_tx`, `_ty` and `_tz` become the way from where the body was
/// delivered, metres. Coordinates without a column stay at rest, values are limited to the normal range.
/// Errors: bad_data, with the number of the line, for no `endheader`, no `time` column, no rows, rows of another length, words that are no
/// number and times that do not increase. Skipped columns (notes, `unknown-column` and `repeated-column`) and the first limited value of
/// each coordinate (`out-of-range`) go to `ignored`, if given.
[[nodiscard]] base::Result<Motion> read_mot(const Rig& rig, std::string_view text, base::Findings* ignored = nullptr);

}  // namespace smrt::skeleton
